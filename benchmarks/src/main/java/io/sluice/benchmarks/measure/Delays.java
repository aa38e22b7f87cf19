package io.sluice.benchmarks.measure;

import java.util.Arrays;

/** How long each of many things took. */
public final class Delays {

  private static final double NANOS_PER_MILLISECOND = 1e6;

  private final long[] sorted;

  /**
   * @param nanos of each; it is copied
   */
  public Delays(long[] nanos) {
    if (nanos.length == 0) {
      throw new IllegalArgumentException("nothing was measured");
    }
    this.sorted = nanos.clone();
    Arrays.sort(sorted);
  }

  /**
   * The least delay that so many percent of all do not exceed (nearest rank), in milliseconds.
   *
   * @param percent above 0, at most 100
   */
  public double percentile(double percent) {
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[rank - 1] / NANOS_PER_MILLISECOND;
  }

  public Measurement measurement() {
    return new Measurement()
        .with(Quantity.P50_MILLISECONDS, percentile(50))
        .with(Quantity.P99_MILLISECONDS, percentile(99))
        .with(Quantity.MAX_MILLISECONDS, percentile(100));
  }
}
