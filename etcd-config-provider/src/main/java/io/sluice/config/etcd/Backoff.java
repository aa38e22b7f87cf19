package io.sluice.config.etcd;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * Growing pauses between attempts: each doubles up to the longest, and a random half is taken off
 * so that many clients of one restarted etcd do not return in step. Not thread-safe.
 */
final class Backoff {

  private final Duration first;
  private final Duration longest;
  private final DoubleSupplier random;
  private Duration next;

  /**
   * @param random gives numbers from 0 (the whole pause) up to 1 (half of it)
   */
  Backoff(Duration first, Duration longest, DoubleSupplier random) {
    this.first = first;
    this.longest = longest;
    this.random = random;
    this.next = first;
  }

  static Backoff between(Duration first, Duration longest) {
    return new Backoff(first, longest, () -> ThreadLocalRandom.current().nextDouble());
  }

  Duration next() {
    Duration pause = next;
    Duration doubled = pause.multipliedBy(2);
    next = doubled.compareTo(longest) < 0 ? doubled : longest;
    return Duration.ofNanos((long) (pause.toNanos() * (1 - random.getAsDouble() / 2)));
  }

  void reset() {
    next = first;
  }
}
