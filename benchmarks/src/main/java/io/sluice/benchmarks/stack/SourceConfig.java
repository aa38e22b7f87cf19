package io.sluice.benchmarks.stack;

import io.sluice.localstack.distribution.ConnectorConfigs;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Settings of Sluice's source: those of connect-configs/, but for addresses and places. */
public final class SourceConfig {

  private static final String OVERRIDE = "producer.override.";

  private SourceConfig() {}

  /**
   * With one task, that takes its list from etcd.
   *
   * @param keys of the list
   * @param folder of the files
   */
  public static Map<String, String> fromEtcd(URI etcd, String keys, Path folder) {
    Map<String, String> config = shipped(folder);
    config.put("collect.keys", keys);
    config.put("etcd.endpoints", etcd.toString());
    return config;
  }

  /**
   * With one task, that has its list from the beginning, and without etcd.
   *
   * @param path a file, or a glob, in the folder
   */
  public static Map<String, String> of(Path folder, String path, String topic) {
    Map<String, String> config = shipped(folder);
    config.keySet().removeIf(key -> key.startsWith("etcd."));
    config.remove("collect.keys");
    config.put("collect.list", "[" + entry(folder.resolve(path), topic) + "]");
    return config;
  }

  /** An entry of a collect list. */
  public static String entry(Path path, String topic) {
    return "{\"path\": \"" + path + "\", \"topic\": \"" + topic + "\"}";
  }

  /** How the shipped source's producer writes, and how long its transactions are. */
  public static Map<String, String> producerOverrides() {
    Map<String, String> settings = ConnectorConfigs.read(ConnectorConfigs.SOURCE);
    settings
        .keySet()
        .removeIf(key -> !key.startsWith(OVERRIDE) && !key.startsWith("transaction.boundary"));
    return settings;
  }

  /** How long the shipped source's transactions are. */
  public static Duration transactionInterval() {
    String millis = producerOverrides().get("transaction.boundary.interval.ms");
    return Duration.ofMillis(Long.parseLong(millis));
  }

  /** The settings of the shipped source's producer, as a producer of one's own takes them. */
  public static Map<String, String> producer(String bootstrapServers) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("acks", "all");
    producerOverrides()
        .forEach(
            (key, value) -> {
              if (key.startsWith(OVERRIDE)) {
                settings.put(key.substring(OVERRIDE.length()), value);
              }
            });
    return settings;
  }

  /** The topics of the benchmarks are made before, so it needs no rules for new ones. */
  private static Map<String, String> shipped(Path folder) {
    Map<String, String> config = ConnectorConfigs.read(ConnectorConfigs.SOURCE);
    config.keySet().removeIf(key -> key.startsWith("topic.creation."));
    config.put("allowed.paths", folder.toString());
    config.put("tasks.max", "1");
    return config;
  }
}
