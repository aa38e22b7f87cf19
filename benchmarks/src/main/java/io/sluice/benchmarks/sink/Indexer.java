package io.sluice.benchmarks.sink;

import io.sluice.benchmarks.stack.Run;

/** Something that puts all documents into an index. */
interface Indexer {

  /** In the results. */
  String name();

  /** Makes ready what does not count. */
  void prepare();

  /** Begins to write to an index that is empty. */
  Run begin(String index);
}
