package io.sluice.benchmarks.sink;

import io.sluice.benchmarks.stack.BenchStack;
import io.sluice.localstack.distribution.ConnectorConfigs;
import java.util.Map;

/** Settings of Sluice's sink: those of connect-configs/, but for addresses and names. */
final class SinkConfig {

  private SinkConfig() {}

  /** {@code {index}} stands for the index, which is there before. */
  static Map<String, String> of(BenchStack stack, String topic, int tasks) {
    Map<String, String> config = ConnectorConfigs.read(ConnectorConfigs.SINK);
    config.remove("topics.regex");
    config.put("topics", topic);
    config.put("tasks.max", Integer.toString(tasks));
    config.put("connection.url", stack.servers().elasticsearch().url().toString());
    config.put("index", "{index}");
    config.put("create", "none");
    return config;
  }
}
