package io.sluice.benchmarks.measure;

/** Something that can be measured again and again. */
public interface Contestant {

  /** In the results. */
  String name();

  /**
   * Runs once, from a fresh start to the end.
   *
   * @throws IllegalStateException if it did not do all of its work: then there are no figures
   */
  Measurement run();
}
