package io.sluice.config.etcd;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How long the values at each path still hold.
 *
 * <p>Connect schedules a restart for when the time has run out, and schedules it anew each time it
 * resolves the same path. Told the full time on every call it would put the restart off for ever,
 * so it is told what remains of a period that began with the first call. Thread-safe.
 */
final class TimeToLive {

  private final Optional<Duration> period;
  private final LongSupplier nanoTime;
  private final Map<String, Long> endByPath = new HashMap<>();

  TimeToLive(Optional<Duration> period, LongSupplier nanoTime) {
    this.period = period;
    this.nanoTime = nanoTime;
  }

  /** The remaining milliseconds, at least one; null where values hold for ever. */
  synchronized Long remainingMillis(String path) {
    if (period.isEmpty()) {
      return null;
    }
    long now = nanoTime.getAsLong();
    Long end = endByPath.get(path);
    if (end == null || end - now <= 0) {
      end = now + period.get().toNanos();
      endByPath.put(path, end);
    }
    return Math.max(1, Duration.ofNanos(end - now + 999_999).toMillis());
  }
}
