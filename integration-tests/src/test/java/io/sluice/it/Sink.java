package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.localstack.LocalStack;
import io.sluice.localstack.await.Await;
import io.sluice.localstack.client.ConnectRest;
import io.sluice.localstack.client.ElasticsearchRest;
import io.sluice.localstack.distribution.ConnectorConfigs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A sink connector of its own name, for one topic; on the shared stack if not told otherwise. */
final class Sink implements AutoCloseable {

  static final Duration LIMIT = Duration.ofSeconds(120);

  final String name = SharedStack.uniqueName("sink");
  final String topic;
  final ElasticsearchRest elasticsearch;

  final ConnectRest connect;

  private final Map<String, String> config = ConnectorConfigs.read(ConnectorConfigs.SINK);

  Sink(String topic) {
    this(SharedStack.get(), topic);
  }

  Sink(LocalStack stack, String topic) {
    this(
        new ConnectRest(stack.connect().restUrl()),
        stack.elasticsearch().url(),
        new ElasticsearchRest(stack.elasticsearch().url()),
        topic);
  }

  Sink(ConnectRest connect, URI url, ElasticsearchRest elasticsearch, String topic) {
    this.connect = connect;
    this.elasticsearch = elasticsearch;
    this.topic = topic;
    config.remove("topics.regex");
    config.put("topics", topic);
    config.put("connection.url", url.toString());
    config.put("create", "index");
    config.put("index", "{topic}");
  }

  Sink with(String option, String value) {
    config.put(option, value);
    return this;
  }

  Sink without(String option) {
    config.remove(option);
    return this;
  }

  Map<String, String> config() {
    return Map.copyOf(config);
  }

  /** Creates the connector, or gives it what was changed, whatever comes of it. */
  Sink put() {
    connect.put(name, config);
    return this;
  }

  Sink start() {
    put();
    connect.awaitRunningAtLeast(name, 1, LIMIT);
    return this;
  }

  /** Waits until the worker has logged this about the connector. */
  void awaitSaid(String words) {
    Await.until("the log to say: " + words, LIMIT, () -> timesSaid(words) > 0);
  }

  /** How often the worker has logged this about the connector. */
  long timesSaid(String words) throws IOException {
    try (Stream<String> lines = Files.lines(SharedStack.get().connect().logFile())) {
      return lines.filter(line -> line.contains(name) && line.contains(words)).count();
    }
  }

  /** What validation finds wrong, by option. */
  Map<String, String> errors() {
    Map<String, String> named = new TreeMap<>(config);
    named.put("name", name);
    Map<String, String> errors = new TreeMap<>();
    for (JsonNode option : connect.validate(config.get("connector.class"), named).path("configs")) {
      JsonNode value = option.path("value");
      if (!value.path("errors").isEmpty()) {
        errors.put(value.path("name").asText(), value.path("errors").toString());
      }
    }
    return errors;
  }

  /** Waits until it has failed; why. */
  String awaitFailure() {
    return connect.awaitFailed(name, LIMIT).traces();
  }

  /** Waits for so many documents in the index of the topic's name. */
  void awaitCount(long count) {
    awaitCount(topic, count);
  }

  void awaitCount(String index, long count) {
    Await.until(
        () -> index + " to hold " + count + " documents; it holds " + elasticsearch.count(index),
        LIMIT,
        () -> elasticsearch.count(index) >= count);
  }

  /** Waits for as many documents and asserts that they are just these lines, in their order. */
  void assertMessages(List<String> lines) {
    awaitCount(lines.size());
    List<String> messages =
        elasticsearch.hits(topic).stream()
            .map(hit -> hit.path("_source"))
            .sorted(Comparator.comparing(document -> document.at("/log/offset").asLong()))
            .map(document -> document.path("message").asText())
            .toList();
    assertEquals(lines, messages);
  }

  List<JsonNode> documents() {
    return elasticsearch.hits(topic).stream().map(hit -> hit.path("_source")).toList();
  }

  @Override
  public void close() {
    if (connect.connectors().contains(name)) {
      connect.delete(name);
    }
    elasticsearch.deleteIndex(topic);
  }
}
