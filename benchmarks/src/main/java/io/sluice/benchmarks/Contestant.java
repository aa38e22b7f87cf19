package io.sluice.benchmarks;

/** Something that writes the lines of a run to a topic. */
interface Contestant {

  /** In the results. */
  String name();

  /** How many records it writes at least; with fewer it has not done its work. */
  long records();

  /** Begins to write to a topic that was created just now and is empty. */
  Run begin(String topic);

  /** A contestant at work; closed, it is gone. */
  interface Run extends AutoCloseable {

    /** Of the process that does the work, from the beginning on. */
    ProcessUsage usage();

    /** How it stands, for an error message. */
    String state();

    @Override
    void close();
  }
}
