package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.localstack.await.Await;
import io.sluice.localstack.client.ElasticsearchRest;
import io.sluice.localstack.client.KafkaTopics;
import io.sluice.localstack.distribution.ConnectorConfigs;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The connectors and collect lists of connect-configs/, all at once on one worker, as they stand:
 * only the servers' addresses are others, and another folder stands for /var/log.
 */
class ConnectConfigsIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LINES = 5000;
  private static final String SOURCE = "file-tail-source.json";
  private static final List<String> SINKS =
      List.of(
          "elasticsearch-sink.json",
          "elasticsearch-sink-json.json",
          "elasticsearch-sink-lines.json");

  private static Path logs;
  private static String lists;
  private static KafkaTopics topics;
  private static ElasticsearchRest elasticsearch;

  @BeforeAll
  static void submit() throws IOException {
    logs = Path.of("target/logs", SharedStack.uniqueName("connect-configs")).toAbsolutePath();
    lists = "/collect/" + Files.readString(Path.of("/proc/sys/kernel/hostname")).strip() + "/";
    topics = SharedStack.topics();
    elasticsearch = SharedStack.elasticsearch();
    for (String list :
        List.of(
            "access-log.json", "java-log.json", "json-log.json", "gbk-log.json", "busy-log.json")) {
      collect(list, entry(list));
    }
    put(
        SOURCE,
        Map.of(
            "etcd.endpoints",
            SharedStack.get().etcd().endpoint().toString(),
            "allowed.paths",
            Files.createDirectories(logs).toString()));
    for (String sink : SINKS) {
      put(sink, Map.of("connection.url", SharedStack.get().elasticsearch().url().toString()));
    }
  }

  private static void put(String file, Map<String, String> addresses) {
    Map<String, String> config = ConnectorConfigs.read(file);
    config.putAll(addresses);
    SharedStack.connect().put(ConnectorConfigs.name(file), config);
  }

  /** An entry of the collect lists, in the other folder. */
  private static JsonNode entry(String list) throws IOException {
    return JSON.readTree(
        ConnectorConfigs.text("collect/" + list).replace("/var/log", logs.toString()));
  }

  private static void collect(String key, JsonNode entry) {
    SharedStack.etcd().put(lists + key, entry.toString());
  }

  @AfterAll
  static void delete() {
    SharedStack.connect().delete(ConnectorConfigs.name(SOURCE));
    SINKS.forEach(sink -> SharedStack.connect().delete(ConnectorConfigs.name(sink)));
    SharedStack.etcd().deletePrefix(lists);
    topics.close();
  }

  @Test
  void shouldIndexAnAccessLogIntoADataStream() throws IOException {
    List<String> lines = lines("10.0.0.%d - - \"GET / HTTP/1.1\" 200");
    write("access-log.json", lines);

    String stream = awaitDocuments("access-log.json", LINES);
    assertEquals(lines, messages(stream));
    assertTrue(indices(stream).stream().allMatch(it -> it.startsWith(".ds-" + stream)), stream);
  }

  @Test
  void shouldIndexAStackTraceAsOneDocument() throws IOException {
    String failure =
        """
        2026-11-21 01:02:03.050 ERROR [main] shop.Till - cannot sell
        java.lang.IllegalStateException: sold out
        \tat shop.Till.sell(Till.java:17)
        Caused by: java.io.IOException: no stock
        \t... 3 more""";
    String before = "2026-11-21 01:02:03.040 INFO  [main] shop.Till - open";
    write("java-log.json", List.of(before, failure, "2026-11-21 01:02:04.000 INFO - closed"));

    String stream = awaitDocuments("java-log.json", 2);
    assertEquals(List.of(before, failure), messages(stream).subList(0, 2));
  }

  @Test
  void shouldDecodeAFileInGbk() throws IOException {
    List<String> lines = lines("订单 %d：用户登录失败");
    Path file = Files.createDirectories(path("gbk-log.json").getParent()).resolve("erp.log");
    Files.write(file, lines, Charset.forName("GBK"));

    assertEquals(lines, messages(awaitDocuments("gbk-log.json", LINES)));
  }

  @Test
  void shouldTakeEachJsonLineForTheDocumentAndReportThoseThatAreNone() throws IOException {
    String paid = "{\"@timestamp\":\"2026-11-21T01:02:03.040Z\",\"order\":{\"id\":17}}";
    String untimed = "{\"order\":{\"id\":18}}";
    String sent = "{\"@timestamp\":\"2026-11-21T01:02:04.040Z\", \"order\":{\"id\":19}}";
    write("json-log.json", List.of(paid, "panic: out of memory", untimed, sent));

    String stream = awaitDocuments("json-log.json", 3);
    List<JsonNode> documents =
        elasticsearch.hits(stream).stream().map(hit -> hit.path("_source")).toList();
    assertTrue(documents.contains(JSON.readTree(paid)), documents.toString());
    assertTrue(documents.contains(JSON.readTree(sent)), documents.toString());
    assertTrue(messages(stream).contains("panic: out of memory"), documents.toString());
    String letters =
        ConnectorConfigs.read("elasticsearch-sink-json.json")
            .get("errors.deadletterqueue.topic.name");
    Await.until(
        untimed + " in " + letters,
        Sink.LIMIT,
        () -> topics.values(letters).equals(List.of(untimed)));
    ConsumerRecord<byte[], byte[]> letter = topics.records(letters).get(0);
    String reason = Source.header(letter, "__connect.errors.exception.message");
    assertTrue(reason.contains("@timestamp"), reason);
  }

  @Test
  void shouldIndexEachLineOfRecordsThatHoldMany() throws IOException {
    List<String> lines = lines("10.0.0.%d - - \"POST /orders HTTP/2\" 201");
    write("busy-log.json", lines);

    assertEquals(lines, messages(awaitDocuments("busy-log.json", LINES)));
    int records = topics.records(entry("busy-log.json").path("topic").asText()).size();
    assertTrue(records < LINES / 100, records + " records");
  }

  /** How long it takes is printed: it is what docs/installing.md tells. */
  @Test
  void shouldIndexATopicThatComesWithACollectListWithoutAWordToTheSink() throws IOException {
    SharedStack.connect().awaitRunningAtLeast("logs-to-elasticsearch", 1, Sink.LIMIT);
    Path log = Files.createDirectories(logs.resolve("later")).resolve("app.log");
    Files.write(log, List.of("first", "second"));
    String topic = "log.later";
    long begin = System.nanoTime();
    collect("later", JSON.createObjectNode().put("path", log.toString()).put("topic", topic));

    Await.until("records in " + topic, Sink.LIMIT, () -> topics.values(topic).size() == 2);
    Duration collected = Duration.ofNanos(System.nanoTime() - begin);
    String stream = "logs-" + topic + "-default";
    Await.until("documents in " + stream, Sink.LIMIT, () -> elasticsearch.count(stream) == 2);
    Duration indexed = Duration.ofNanos(System.nanoTime() - begin);

    assertEquals(List.of("first", "second"), messages(stream));
    System.out.printf(
        "A new topic: in Kafka %d ms after the put into etcd, in Elasticsearch after %d ms%n",
        collected.toMillis(), indexed.toMillis());
  }

  /** Each of which has one partition, which Kafka's default gives to the first task of a sink. */
  @Test
  void shouldShareTopicsAmongTheTasksOfASink() {
    List<String> further = List.of("log.one", "log.two", "log.three");
    further.forEach(topic -> topics.create(topic, 1));
    String group = "connect-" + ConnectorConfigs.name(SINKS.get(0));

    Await.until(
        () -> "partitions for each task; they have " + topics.assigned(group),
        Sink.LIMIT,
        () -> {
          List<Integer> assigned = List.copyOf(topics.assigned(group).values());
          return assigned.size() == 2
              && assigned.stream().mapToInt(Integer::intValue).sum() >= further.size()
              && assigned.stream().allMatch(count -> count > 0);
        });
  }

  private static List<String> lines(String format) {
    return IntStream.range(0, LINES).mapToObj(format::formatted).toList();
  }

  private static Path path(String list) throws IOException {
    return Path.of(entry(list).path("path").asText());
  }

  /** Writes a file that the entry collects. */
  private static void write(String list, List<String> lines) throws IOException {
    Path path = path(list);
    Files.createDirectories(path.getParent());
    Files.write(path, lines, StandardCharsets.UTF_8);
  }

  /** Waits for the data stream of the entry's topic to hold so many documents; its name. */
  private static String awaitDocuments(String list, int count) throws IOException {
    String topic = entry(list).path("topic").asText();
    String prefix = topic.startsWith("log.") ? "logs-" : "logs-log.";
    String stream = prefix + topic + "-default";
    Await.until(
        () -> stream + " to hold " + count + " documents; there are " + elasticsearch.count(stream),
        Sink.LIMIT,
        () -> elasticsearch.count(stream) >= count);
    return stream;
  }

  private static List<String> indices(String stream) {
    return elasticsearch.hits(stream).stream().map(hit -> hit.path("_index").asText()).toList();
  }

  /** In the order of the lines in the file. */
  private static List<String> messages(String stream) {
    return elasticsearch.hits(stream).stream()
        .map(hit -> hit.path("_source"))
        .sorted(Comparator.comparing(document -> document.at("/log/offset").asLong()))
        .map(document -> document.path("message").asText())
        .toList();
  }
}
