package io.sluice.benchmarks.corpus;

/** Lines of a log, as many as wanted. */
interface Lines {

  /** The next one, without what ends it. */
  String next();
}
