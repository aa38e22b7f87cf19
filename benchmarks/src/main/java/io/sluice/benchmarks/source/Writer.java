package io.sluice.benchmarks.source;

import io.sluice.benchmarks.stack.Run;

/** Something that writes the lines of a run to a topic. */
interface Writer {

  /** In the results. */
  String name();

  /** How many records it writes at least; with fewer it has not done its work. */
  long records();

  /** Begins to write to a topic that was created just now and is empty. */
  Run begin(String topic);
}
