package io.sluice.connect.elasticsearch.bulk;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before asking again: doubling from the first to the longest, less a random part
 * of up to one half, so that tasks do not come back all at once.
 *
 * @param jitter gives numbers from 0 up to 1
 */
record Backoff(Duration first, Duration longest, DoubleSupplier jitter) {

  /** Milliseconds before the retry of this number, from 1. */
  long millis(int attempt) {
    double doubled = first.toMillis() * Math.pow(2, Math.min(attempt - 1, 30));
    double capped = Math.min(doubled, longest.toMillis());
    return Math.max(1, Math.round(capped * (1 - jitter.getAsDouble() / 2)));
  }
}
