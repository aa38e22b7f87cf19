package io.sluice.benchmarks.yardstick;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * Writes values that are ready before its task begins, over and over: what is left of the time is
 * Connect's and Kafka's own.
 */
public final class ReadyRecordsSourceConnector extends SourceConnector {

  static final String TOPIC_CONFIG = "topic";
  static final String VALUES_FILE_CONFIG = "values.file";
  static final String RECORDS_CONFIG = "records";
  static final String POLL_RECORDS_CONFIG = "poll.records";
  static final String HEADERS_CONFIG = "headers";

  static final ConfigDef CONFIG =
      new ConfigDef()
          .define(
              TOPIC_CONFIG,
              ConfigDef.Type.STRING,
              ConfigDef.NO_DEFAULT_VALUE,
              ConfigDef.Importance.HIGH,
              "topic to write to")
          .define(
              VALUES_FILE_CONFIG,
              ConfigDef.Type.STRING,
              ConfigDef.NO_DEFAULT_VALUE,
              ConfigDef.Importance.HIGH,
              "file whose lines are the values; all of it is kept in memory")
          .define(
              RECORDS_CONFIG,
              ConfigDef.Type.LONG,
              ConfigDef.NO_DEFAULT_VALUE,
              ConfigDef.Range.atLeast(1),
              ConfigDef.Importance.HIGH,
              "how many records to write")
          .define(
              POLL_RECORDS_CONFIG,
              ConfigDef.Type.INT,
              2000,
              ConfigDef.Range.atLeast(1),
              ConfigDef.Importance.LOW,
              "how many records a poll returns")
          .define(
              HEADERS_CONFIG,
              ConfigDef.Type.BOOLEAN,
              false,
              ConfigDef.Importance.LOW,
              "whether a record has the headers that a line of a file has");

  private Map<String, String> config;

  @Override
  public void start(Map<String, String> settings) {
    config = Map.copyOf(settings);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return ReadyRecordsSourceTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return List.of(config);
  }

  @Override
  public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> settings) {
    return ExactlyOnceSupport.SUPPORTED;
  }

  @Override
  public void stop() {
    // Nothing runs but the task.
  }

  @Override
  public ConfigDef config() {
    return CONFIG;
  }

  @Override
  public String version() {
    return "1";
  }
}
