package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.localstack.await.Await;
import io.sluice.localstack.client.ElasticsearchRest;
import io.sluice.localstack.client.KafkaTopics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a real Elasticsearch makes of the examples in docs/indexing.md. */
class SinkDocumentsIT {

  private static final Instant TIME = Instant.parse("2025-11-21T01:02:03.004Z");

  private final ElasticsearchRest elasticsearch = SharedStack.elasticsearch();
  private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
  private final String topic = SharedStack.uniqueName("documents");
  private KafkaTopics topics;

  @BeforeEach
  void createTopic() {
    topics = SharedStack.topics();
    topics.create(topic, 1, Map.of("retention.ms", "-1"));
  }

  @AfterEach
  void close() {
    topics.close();
  }

  @Test
  void shouldKeepTheLastRecordOfEachKeyAndDeleteWhereThereIsNoValue() throws IOException {
    Map<String, Integer> expected = new TreeMap<>();
    Random random = new Random(1);
    for (int n = 0; n < 20_000; n++) {
      String key = "k" + random.nextInt(random.nextBoolean() ? 3 : 500);
      if (random.nextInt(5) == 0) {
        record(key, null);
        expected.remove(key);
      } else {
        record(key, "{\"n\":" + n + "}");
        expected.put(key, n);
      }
    }
    // The last of all, by which the end can be told.
    record("end", "{\"n\":-1}");
    expected.put("end", -1);
    topics.send(records);
    // Small requests, so that many with the same keys are to be had at once.
    try (Sink sink =
        sink("One document for each key").with("batch.size", "200").with("linger.ms", "5")) {
      sink.start();
      Await.until(
          () -> "the last records of all keys; there is " + differences(expected),
          Sink.LIMIT,
          () -> byId("/n").equals(expected));
    }
  }

  @Test
  void shouldMergeTheFieldsOfOneIdInOrder() throws IOException {
    for (int n = 0; n < 3000; n++) {
      record(null, "{\"order\":{\"id\":" + n % 7 + ",\"f" + n % 5 + "\":" + n + "}}");
    }
    topics.send(records);
    try (Sink sink = sink("Merge records into a document").with("batch.size", "100")) {
      sink.start();
      Await.until(
          () -> "seven orders of the last numbers; there are " + orders(),
          Sink.LIMIT,
          () -> orders().equals(expectedOrders()));
    }
  }

  /** By key, what is wanted and what is there. */
  private Map<String, String> differences(Map<String, Integer> expected) {
    Map<String, Integer> found = byId("/n");
    Map<String, String> differences = new TreeMap<>();
    expected.forEach((key, n) -> differences.put(key, n + " but " + found.remove(key)));
    found.forEach((key, n) -> differences.put(key, "nothing but " + n));
    differences.values().removeIf(text -> text.matches("(-?\\d+) but \\1"));
    return differences;
  }

  private Map<String, Map<String, Integer>> orders() {
    Map<String, Map<String, Integer>> orders = new TreeMap<>();
    for (JsonNode hit : hits()) {
      Map<String, Integer> fields = new TreeMap<>();
      hit.at("/_source/order")
          .properties()
          .forEach(field -> fields.put(field.getKey(), field.getValue().asInt()));
      orders.put(hit.path("_id").asText(), fields);
    }
    return orders;
  }

  private static Map<String, Map<String, Integer>> expectedOrders() {
    Map<String, Map<String, Integer>> orders = new TreeMap<>();
    for (int n = 0; n < 3000; n++) {
      Map<String, Integer> fields = orders.computeIfAbsent("" + n % 7, id -> new TreeMap<>());
      fields.put("id", n % 7);
      fields.put("f" + n % 5, n);
    }
    return orders;
  }

  @Test
  void shouldNotReplaceADocumentByAnOlderOne() throws IOException {
    record("a", "{\"n\":1}", TIME.plusSeconds(10));
    record("a", "{\"n\":2}", TIME);
    record("b", "{\"n\":3}", TIME);
    record("b", "{\"n\":4}", TIME);
    record("c", "{\"n\":5}", TIME);
    record("end", "{\"n\":6}", TIME);
    topics.send(records);
    try (Sink sink = sink("Never replace a document by an older one").start()) {
      sink.awaitCount(4);
      assertEquals(Map.of("a", 1, "b", 4, "c", 5, "end", 6), byId("/n"));
      assertEquals(TIME.plusSeconds(10).toEpochMilli(), hit("a").path("_version").asLong());
    }
  }

  @Test
  void shouldLeaveWhatIsNewerThanAReplayByOffset() throws IOException {
    elasticsearch.request("PUT", "/" + topic, null);
    elasticsearch.request(
        "PUT", "/" + topic + "/_doc/a?version=1&version_type=external", "{\"n\":99}");
    record("a", "{\"n\":0}");
    record("b", "{\"n\":1}");
    topics.send(records);
    try (Sink sink =
        sink("Never replace a document by an older one").with("document.version", "offset")) {
      sink.start().awaitCount(2);
      assertEquals(Map.of("a", 99, "b", 1), byId("/n"));
      topics.send(List.of(keyed("a", "{\"n\":2}", TIME)));
      Await.until("offset 2 to replace version 1", Sink.LIMIT, () -> byId("/n").get("a") == 2);
    }
  }

  @Test
  void shouldCreateTheFirstRecordOfEachKey() throws IOException {
    for (int n = 0; n < 500; n++) {
      record("k" + n % 3, "{\"n\":" + n + "}");
    }
    record("end", "{\"n\":-1}");
    topics.send(records);
    try (Sink sink =
        sink("One document for each key")
            .with("behavior.on.null.values", "ignore")
            .with("write.method", "create")
            .start()) {
      sink.awaitCount(4);
      assertEquals(Map.of("k0", 0, "k1", 1, "k2", 2, "end", -1), byId("/n"));
    }
  }

  @Test
  void shouldLetElasticsearchMakeIds() throws IOException {
    topics.sendValues(topic, List.of("{\"n\":1}", "{\"n\":2}"));
    try (Sink sink = new Sink(topic).with("document.id", "generated").start()) {
      sink.awaitCount(2);
      assertTrue(hits().stream().allMatch(hit -> hit.path("_id").asText().length() == 20));
    }
  }

  @Test
  void shouldMakeADocumentOfEachLineOfAFile() throws Exception {
    try (Source source = new Source("lines");
        NumberedLog log = source.log("app.log");
        Sink sink = new Sink(source.topic("lines"))) {
      DocsExample.options("indexing.md", "Many lines in one record").forEach(sink::with);
      source.put(
          "app",
          """
          {"path": "%s", "topic": "%s", "format": "lines"}"""
              .formatted(log.path(), sink.topic));
      log.write(5000);
      source.start(1);
      sink.start();
      log.write(4000);
      sink.assertMessages(log.lines());

      String text = String.join("\n", log.lines()) + "\n";
      for (JsonNode document : sink.documents()) {
        int offset = document.at("/log/offset").asInt();
        String message = document.path("message").asText();
        assertTrue(text.startsWith(message + "\n", offset), document.toString());
        assertEquals(log.path().toString(), document.at("/log/file/path").asText());
        assertTrue(!document.at("/host/name").asText().isEmpty(), document.toString());
      }
    }
  }

  @Test
  void shouldSendEachRecordToTheIndexOfItsFieldAndDay() throws IOException {
    record(null, "{\"service\":\"Shop\"}", TIME);
    record(null, "{\"service\":\"shop\"}", TIME.plusSeconds(86_400));
    record(null, "{\"service\":\"mail\"}", TIME);
    record(null, "{\"service\":\"not a name\"}", TIME);
    topics.send(records);
    String index = "logs-{field:/service}-{timestamp:yyyy.MM.dd}";
    assertEquals(
        Map.of("index", index),
        DocsExample.options("indexing.md", "An index for each service and day"));
    try (Sink sink =
        new Sink(topic)
            .with("index", topic + "-" + index)
            .with("behavior.on.malformed.documents", "warn")
            .start()) {
      sink.awaitCount(topic + "-logs-shop-2025.11.21", 1);
      sink.awaitCount(topic + "-logs-shop-2025.11.22", 1);
      sink.awaitCount(topic + "-logs-mail-2025.11.21", 1);
      assertEquals(3, elasticsearch.count(topic + "-logs-*"));
    } finally {
      for (String name : List.of("shop-2025.11.21", "shop-2025.11.22", "mail-2025.11.21")) {
        elasticsearch.deleteIndex(topic + "-logs-" + name);
      }
    }
  }

  @Test
  void shouldRouteByAHeader() throws IOException {
    ProducerRecord<byte[], byte[]> record = keyed("a", "{\"n\":1}", TIME);
    record.headers().add("tenant", "Acme".getBytes(StandardCharsets.UTF_8));
    topics.send(List.of(record));
    try (Sink sink = sink("Routing").start()) {
      sink.awaitCount(1);
      assertEquals("Acme", hit("a").path("_routing").asText());
    }
  }

  @Test
  void shouldAddWhereARecordWasInKafka() throws IOException {
    ProducerRecord<byte[], byte[]> record = keyed("o-17", "{\"n\":1}", TIME);
    record.headers().add("trace", "4bf92f35".getBytes(StandardCharsets.UTF_8));
    topics.send(List.of(record));
    try (Sink sink = sink("Where a record was in Kafka").start()) {
      sink.awaitCount(1);
      assertEquals(
          "{\"n\":1,\"kafka\":{\"topic\":\""
              + topic
              + "\",\"partition\":0,\"offset\":0,\"timestamp\":\"2025-11-21T01:02:03.004Z\",\"key\":\"o-17\",\"headers\":{\"trace\":\"4bf92f35\"}}}",
          sink.documents().get(0).toString());
    }
  }

  private Sink sink(String heading) throws IOException {
    Sink sink = new Sink(topic);
    DocsExample.options("indexing.md", heading).forEach(sink::with);
    return sink;
  }

  private void record(String key, String value) {
    record(key, value, TIME);
  }

  private void record(String key, String value, Instant time) {
    records.add(keyed(key, value, time));
  }

  private ProducerRecord<byte[], byte[]> keyed(String key, String value, Instant time) {
    return new ProducerRecord<>(topic, 0, time.toEpochMilli(), bytes(key), bytes(value));
  }

  private static byte[] bytes(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  private List<JsonNode> hits() {
    return elasticsearch.count(topic) == 0 ? List.of() : elasticsearch.hits(topic);
  }

  private JsonNode hit(String id) {
    return hits().stream().filter(hit -> hit.path("_id").asText().equals(id)).findFirst().get();
  }

  private Map<String, Integer> byId(String pointer) {
    Map<String, Integer> values = new HashMap<>();
    for (JsonNode hit : hits()) {
      values.put(hit.path("_id").asText(), hit.path("_source").at(pointer).asInt());
    }
    return values;
  }
}
