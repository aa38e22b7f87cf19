package io.sluice.it;

import io.sluice.connect.elasticsearch.ElasticsearchSinkConnector;
import io.sluice.connect.filetail.FileTailSourceConnector;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;

/**
 * What a connector's configuration must be, without a worker: known options, with values they take.
 */
final class ConnectorRules {

  private static final Set<String> OF_CONNECT =
      Set.of(
          "connector.class",
          "tasks.max",
          "topics.regex",
          "value.converter",
          "topic.creation.default.partitions",
          "topic.creation.default.replication.factor",
          "topic.creation.default.max.message.bytes",
          "transaction.boundary",
          "transaction.boundary.interval.ms");

  private ConnectorRules() {}

  /** One text for each thing that is wrong; references to config providers are taken as values. */
  static List<String> problems(Map<String, String> config) {
    ConfigDef own = definition(config.get("connector.class"));
    Map<String, String> resolved = new TreeMap<>(config);
    resolved.replaceAll((key, value) -> value.replaceAll("\\$\\{env:(\\w+)}", "$1"));
    return Stream.concat(
            own.validate(resolved).stream().map(ConfigValue::errorMessages).flatMap(List::stream),
            resolved.keySet().stream()
                .filter(key -> !isKnown(own, key))
                .map(key -> "unknown option " + key))
        .toList();
  }

  private static ConfigDef definition(String connector) {
    if (FileTailSourceConnector.class.getName().equals(connector)) {
      return new FileTailSourceConnector().config();
    }
    if (ElasticsearchSinkConnector.class.getName().equals(connector)) {
      return new ElasticsearchSinkConnector().config();
    }
    throw new AssertionError("connector.class is " + connector);
  }

  private static boolean isKnown(ConfigDef own, String key) {
    return own.names().contains(key)
        || OF_CONNECT.contains(key)
        || isOverride(key, "producer.override.", ProducerConfig.configNames())
        || isOverride(key, "consumer.override.", ConsumerConfig.configNames());
  }

  private static boolean isOverride(String key, String prefix, Set<String> names) {
    return key.startsWith(prefix) && names.contains(key.substring(prefix.length()));
  }
}
