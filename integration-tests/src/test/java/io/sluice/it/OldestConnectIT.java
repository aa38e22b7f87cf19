package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.localstack.LocalStack;
import io.sluice.localstack.client.ConnectRest;
import io.sluice.localstack.distribution.SourceTree;
import io.sluice.localstack.server.KafkaRelease;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The assembled plugins, found by their manifests alone, in the oldest Connect that they promise to
 * run on.
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
}
