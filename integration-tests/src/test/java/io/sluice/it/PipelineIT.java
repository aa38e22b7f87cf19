package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.localstack.await.Await;
import io.sluice.localstack.client.ConnectorStatus;
import io.sluice.localstack.client.HttpStatusException;
import io.sluice.localstack.server.Elasticsearch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The whole path, from a file to an index, in real servers. */
class PipelineIT {

  @Test
  void shouldLoadTheAssembledArchives() {
    JsonNode plugins = SharedStack.connect().request("GET", "/connector-plugins", null);

    assertVersion(plugins, "io.sluice.connect.filetail.FileTailSourceConnector");
    assertVersion(plugins, "io.sluice.connect.elasticsearch.ElasticsearchSinkConnector");
  }

  private static void assertVersion(JsonNode plugins, String connector) {
    for (JsonNode plugin : plugins) {
      if (plugin.path("class").asText().equals(connector)) {
        assertTrue(plugin.path("version").asText().matches("\\d+\\.\\d+\\.\\d+.*"), "" + plugin);
        return;
      }
    }
    throw new AssertionError(connector + " is none of " + plugins);
  }

  @Test
  void shouldIndexLinesAppendedOneByOneAndInBulkOnceAndInOrder() throws Exception {
    try (Source source = new Source("pipeline");
        NumberedLog log = source.log("app.log")) {
      String topic = source.topic("json");
      source.put("app", entry(log, topic));
      source.start(1);
      try (Sink sink = new Sink(topic).start()) {
        for (int i = 0; i < 20; i++) {
          log.write(1);
          sink.awaitCount(i + 1);
        }
        log.write(8000);

        sink.assertMessages(log.lines());
        JsonNode document = sink.documents().get(0);
        assertEquals(log.path().toString(), document.at("/log/file/path").asText());
        assertTrue(document.at("/host/name").isTextual(), document.toString());
        assertTrue(document.path("@timestamp").asText().endsWith("Z"), document.toString());
      }
    }
  }

  @Test
  void shouldIndexTheStructsThatTheSourceMakesForOtherConverters() throws Exception {
    String converter = "org.apache.kafka.connect.json.JsonConverter";
    try (Source source = new Source("structs");
        NumberedLog log = source.log("app.log")) {
      String topic = source.topic("structs");
      source.put("app", entry(log.write(100), topic));
      source.with("record.format", "ecs").with("value.converter", converter);
      source.with("value.converter.schemas.enable", "false").start(1);
      try (Sink sink =
          new Sink(topic)
              .with("value.converter", converter)
              .with("value.converter.schemas.enable", "false")
              .start()) {

        sink.assertMessages(log.lines());
      }
    }
  }

  @Test
  void shouldIndexALineThatIsLongerThanARecordUsuallyIs() throws Exception {
    int pieces = 3;
    try (Source source = new Source("long")) {
      Path path = source.folder.resolve("app.log");
      String topic = source.topic("json");
      source.put("app", "{\"path\": \"" + path + "\", \"topic\": \"" + topic + "\"}");
      Files.writeString(path, "\"".repeat(pieces * 1024 * 1024) + "\nnext\n");
      source.start(1);
      try (Sink sink = new Sink(topic).start()) {
        sink.awaitCount(pieces + 1);

        assertEquals(
            pieces * 1024 * 1024 + "next".length(),
            sink.documents().stream().mapToInt(it -> it.path("message").asText().length()).sum());
      }
    }
  }

  @Test
  void shouldIndexPlainLinesAsMessages() throws Exception {
    try (Source source = new Source("plain");
        NumberedLog log = source.log("app.log")) {
      String topic = source.topic("lines");
      source.collect("app", log.write(50).path(), topic);
      source.start(1);
      try (Sink sink = new Sink(topic).start()) {
        sink.awaitCount(50);

        assertEquals(
            log.lines().stream().sorted().toList(),
            sink.documents().stream()
                .map(document -> document.path("message").asText())
                .sorted()
                .toList());
      }
    }
  }

  @Test
  void shouldLoseNothingWhileElasticsearchIsStopped() throws Exception {
    outage(Elasticsearch::stop);
  }

  @Test
  void shouldLoseNothingWhenElasticsearchIsKilled() throws Exception {
    outage(Elasticsearch::kill);
  }

  private interface Outage {
    void begin(Elasticsearch elasticsearch);
  }

  private static void outage(Outage outage) throws Exception {
    Elasticsearch elasticsearch = SharedStack.get().elasticsearch();
    try (Source source = new Source("outage");
        NumberedLog log = source.log("app.log")) {
      String topic = source.topic("json");
      source.put("app", entry(log, topic));
      source.start(1);
      try (Sink sink = new Sink(topic).start()) {
        log.write(1000);
        sink.awaitCount(1);
        log.write(3000);
        outage.begin(elasticsearch);
        log.write(3000);
        source.awaitRecords(topic, log.lines().size());
        elasticsearch.start();
        log.write(1000);

        sink.assertMessages(log.lines());
        ConnectorStatus status = SharedStack.connect().status(sink.name).orElseThrow();
        assertTrue(status.isRunning(), status.toString());
      }
    }
  }

  @Test
  void shouldWaitForAnElasticsearchThatIsNotUpYet() throws Exception {
    Elasticsearch elasticsearch = SharedStack.get().elasticsearch();
    elasticsearch.stop();
    String topic = SharedStack.uniqueName("early");
    try (var topics = SharedStack.topics();
        Sink sink = new Sink(topic)) {
      topics.create(topic, 1);
      topics.sendValues(topic, List.of("{\"a\":1}", "{\"a\":2}", "{\"a\":3}"));
      HttpStatusException refusal = assertThrows(HttpStatusException.class, sink::start);
      assertTrue(refusal.getMessage().contains("cannot be reached at"), refusal::getMessage);

      sink.with("connection.check", "optional").start();
      elasticsearch.start();

      sink.awaitCount(3);
    }
  }

  @Test
  void shouldNeitherLoseNorDoubleADocumentWhenTheWorkerIsKilled() throws Exception {
    try (Source source = new Source("killed");
        NumberedLog log = source.log("app.log")) {
      String topic = source.topic("json");
      source.put("app", entry(log, topic));
      source.start(1);
      try (Sink sink = new Sink(topic).start()) {
        log.write(5000);
        sink.awaitCount(1);
        SharedStack.get().connect().kill();
        log.write(3000);
        SharedStack.get().connect().start();

        sink.assertMessages(log.lines());
      }
    }
  }

  @Test
  void shouldIndexTheOthersWhenADocumentIsRefusedAndReportThatOne() throws IOException {
    String topic = SharedStack.uniqueName("partial");
    String letters = topic + "-dlq";
    SharedStack.elasticsearch()
        .request(
            "PUT",
            "/" + topic,
            "{\"mappings\": {\"properties\": {\"n\": {\"type\": \"integer\"}}}}");
    try (var topics = SharedStack.topics();
        Sink sink =
            new Sink(topic)
                .with("behavior.on.malformed.documents", "report")
                .with("errors.tolerance", "all")
                .with("errors.deadletterqueue.topic.name", letters)
                .with("errors.deadletterqueue.topic.replication.factor", "1")
                .with("errors.deadletterqueue.context.headers.enable", "true")) {
      topics.create(topic, 1);
      topics.sendValues(topic, List.of("{\"n\":1}", "{\"n\":\"bad\"}", "{\"n\":3}"));
      sink.start();
      sink.awaitCount(2);
      Await.until(
          "the refused record in " + letters,
          Sink.LIMIT,
          () -> topics.values(letters).equals(List.of("{\"n\":\"bad\"}")));

      topics.sendValues(topic, List.of("{\"n\":4}"));
      sink.awaitCount(3);
      awaitSentThroughAgain(topic, letters);
    }
  }

  /** As the runbook has it, once the mapping takes what it refused. */
  private static void awaitSentThroughAgain(String topic, String letters) throws IOException {
    SharedStack.elasticsearch()
        .request(
            "PUT",
            "/" + topic + "/_mapping",
            "{\"properties\": {\"n\": {\"type\": \"integer\", \"ignore_malformed\": true}}}");
    Map<String, String> options = DocsExample.options("monitoring.md", "Alerts");
    try (Sink again = new Sink(letters)) {
      options.forEach(again::with);
      again
          .with("topics", letters)
          .with("index", options.get("index").replaceAll("logs-log\\.|-default", ""))
          .start()
          .awaitCount(topic, 4);
    }
  }

  @Test
  void shouldFailWithTheReasonWhenADocumentIsRefusedAndNothingElseWasAskedFor() {
    String topic = SharedStack.uniqueName("refused");
    SharedStack.elasticsearch()
        .request(
            "PUT",
            "/" + topic,
            "{\"mappings\": {\"properties\": {\"n\": {\"type\": \"integer\"}}}}");
    try (var topics = SharedStack.topics();
        Sink sink = new Sink(topic)) {
      topics.create(topic, 1);
      topics.sendValues(topic, List.of("{\"n\":1}"));
      sink.start();
      sink.awaitCount(1);
      topics.sendValues(topic, List.of("{\"n\":\"bad\"}"));

      ConnectorStatus failed = SharedStack.connect().awaitFailed(sink.name, Sink.LIMIT);
      assertTrue(failed.traces().contains(topic), failed.traces());
      assertTrue(failed.traces().contains("offset 1"), failed.traces());
      assertTrue(failed.traces().contains("behavior.on.malformed.documents"), failed.traces());
    }
  }

  private static String entry(NumberedLog log, String topic) {
    return "{\"path\": \"" + log.path() + "\", \"topic\": \"" + topic + "\"}";
  }
}
