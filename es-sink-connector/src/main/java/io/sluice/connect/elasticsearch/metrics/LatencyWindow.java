package io.sluice.connect.elasticsearch.metrics;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How long requests have taken in the last half to whole minute, in buckets of which eight make up
 * a doubling: a percentile is told too high by an eighth at most. Thread-safe; requests are few.
 */
final class LatencyWindow {

  private static final long HALF = TimeUnit.SECONDS.toNanos(30);
  private static final int SUB_BITS = 3;
  private static final int SUBS = 1 << SUB_BITS;
  private static final int BUCKETS = SUBS * (Long.SIZE - SUB_BITS);

  private final LongSupplier nanoTime;
  private long[] current = new long[BUCKETS];
  private long[] previous = new long[BUCKETS];
  private long begin;

  LatencyWindow(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.begin = nanoTime.getAsLong();
  }

  synchronized void record(long nanos) {
    turn();
    current[bucket(TimeUnit.NANOSECONDS.toMicros(Math.max(0, nanos)))]++;
  }

  /** So many of all took no longer than this; 0 where there were none. */
  synchronized double millis(double part) {
    turn();
    long count = Arrays.stream(current).sum() + Arrays.stream(previous).sum();
    long wanted = Math.max(1, (long) Math.ceil(count * part));
    long seen = 0;
    for (int i = 0; i < BUCKETS && count > 0; i++) {
      seen += current[i] + previous[i];
      if (seen >= wanted) {
        return longest(i) / 1000.0;
      }
    }
    return 0;
  }

  private void turn() {
    long now = nanoTime.getAsLong();
    if (now - begin < HALF) {
      return;
    }
    long[] oldest = previous;
    previous = current;
    current = oldest;
    Arrays.fill(current, 0);
    if (now - begin >= 2 * HALF) {
      Arrays.fill(previous, 0);
    }
    begin = now;
  }

  private static int bucket(long micros) {
    if (micros < SUBS) {
      return (int) micros;
    }
    int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros);
    int sub = (int) (micros >>> (exponent - SUB_BITS)) & (SUBS - 1);
    return SUBS * (exponent - SUB_BITS + 1) + sub;
  }

  /** In microseconds. */
  private static long longest(int bucket) {
    if (bucket < SUBS) {
      return bucket;
    }
    int shift = bucket / SUBS - 1;
    return ((long) (SUBS + bucket % SUBS + 1) << shift) - 1;
  }
}
