package io.sluice.benchmarks.stack;

import io.sluice.localstack.client.ConnectorStatus;
import java.util.LinkedHashMap;
import java.util.Map;

/** A connector in a worker. */
public record ConnectorRun(Worker worker, String name, Usage usage) implements Run {

  /**
   * Creates it.
   *
   * @param name that no other had, so that it begins at the beginning
   * @param config in which a placeholder stands for the name
   */
  public static ConnectorRun begin(
      Worker worker, String name, Map<String, String> config, String placeholder) {
    Map<String, String> filled = new LinkedHashMap<>();
    config.forEach((key, value) -> filled.put(key, value.replace(placeholder, name)));
    Usage usage = worker.usage();
    worker.connect().put(name, filled);
    return new ConnectorRun(worker, name, usage);
  }

  @Override
  public String state() {
    return worker
        .connect()
        .status(name)
        .map(ConnectorStatus::toString)
        .orElse("there is no connector of that name");
  }

  @Override
  public void close() {
    worker.connect().delete(name);
  }
}
