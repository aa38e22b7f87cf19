package io.sluice.benchmarks.latency;

/** Where lines come out at the other end; for one thread. */
interface Arrivals extends AutoCloseable {

  /**
   * The numbers of the lines that arrived since the last call; waits for some, but not for long.
   */
  int[] await();

  @Override
  void close();
}
