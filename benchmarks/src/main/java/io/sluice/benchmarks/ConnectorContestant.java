package io.sluice.benchmarks;

import io.sluice.localstack.client.ConnectRest;
import io.sluice.localstack.client.ConnectorStatus;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A source connector in a worker.
 *
 * @param config in which {@code {topic}} stands for the topic
 * @param worker its pid
 * @param records that it writes at least
 */
record ConnectorContestant(
    String name, Map<String, String> config, ConnectRest connect, long worker, long records)
    implements Contestant {

  @Override
  public Run begin(String topic) {
    Map<String, String> filled = new LinkedHashMap<>();
    config.forEach((key, value) -> filled.put(key, value.replace("{topic}", topic)));
    ProcessUsage usage = new ProcessUsage(worker);
    connect.put(topic, filled);
    return new Run() {
      @Override
      public ProcessUsage usage() {
        return usage;
      }

      @Override
      public String state() {
        return connect
            .status(topic)
            .map(ConnectorStatus::toString)
            .orElse("there is no connector of that name");
      }

      @Override
      public void close() {
        connect.delete(topic);
      }
    };
  }
}
