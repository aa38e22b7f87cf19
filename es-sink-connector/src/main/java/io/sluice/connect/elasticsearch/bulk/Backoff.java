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

  private static final int MAX_ATTEMPT = 31;

  /** Milliseconds before the retry of this number, from 1. */
  long millis(int attempt) {
    return atLeastOne(longestMillis(attempt) * (1 - jitter.getAsDouble() / 2));
  }

  /** The least that {@link #millis} may be. */
  long shortestMillis(int attempt) {
    return atLeastOne(longestMillis(attempt) / 2);
  }

  /** The number of the retry after this one; it stays the same where the wait does. */
  int next(int attempt) {
    boolean grows = attempt < MAX_ATTEMPT && longestMillis(attempt) < longest.toMillis();
    return attempt < 1 || grows ? attempt + 1 : attempt;
  }

  private double longestMillis(int attempt) {
    double doubled = first.toMillis() * Math.pow(2, Math.min(attempt, MAX_ATTEMPT) - 1);
    return Math.min(doubled, longest.toMillis());
  }

  private static long atLeastOne(double millis) {
    return Math.max(1, Math.round(millis));
  }
}
