package io.sluice.benchmarks.measure;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Looks on, 50 times a second, until a contestant has nothing more to do.
 *
 * <p>Only how far it has come is looked at: nobody reads what it writes, for that would take CPU
 * from those that are measured.
 */
public final class ProgressWatch {

  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Duration FIRST_LIMIT = Duration.ofSeconds(60);
  private static final long SAMPLE_NANOS = 20_000_000L;

  /** With less than all, a busy machine may only be slow. */
  private static final Duration STANDSTILL = Duration.ofSeconds(15);

  private final boolean isKnownEnd;
  private final Duration quiet;
  private final LongSupplier nanoTime;
  private final Runnable pause;

  ProgressWatch(boolean isKnownEnd, Duration quiet, LongSupplier nanoTime, Runnable pause) {
    this.isKnownEnd = isKnownEnd;
    this.quiet = quiet;
    this.nanoTime = nanoTime;
    this.pause = pause;
  }

  /** It is over when nothing was added for a while, however much more than expected there is. */
  public static ProgressWatch untilQuiet(Duration quiet) {
    return new ProgressWatch(false, quiet, System::nanoTime, ProgressWatch::pause);
  }

  /** It is over with the last of what is expected; it may stand still for so long before. */
  public static ProgressWatch untilComplete(Duration quiet) {
    return new ProgressWatch(true, quiet, System::nanoTime, ProgressWatch::pause);
  }

  private static void pause() {
    LockSupport.parkNanos(SAMPLE_NANOS);
  }

  /**
   * Returns when it is over.
   *
   * @param expected with less than that it has stopped early
   * @param end how far it has come
   * @param state how it stands, for an error
   * @throws IllegalStateException if it does nothing, stops early, or does not come to an end
   */
  public Growth watch(String name, long expected, LongSupplier end, Supplier<String> state) {
    Growth growth = new Growth();
    long start = nanoTime.getAsLong();
    while (true) {
      long reached = end.getAsLong();
      long now = nanoTime.getAsLong();
      if (reached > 0) {
        growth.add(now, reached);
      }
      boolean begun = growth.end() > 0;
      if ((isKnownEnd && growth.end() >= expected)
          || (begun && growth.quietNanos(now) > longestQuiet(growth, expected))) {
        break;
      }
      if (now - start > (begun ? LIMIT : FIRST_LIMIT).toNanos()) {
        throw new IllegalStateException(
            "%s does not %s: it is at %d of %d; %s"
                .formatted(
                    name, begun ? "come to an end" : "begin", growth.end(), expected, state.get()));
      }
      pause.run();
    }
    if (growth.end() < expected) {
      throw new IllegalStateException(
          "%s stopped after %d of %d: %s".formatted(name, growth.end(), expected, state.get()));
    }
    return growth;
  }

  private long longestQuiet(Growth growth, long expected) {
    Duration longest =
        isKnownEnd || growth.end() >= expected || quiet.compareTo(STANDSTILL) > 0
            ? quiet
            : STANDSTILL;
    return longest.toNanos();
  }
}
