package io.sluice.benchmarks;

import io.sluice.localstack.client.ConnectRest;
import io.sluice.localstack.distribution.ConnectorConfigs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Sluice's source in each of its formats, and what it is put beside: values that are ready, Kafka's
 * own example, and a plain producer. All of them write with the settings of the producer that
 * connect-configs/ has for the source.
 */
final class SourcePairings {

  private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";
  private static final String STRINGS = "org.apache.kafka.connect.storage.StringConverter";
  private static final String OVERRIDE = "producer.override.";
  private static final int SAMPLE_LINES = 20_000;
  private static final int LINES_RECORD_BYTES = 64 * 1024;
  private static final double NO_MARK = Double.POSITIVE_INFINITY;

  private final Path log;
  private final long lines;
  private final Path folder;
  private final ConnectRest connect;
  private final long worker;
  private final String bootstrapServers;

  /**
   * @param log whose lines are read
   * @param lines that it has
   * @param folder for the ready values
   * @param worker its pid
   */
  SourcePairings(
      Path log,
      long lines,
      Path folder,
      ConnectRest connect,
      long worker,
      String bootstrapServers) {
    this.log = log;
    this.lines = lines;
    this.folder = folder;
    this.connect = connect;
    this.worker = worker;
    this.bootstrapServers = bootstrapServers;
  }

  List<Pairing> all() {
    Contestant line = connector("line", ours("line"));
    return List.of(
        new Pairing(line, connector("ready lines", ready("lines.txt", "%s")), 0.95, 1.10),
        new Pairing(line, connector("FileStreamSource", fileStream()), 1.0, 0.9),
        new Pairing(
            connector("json", ours("json")),
            connector("ready json", ready("json.txt", document())),
            0.85,
            NO_MARK),
        new Pairing(connector("lines", ours("lines")), producer(), 0.8, NO_MARK));
  }

  private Contestant connector(String name, Map<String, String> config) {
    // How many lines go into one record of that format is the source's business.
    long records = "lines".equals(config.get("record.format")) ? 1 : lines;
    return new ConnectorContestant(name, config, connect, worker, records);
  }

  private Map<String, String> ours(String format) {
    Map<String, String> config = ConnectorConfigs.read(ConnectorConfigs.SOURCE);
    config.keySet().removeIf(key -> key.startsWith("etcd.") || key.startsWith("topic.creation."));
    config.remove("collect.keys");
    config.put("collect.list", "[{\"path\": \"" + log + "\", \"topic\": \"{topic}\"}]");
    config.put("allowed.paths", log.getParent().toString());
    config.put("record.format", format);
    config.put("record.key", "none");
    config.put("tasks.max", "1");
    return config;
  }

  /** How the worker's producer writes, and how long its transactions are. */
  private Map<String, String> producerSettings() {
    Map<String, String> settings = new LinkedHashMap<>();
    ConnectorConfigs.read(ConnectorConfigs.SOURCE)
        .forEach(
            (key, value) -> {
              if (key.startsWith(OVERRIDE) || key.startsWith("transaction.boundary")) {
                settings.put(key, value);
              }
            });
    return settings;
  }

  private Map<String, String> ready(String file, String form) {
    Map<String, String> config = producerSettings();
    config.put("connector.class", "io.sluice.benchmarks.yardstick.ReadyRecordsSourceConnector");
    config.put("tasks.max", "1");
    config.put("topic", "{topic}");
    config.put("records", Long.toString(lines));
    config.put("values.file", values(file, form).toString());
    config.put("value.converter", BYTES);
    return config;
  }

  private Map<String, String> fileStream() {
    Map<String, String> config = producerSettings();
    config.put("connector.class", "org.apache.kafka.connect.file.FileStreamSourceConnector");
    config.put("tasks.max", "1");
    config.put("topic", "{topic}");
    config.put("file", log.toString());
    config.put("batch.size", "2000");
    config.put("value.converter", STRINGS);
    return config;
  }

  private Contestant producer() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("acks", "all");
    producerSettings()
        .forEach(
            (key, value) -> {
              if (key.startsWith(OVERRIDE)) {
                settings.put(key.substring(OVERRIDE.length()), value);
              }
            });
    return new ProducerContestant(
        "producer-perf", size(log) / LINES_RECORD_BYTES, LINES_RECORD_BYTES, settings, folder);
  }

  /** A file of so many values as are kept ready; all of them are lines of the log in a form. */
  private Path values(String name, String form) {
    Path file = folder.resolve(name);
    try (Stream<String> all = Files.lines(log)) {
      Files.write(file, all.limit(SAMPLE_LINES).map(line -> String.format(form, line)).toList());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  /** A document as the source makes it of a line, without what has to be escaped. */
  private String document() {
    return "{\"@timestamp\":\"2026-11-21T00:00:00.000Z\",\"message\":\"%s\",\"log\":{\"file\":"
        + "{\"path\":\""
        + log
        + "\"},\"offset\":123456789},\"host\":{\"name\":\"benchmark\"}}";
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look at " + file, e);
    }
  }
}
