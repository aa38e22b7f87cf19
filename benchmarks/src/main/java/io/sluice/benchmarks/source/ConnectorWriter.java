package io.sluice.benchmarks.source;

import io.sluice.benchmarks.stack.ConnectorRun;
import io.sluice.benchmarks.stack.Run;
import io.sluice.benchmarks.stack.Worker;
import java.util.Map;

/**
 * A source connector in a worker.
 *
 * @param config in which {@code {topic}} stands for the topic
 * @param records that it writes at least
 */
record ConnectorWriter(String name, Map<String, String> config, Worker worker, long records)
    implements Writer {

  @Override
  public Run begin(String topic) {
    return ConnectorRun.begin(worker, topic, config, "{topic}");
  }
}
