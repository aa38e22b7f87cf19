package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.localstack.await.Await;
import io.sluice.localstack.client.HttpStatusException;
import io.sluice.localstack.server.ConnectWorker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The source connector in a real worker, with a real etcd and a real broker. */
class FileTailSourceIT {

  private static final Duration AGENT_LIFETIME = Duration.ofSeconds(30);
  private static final int ROTATIONS = 12;
  private static final int LINES_BETWEEN = 5000;

  @Test
  void shouldDeliverEachLineOnceInOrderThroughRotationUnderLoad() throws Exception {
    try (Source source = new Source("rename");
        NumberedLog log = source.log("app.log")) {
      String topic = source.topic("lines");
      source.collect("app", log.path(), topic);
      log.write(10);
      source.start(1);
      for (int i = 0; i < ROTATIONS; i++) {
        write(log, LINES_BETWEEN);
        log.rotate();
      }
      write(log, LINES_BETWEEN);

      source.assertLines(topic, log.lines());
    }
  }

  @Test
  void shouldDeliverEachLineOnceInOrderThroughTruncationUnderLoad() throws Exception {
    try (Source source = new Source("truncate");
        NumberedLog log = source.log("app.log")) {
      String topic = source.topic("lines");
      source.collect("app", log.path(), topic);
      source.start(1);
      for (int i = 0; i < 4; i++) {
        write(log, LINES_BETWEEN);
        // What was read before is how a copy is known; the rest of these lines is only in the copy.
        source.awaitRecords(topic, log.lines().size() - LINES_BETWEEN + 1);
        write(log, LINES_BETWEEN);
        log.copyAndTruncate();
      }
      write(log, LINES_BETWEEN);

      source.assertLines(topic, log.lines());
    }
  }

  @Test
  void shouldFollowTheCollectListWithoutAWordToConnect() throws Exception {
    try (Source source = new Source("live");
        NumberedLog first = source.log("first.log");
        NumberedLog second = source.log("second.log")) {
      source.collect("first", first.path(), source.topic("first"));
      source.start(1);
      first.write(3);
      source.assertLines(source.topic("first"), first.lines());

      source.collect("second", second.write(2).path(), source.topic("second"));
      source.assertLines(source.topic("second"), second.lines());
      source.connect().awaitRunning(source.name, 2, Source.LIMIT);

      source.collect("first", first.path(), source.topic("changed"));
      source.connect().awaitRunning(source.name, 2, Source.LIMIT);
      awaitALine(source, source.topic("changed"), first);
      assertOneAfterTheOther(source, source.topic("first"), source.topic("changed"), first);

      source.remove("second");
      source.connect().awaitRunning(source.name, 1, Source.LIMIT);
      int before = second.lines().size();
      second.write(5);
      first.write(1);
      source.awaitRecords(
          source.topic("changed"),
          first.lines().size() - source.topics.values(source.topic("first")).size());
      assertEquals(before, source.topics.values(source.topic("second")).size());

      source.collect("second", second.path(), source.topic("second"));
      source.assertLines(source.topic("second"), second.lines());
    }
  }

  @Test
  void shouldShowInEtcdThatItRunsUntilItStopsOrItsWorkerDies() throws Exception {
    ConnectWorker worker = SharedStack.get().connect();
    try (Source source = new Source("agent")) {
      String key = "/it-agents/" + source.name;
      source.collect("app", source.folder.resolve("app.log"), source.topic("lines"));
      source.with("agent.key", key).start(1);
      awaitOneTask(key);
      worker.kill();
      try {
        Await.until(
            key + " to be gone, half a minute after its worker and as long as etcd takes for that",
            AGENT_LIFETIME.plusSeconds(30),
            () -> SharedStack.etcd().get(key).isEmpty());
      } finally {
        worker.start();
      }
      awaitOneTask(key);

      source.stop();
      Await.until(key + " to be gone", Source.LIMIT, () -> SharedStack.etcd().get(key).isEmpty());
    }
  }

  private static void awaitOneTask(String key) {
    Await.until(
        "one task at " + key,
        Source.LIMIT,
        () -> SharedStack.etcd().get(key).orElse("").contains("\"tasks\":1"));
  }

  @Test
  void shouldChangeNothingWhenAListIsBadAndSayWhatIsWrongWithIt() throws Exception {
    try (Source source = new Source("bad");
        NumberedLog log = source.log("app.log")) {
      String topic = source.topic("lines");
      source.collect("app", log.write(1).path(), topic);
      source.start(1);
      source.assertLines(topic, log.lines());

      source.put("typo", "[\n {\"path\": \"/etc/shadow\", \"topic\": \"x\"}]");
      JsonNode status = source.awaitStatus("FAILED");

      JsonNode error = status.path("errors").path(0);
      assertEquals("/0/path", error.path("pointer").asText());
      assertEquals(2, error.path("line").asInt());
      assertTrue(error.path("message").asText().contains("allowed.paths"), status.toString());
      assertTrue(error.path("source").asText().endsWith("/typo"), status.toString());
      log.write(2);
      source.assertLines(topic, log.lines());

      source.remove("typo");
      assertEquals(topic, source.awaitStatus("APPLIED").at("/paths/0/topic").asText());
      log.write(3);
      Await.until(
          () -> "the position in " + source.awaitStatus("APPLIED"),
          Source.LIMIT,
          () -> {
            JsonNode path = source.awaitStatus("APPLIED").at("/paths/0");
            return path.path("position").asLong() == Files.size(log.path())
                && path.path("lag_bytes").asLong(-1) == 0
                && path.path("task").asInt(-1) == 0;
          });
    }
  }

  @Test
  void shouldNeitherLoseNorDoubleALineWhenTheWorkerIsStopped() throws Exception {
    restartUnderLoad("stopped", ConnectWorker::stop);
  }

  @Test
  void shouldNeitherLoseNorDoubleALineWhenTheWorkerIsKilled() throws Exception {
    restartUnderLoad("killed", ConnectWorker::kill);
  }

  private interface Ending {
    void end(ConnectWorker worker);
  }

  private static void restartUnderLoad(String kind, Ending ending) throws Exception {
    ConnectWorker worker = SharedStack.get().connect();
    try (Source source = new Source(kind);
        NumberedLog log = source.log("app.log")) {
      String topic = source.topic("lines");
      source.collect("app", log.path(), topic);
      source.start(1);
      for (int i = 0; i < 3; i++) {
        int before = source.topics.values(topic).size();
        write(log, 4 * LINES_BETWEEN);
        source.awaitRecords(topic, before + 1);
        ending.end(worker);
        try {
          write(log, LINES_BETWEEN);
          log.rotate();
          write(log, LINES_BETWEEN);
        } finally {
          worker.start();
        }
      }
      source.connect().awaitRunning(source.name, 1, Source.LIMIT);

      source.assertLines(topic, log.lines());
    }
  }

  @Test
  void shouldGoOnWithTheLastListWhenTheWorkerRestartsWhileEtcdIsAway() throws Exception {
    try (Source source = new Source("away");
        NumberedLog log = source.log("app.log")) {
      String topic = source.topic("lines");
      source.collect("app", log.write(3).path(), topic);
      source.with("etcd.timeout.ms", "2000").start(1);
      source.assertLines(topic, log.lines());
      // Connect is not told of this change, for the task takes it up while it runs.
      String changed = source.topic("changed");
      source.collect("app", log.path(), changed);
      awaitALine(source, changed, log);

      SharedStack.get().etcd().stop();
      try {
        SharedStack.get().connect().stop();
        try {
          log.write(2);
        } finally {
          SharedStack.get().connect().start();
        }
        assertOneAfterTheOther(source, topic, changed, log);
      } finally {
        SharedStack.get().etcd().start();
      }
      source.collect("other", log.path().resolveSibling("other.log"), source.topic("other"));
      source.connect().awaitRunning(source.name, 2, Source.LIMIT);
      log.write(3);
      assertOneAfterTheOther(source, topic, changed, log);
    }
  }

  /** Writes until something arrives. */
  private static void awaitALine(Source source, String topic, NumberedLog log) {
    Await.until(
        "a line in " + topic,
        Source.LIMIT,
        () -> {
          log.write(1);
          return !source.topics.values(topic).isEmpty();
        });
  }

  /** Asserts that the lines went to the one topic until the list was changed, then to the other. */
  private static void assertOneAfterTheOther(
      Source source, String topic, String changed, NumberedLog log) {
    List<String> both = new ArrayList<>();
    Await.until(
        () -> log.lines().size() + " lines in both topics; they hold " + both.size(),
        Source.LIMIT,
        () -> {
          both.clear();
          both.addAll(source.topics.values(topic));
          both.addAll(source.topics.values(changed));
          return both.size() >= log.lines().size();
        });
    assertEquals(log.lines(), both);
  }

  @Test
  void shouldShowItsOffsetsAndLetThemBeAltered() throws Exception {
    try (Source source = new Source("offsets");
        NumberedLog log = source.log("app.log")) {
      String topic = source.topic("lines");
      source.collect("app", log.write(3).path(), topic);
      source.with("host", "web-1").start(1);
      source.assertLines(topic, log.lines());
      JsonNode shown = source.awaitPosition(log.path(), Files.size(log.path()));
      assertEquals("web-1", shown.at("/partition/host").asText());
      assertEquals(log.path().toString(), shown.at("/partition/path").asText());

      source.stop();
      JsonNode partition = shown.path("partition");
      HttpStatusException refused =
          assertThrows(
              HttpStatusException.class,
              () -> source.patchOffset(partition, "{\"position\": \"x\"}"));
      assertTrue(refused.getMessage().contains("position must be a whole number"));
      source.patchOffset(partition, "{\"position\": 0}");
      source.connect().resume(source.name);

      List<String> twice = new ArrayList<>(log.lines());
      twice.addAll(log.lines());
      source.assertLines(topic, twice);
    }
  }

  @Test
  void shouldReportEveryProblemOfAConfigurationAtItsOption() {
    JsonNode result =
        SharedStack.connect()
            .validate(
                "io.sluice.connect.filetail.FileTailSourceConnector",
                Map.of(
                    "name", "x",
                    "connector.class", "io.sluice.connect.filetail.FileTailSourceConnector",
                    "collect.list", "[{\"path\": \"/etc/shadow\", \"topic\": \"a\"}]",
                    "record.key", "file"));

    assertEquals(2, result.path("error_count").asInt(), result.toString());
  }

  private static void write(NumberedLog log, int lines) throws IOException {
    for (int written = 0; written < lines; written += 100) {
      log.write(100);
    }
  }

  @Test
  void shouldLeaveFilesOutsideTheAllowedFoldersAlone() throws Exception {
    try (Source source = new Source("outside");
        NumberedLog log = source.log("app.log")) {
      Path link = source.folder.resolve("link.log");
      Files.createSymbolicLink(link, Path.of("/etc/passwd"));
      source.collect("link", link, source.topic("link"));
      source.collect("app", log.write(1).path(), source.topic("app"));
      source.start(2);

      source.assertLines(source.topic("app"), log.lines());
      assertTrue(!source.topics.names().contains(source.topic("link")));
    }
  }
}
