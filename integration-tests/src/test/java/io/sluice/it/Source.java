package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.localstack.LocalStack;
import io.sluice.localstack.await.Await;
import io.sluice.localstack.client.ConnectRest;
import io.sluice.localstack.client.EtcdKv;
import io.sluice.localstack.client.KafkaTopics;
import io.sluice.localstack.distribution.ConnectorConfigs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A source connector of its own name, on the shared stack if not told otherwise, with a folder and
 * a prefix in etcd.
 */
final class Source implements AutoCloseable {

  static final Duration LIMIT = Duration.ofSeconds(90);

  private static final ObjectMapper JSON = new ObjectMapper();

  final String name;
  final Path folder;
  final KafkaTopics topics;

  private final String prefix;
  private final LocalStack stack;
  private final EtcdKv etcd;
  private final Map<String, String> config = ConnectorConfigs.read(ConnectorConfigs.SOURCE);

  Source(String kind) throws IOException {
    this(SharedStack.get(), kind);
  }

  Source(LocalStack stack, String kind) throws IOException {
    this.stack = stack;
    this.etcd = new EtcdKv(stack.etcd().endpoint());
    this.topics = new KafkaTopics(stack.kafka().bootstrapServers());
    this.name = SharedStack.uniqueName(kind);
    this.folder = Files.createDirectories(Path.of("target/logs", name).toAbsolutePath());
    this.prefix = "/it/" + name + "/";
    config.put("collect.keys", prefix);
    config.put("etcd.endpoints", stack.etcd().endpoint().toString());
    config.put("allowed.paths", folder.toString());
    config.put("status.key", statusKey());
  }

  Source with(String option, String value) {
    config.put(option, value);
    return this;
  }

  Source start(int tasks) {
    connect().put(name, config);
    connect().awaitRunning(name, tasks, LIMIT);
    return this;
  }

  /** Waits until it is known to those who look for the connectors of all hosts. */
  Source awaitRegistered() {
    Await.until(
        name + " among the agents",
        LIMIT,
        () ->
            etcd.getPrefix("/sluice/agents/").keySet().stream()
                .anyMatch(key -> key.endsWith("/" + name)));
    return this;
  }

  /** Ends its tasks; {@code connect().resume(name)} starts them again. */
  Source stop() {
    connect().stop(name);
    connect().awaitState(name, "STOPPED", LIMIT);
    return this;
  }

  LocalStack stack() {
    return stack;
  }

  ConnectRest connect() {
    return new ConnectRest(stack.connect().restUrl());
  }

  /** A log in the source's folder, or in one below it, which is made. */
  NumberedLog log(String fileName) throws IOException {
    Path path = folder.resolve(fileName);
    Files.createDirectories(path.getParent());
    return new NumberedLog(path);
  }

  String topic(String suffix) {
    return name + "." + suffix;
  }

  /** Collects the raw lines of a file, or of the files that a glob matches, into a topic. */
  void collect(String entry, Path path, String topic) {
    put(entry, "{\"path\": \"" + path + "\", \"topic\": \"" + topic + "\", \"format\": \"line\"}");
  }

  void put(String entry, String json) {
    etcd.put(prefix + entry, json);
  }

  void remove(String entry) {
    etcd.delete(prefix + entry);
  }

  /** What an entry's key holds. */
  String value(String entry) {
    return etcd.get(prefix + entry).orElseThrow();
  }

  /** The keys of its list, in order. */
  String keys() {
    return etcd.getPrefix(prefix).keySet().toString();
  }

  private String statusKey() {
    return "/it-status/" + name;
  }

  /** Waits until the status of the collect list is the one given. */
  JsonNode awaitStatus(String state) {
    return Await.value(
        "the status " + state + " at " + statusKey(),
        LIMIT,
        () -> etcd.get(statusKey()).map(Source::read).filter(json -> state.equals(text(json))));
  }

  private static String text(JsonNode status) {
    return status.path("state").asText();
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException damaged) {
      throw new AssertionError(json, damaged);
    }
  }

  /** Waits for so many records and asserts that they are just these lines, in order. */
  void assertLines(String topic, List<String> expected) {
    awaitRecords(topic, expected.size());
    assertEquals(expected, topics.values(topic));
  }

  void awaitRecords(String topic, int count) {
    Await.until(
        () -> topic + " to hold " + count + " records; it holds " + topics.values(topic).size(),
        LIMIT,
        () -> topics.values(topic).size() >= count);
  }

  /** A header of a raw record: {@code log.file.path}, for instance. */
  static String header(ConsumerRecord<?, ?> found, String header) {
    return new String(found.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
  }

  /** Waits until that position in that file is committed, and returns its partition and offset. */
  JsonNode awaitPosition(Path path, long position) {
    return Await.value(
        () -> "position " + position + " of " + path + " in " + connect().offsets(name),
        LIMIT,
        () -> {
          for (JsonNode shown : connect().offsets(name)) {
            if (shown.at("/partition/path").asText().equals(path.toString())
                && shown.at("/offset/position").asLong() == position) {
              return Optional.of(shown);
            }
          }
          return Optional.empty();
        });
  }

  /** Alters the offset of a partition of the stopped connector. */
  void patchOffset(JsonNode partition, String offset) {
    connect()
        .patchOffsets(
            name, "{\"offsets\":[{\"partition\":" + partition + ",\"offset\":" + offset + "}]}");
  }

  @Override
  public void close() {
    connect().delete(name);
    etcd.deletePrefix(prefix);
    topics.close();
  }
}
