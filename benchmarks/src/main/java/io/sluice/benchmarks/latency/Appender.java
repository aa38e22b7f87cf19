package io.sluice.benchmarks.latency;

/** Takes lines, one at a time; for one thread. */
interface Appender extends AutoCloseable {

  /**
   * Takes a line.
   *
   * @param line with its line feed
   */
  void append(byte[] line);

  /** Sends what may be held back: there are no more lines. */
  void finish();

  @Override
  void close();
}
