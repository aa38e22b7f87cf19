package io.sluice.connect.elasticsearch.bulk;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Fails the task where the same has been tried for too long, if there is a limit to it at all.
 * Owned by the task's thread.
 */
final class RetryTimeout {

  private final Optional<Duration> timeout;
  private final TaskFailure failure;

  /**
   * @param timeout none: what may heal is tried for as long as it takes
   */
  RetryTimeout(Optional<Duration> timeout, TaskFailure failure) {
    this.timeout = timeout;
    this.failure = failure;
  }

  /** Whether it is over for what was tried first at this time. */
  boolean isOver(long since, long now) {
    return timeout.isPresent() && now - since >= timeout.get().toMillis();
  }

  /**
   * Whether it is over, which it is told why.
   *
   * @param since when it was tried first
   * @param what has been going on since, as a sentence without its end
   */
  boolean isOver(long since, long now, Supplier<String> what) {
    if (!isOver(since, now)) {
      return false;
    }
    failure.set(
        String.format(
            "%s. It has been tried for %d s, and retry.timeout.ms is %d. Nothing is lost: what is not indexed is not committed, and the task goes on with it when it is restarted.",
            what.get(), (now - since) / 1000, timeout.get().toMillis()),
        null);
    return true;
  }
}
