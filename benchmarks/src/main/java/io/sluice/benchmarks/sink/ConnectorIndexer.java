package io.sluice.benchmarks.sink;

import io.sluice.benchmarks.stack.ConnectorRun;
import io.sluice.benchmarks.stack.Run;
import io.sluice.benchmarks.stack.Worker;
import java.util.Map;

/**
 * A sink connector in a worker, which gets a new name each time and so reads from the beginning.
 *
 * @param config in which {@code {index}} stands for the index
 */
record ConnectorIndexer(String name, Map<String, String> config, Worker worker) implements Indexer {

  @Override
  public void prepare() {
    // The worker is.
  }

  @Override
  public Run begin(String index) {
    return ConnectorRun.begin(worker, index, config, "{index}");
  }
}
