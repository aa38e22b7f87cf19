package io.sluice.benchmarks.latency;

import io.sluice.benchmarks.measure.Contestant;
import io.sluice.benchmarks.measure.Measurement;

/** A way that lines take, made anew for each run. */
record LatencyContestant(String name, LineStream lines, Way way) implements Contestant {

  /** Makes both ends of a way. */
  @FunctionalInterface
  interface Way {
    Ends open();
  }

  /**
   * Both ends of a way, and what is between them.
   *
   * @param end takes down what is between them, once both ends are closed
   */
  record Ends(Appender appender, Arrivals arrivals, Runnable end) implements AutoCloseable {

    @Override
    public void close() {
      try {
        appender.close();
        arrivals.close();
      } finally {
        end.run();
      }
    }
  }

  @Override
  public Measurement run() {
    try (Ends ends = way.open()) {
      return lines.run(ends.appender(), ends.arrivals()).measurement();
    }
  }
}
