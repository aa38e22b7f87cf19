package io.sluice.connect.filetail;

import io.sluice.connect.filetail.collect.CollectEntry;
import io.sluice.connect.filetail.collect.CollectListException;
import io.sluice.connect.filetail.collect.CollectListParser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * What the connector tells a task: its entries, and the options that shape their records.
 *
 * <p>Nothing of etcd is among them. A task does not need it, and task configurations are kept in a
 * Kafka topic, where its password has no business.
 */
final class FileTailTaskConfig {

  private static final String ENTRIES = "task.entries";
  private static final String HOST_NAME = "task.hostname";
  private static final List<String> PASSED_ON =
      List.of(
          FileTailConfig.ALLOWED_PATHS_CONFIG,
          FileTailConfig.ALLOWED_TOPICS_CONFIG,
          FileTailConfig.RECORD_FORMAT_CONFIG,
          FileTailConfig.RECORD_KEY_CONFIG,
          FileTailConfig.START_POSITION_CONFIG,
          FileTailConfig.MAX_LINE_BYTES_CONFIG,
          FileTailConfig.LONG_LINE_CONFIG,
          FileTailConfig.ROTATION_WAIT_MS_CONFIG);

  private final FileTailConfig config;
  private final List<CollectEntry> entries;

  /**
   * @throws ConnectException where the task has come to a host that it was not made for
   */
  FileTailTaskConfig(Map<String, String> options) {
    String hostName = options.get(HOST_NAME);
    if (hostName != null && !hostName.equals(new ThisHost().name())) {
      throw new ConnectException(
          "This task reads files of the host "
              + hostName
              + " but runs on "
              + new ThisHost().name()
              + ". Give each host a Connect cluster of its own (group.id), or, where all workers see"
              + " the same files, set the option host to one fixed name");
    }
    config = new FileTailConfig(options);
    try {
      entries =
          CollectListParser.ofChecked(config.access()).parse(Map.of(ENTRIES, options.get(ENTRIES)));
    } catch (CollectListException bad) {
      throw new ConnectException("The task's entries are bad: " + bad.getMessage(), bad);
    }
  }

  static Map<String, String> options(FileTailConfig config, List<CollectEntry> entries) {
    Map<String, String> options = new HashMap<>();
    Map<String, String> given = config.originalsStrings();
    for (String option : PASSED_ON) {
      if (given.containsKey(option)) {
        options.put(option, given.get(option));
      }
    }
    options.put(FileTailConfig.HOST_CONFIG, config.host());
    if (config.hostIsThisOne()) {
      options.put(HOST_NAME, new ThisHost().name());
    }
    options.put(ENTRIES, CollectListParser.write(entries));
    return options;
  }

  FileTailConfig config() {
    return config;
  }

  List<CollectEntry> entries() {
    return entries;
  }
}
