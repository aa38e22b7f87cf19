package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.localstack.LocalStack;
import io.sluice.localstack.await.Await;
import io.sluice.localstack.client.ConnectRest;
import io.sluice.localstack.client.ElasticsearchRest;
import io.sluice.localstack.client.KafkaTopics;
import io.sluice.localstack.distribution.SourceTree;
import io.sluice.localstack.server.ElasticsearchRelease;
import io.sluice.localstack.server.KafkaRelease;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The assembled plugins, found by their manifests alone, in the oldest Connect that they promise to
 * run on, with the oldest Elasticsearch that the sink promises to write to.
 */
class OldestConnectIT {

  private static final Path FOLDER = Path.of("target/oldest-connect-it");
  private static final int LINES = 5000;

  private static LocalStack stack;

  @BeforeAll
  static void start() {
    LocalStack.delete(FOLDER);
    stack =
        LocalStack.in(FOLDER)
            .kafkaRelease(KafkaRelease.OLDEST)
            .elasticsearchRelease(ElasticsearchRelease.OLDEST)
            .plugins(SourceTree.pluginArchives())
            .workerProperty("plugin.discovery", "service_load")
            .workerProperty("offset.flush.interval.ms", "500")
            .workerProperty("producer.transaction.timeout.ms", "10000")
            .start();
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void shouldDeliverEachLineOnceThroughRotationTruncationAndAKilledWorker() throws Exception {
    try (Source source = new Source(stack, "oldest");
        NumberedLog renamed = source.log("renamed.log");
        NumberedLog truncated = source.log("truncated.log")) {
      source.collect("renamed", renamed.path(), source.topic("renamed"));
      source.collect("truncated", truncated.path(), source.topic("truncated"));
      source.start(2);
      // A file that is rotated away before anybody looked is not the source's.
      renamed.write(1);
      source.awaitRecords(source.topic("renamed"), 1);
      for (int i = 0; i < 4; i++) {
        renamed.write(LINES).rotate();
        truncated.write(LINES);
        // What was read before is how a copy is known; the rest of these lines is only in the copy.
        source.awaitRecords(source.topic("truncated"), truncated.lines().size() - LINES + 1);
        truncated.write(LINES).copyAndTruncate();
      }
      stack.connect().kill();
      renamed.write(LINES).rotate().write(LINES);
      truncated.write(LINES);
      stack.connect().start();

      source.assertLines(source.topic("renamed"), renamed.lines());
      source.assertLines(source.topic("truncated"), truncated.lines());
    }
  }

  @Test
  void shouldShowItsOffsetsAndLetThemBeAltered() throws Exception {
    try (Source source = new Source(stack, "offsets");
        NumberedLog log = source.log("app.log")) {
      String topic = source.topic("lines");
      source.collect("app", log.write(3).path(), topic);
      source.with("host", "web-1").start(1);
      source.assertLines(topic, log.lines());
      JsonNode shown = source.awaitPosition(log.path(), Files.size(log.path()));
      assertEquals("web-1", shown.at("/partition/host").asText());

      source.stop();
      source.patchOffset(shown.path("partition"), "{\"position\": 0}");
      source.connect().resume(source.name);

      List<String> twice = new ArrayList<>(log.lines());
      twice.addAll(log.lines());
      source.assertLines(topic, twice);
    }
  }

  @Test
  void shouldRunWithoutTheMetricsThatOlderWorkersDoNotHaveAndSaySo() throws Exception {
    try (Source source = new Source(stack, "unmeasured");
        NumberedLog log = source.log("app.log")) {
      source.collect("app", log.write(3).path(), source.topic("lines"));
      source.start(1);

      source.assertLines(source.topic("lines"), log.lines());
      String said = Files.readString(stack.connect().logFile());
      assertTrue(said.contains("This worker has no metrics for plugins"), said);
    }
  }

  @Test
  void shouldIndexLinesOnceAndInOrder() throws Exception {
    JsonNode worker = new ConnectRest(stack.connect().restUrl()).request("GET", "/", null);
    assertTrue(worker.path("version").asText().startsWith("3."), worker.toString());
    JsonNode elasticsearch =
        new ElasticsearchRest(stack.elasticsearch().url()).request("GET", "/", null);
    assertTrue(
        elasticsearch.at("/version/number").asText().startsWith("8.7."), elasticsearch.toString());
    try (Source source = new Source(stack, "pipeline");
        NumberedLog log = source.log("app.log")) {
      String topic = source.topic("json");
      source.put("app", "{\"path\": \"" + log.path() + "\", \"topic\": \"" + topic + "\"}");
      source.start(1);
      try (Sink sink = new Sink(stack, topic).start()) {
        log.write(LINES);

        sink.assertMessages(log.lines());
      }
    }
  }

  @Test
  void shouldReplaceDeleteAndReportWhatIsRefused() {
    String topic = SharedStack.uniqueName("keyed");
    String letters = topic + "-dlq";
    try (KafkaTopics topics = new KafkaTopics(stack.kafka().bootstrapServers());
        Sink sink =
            new Sink(stack, topic)
                .with("document.id", "key")
                .with("behavior.on.null.values", "delete")
                .with("behavior.on.malformed.documents", "report")
                .with("errors.tolerance", "all")
                .with("errors.deadletterqueue.topic.name", letters)
                .with("errors.deadletterqueue.topic.replication.factor", "1")) {
      sink.elasticsearch.request(
          "PUT", "/" + topic, "{\"mappings\": {\"properties\": {\"n\": {\"type\": \"integer\"}}}}");
      topics.create(topic, 1);
      topics.send(
          List.of(
              record(topic, "replaced", "{\"n\":1}"),
              record(topic, "deleted", "{\"n\":2}"),
              record(topic, "refused", "{\"n\":\"three\"}"),
              record(topic, "replaced", "{\"n\":4}"),
              record(topic, "deleted", null),
              record(topic, "last", "{\"n\":6}")));
      sink.start().awaitCount(2);
      Await.until(
          "the refused record in " + letters,
          Sink.LIMIT,
          () -> topics.values(letters).equals(List.of("{\"n\":\"three\"}")));
      assertEquals(
          Set.of("{\"n\":4}", "{\"n\":6}"),
          sink.documents().stream().map(JsonNode::toString).collect(Collectors.toSet()));
    }
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, String key, String value) {
    return new ProducerRecord<>(
        topic,
        key.getBytes(StandardCharsets.UTF_8),
        value == null ? null : value.getBytes(StandardCharsets.UTF_8));
  }
}
