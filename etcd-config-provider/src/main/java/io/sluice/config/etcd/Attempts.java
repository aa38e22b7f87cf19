package io.sluice.config.etcd;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Tries a request again, after pauses that grow, until its caller's time is up.
 *
 * <p>What it tells then is why etcd did not answer. An attempt that the end of the time cut short
 * knows nothing of that; nor does one begin with hardly any time left, for it would run out of it
 * on a connection that has yet to be made, and break that for those who share it.
 */
final class Attempts {

  private static final Duration LONG_ENOUGH = Duration.ofSeconds(1);

  private final Duration timeout;
  private final Duration each;
  private final Duration least;
  private final LongSupplier nanoTime;
  private final Predicate<Duration> pause;

  /**
   * @param timeout for all attempts together
   * @param members how many etcd has: one that accepts requests and never answers must not use up
   *     the time of the others
   */
  Attempts(Duration timeout, int members) {
    this(timeout, members, System::nanoTime, Attempts::sleep);
  }

  /**
   * @param pause waits, and tells whether nobody interrupted it
   */
  Attempts(Duration timeout, int members, LongSupplier nanoTime, Predicate<Duration> pause) {
    this.timeout = timeout;
    this.each = timeout.dividedBy(Math.min(members, 3));
    this.least = shorter(each.dividedBy(2), LONG_ENOUGH);
    this.nanoTime = nanoTime;
    this.pause = pause;
  }

  /**
   * The answer of the first attempt that has one.
   *
   * @throws EtcdException the last attempt's, or that of the one before where the end of the time
   *     cut the last one short
   */
  <T> T untilTimeout(Attempt<T> attempt) {
    long end = nanoTime.getAsLong() + timeout.toNanos();
    Backoff backoff = Backoff.between(Duration.ofMillis(50), Duration.ofSeconds(1));
    Optional<EtcdException> before = Optional.empty();
    while (true) {
      Duration limit = shorter(left(end), each);
      try {
        return attempt.within(limit);
      } catch (EtcdException e) {
        Duration next = backoff.next();
        boolean again = e.isUnavailable() && left(end).minus(next).compareTo(least) >= 0;
        if (!again || !pause.test(next)) {
          boolean cutShort = limit.compareTo(each) < 0 && e.getCause() instanceof TimeoutException;
          throw cutShort ? before.orElse(e) : e;
        }
        before = Optional.of(e);
      }
    }
  }

  private Duration left(long end) {
    return Duration.ofNanos(end - nanoTime.getAsLong());
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static boolean sleep(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** One try of a request. */
  interface Attempt<T> {
    T within(Duration limit);
  }
}
