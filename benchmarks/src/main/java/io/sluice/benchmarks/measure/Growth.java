package io.sluice.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * How something has grown, a topic or an index: its end at many moments.
 *
 * <p>The rate is taken from the first tenth on, for the start of a connector takes as long as it
 * takes.
 */
public final class Growth {

  private record Sample(long nanos, long end) {}

  private static final int FIRST_PART = 10;

  private final List<Sample> samples = new ArrayList<>();

  /** Takes a sample; the end does not go back. */
  void add(long nanos, long end) {
    if (samples.isEmpty() || end > last().end()) {
      samples.add(new Sample(nanos, end));
    }
  }

  public long end() {
    return samples.isEmpty() ? 0 : last().end();
  }

  /** For how long it has not grown. */
  long quietNanos(long now) {
    return samples.isEmpty() ? 0 : now - last().nanos();
  }

  /**
   * @param units (lines, documents) that are in all of it
   * @throws IllegalStateException where it grew too fast, or in too few steps, to tell
   */
  public double perSecond(long units) {
    Sample from =
        samples.stream()
            .filter(one -> one.end() >= end() / FIRST_PART && one.end() > 0)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("nothing was written"));
    double share = (double) (end() - from.end()) / end();
    double seconds = (last().nanos() - from.nanos()) / 1e9;
    if (seconds <= 0) {
      throw new IllegalStateException("all of it was there at once: take more");
    }
    return share * units / seconds;
  }

  private Sample last() {
    return samples.get(samples.size() - 1);
  }
}
