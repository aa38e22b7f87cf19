package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertIterableEquals;

import io.sluice.localstack.server.ConnectWorker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Globs in a collect list, in a real worker. */
class GlobsIT {

  private static final int LINES = 5000;

  @Test
  void shouldCollectTheFilesThatMatchAlsoThoseThatComeLaterAndNoOthers() throws Exception {
    try (Source source = new Source("globs");
        NumberedLog top = source.log("top.log").write(1);
        NumberedLog deep = source.log("a/b/deep.txt").write(2);
        NumberedLog other = source.log("other.out").write(1);
        NumberedLog byName = source.log("a/by-name.tmp.log").write(1);
        NumberedLog byFolder = source.log("old/by-folder.log").write(1)) {
      String topic = source.topic("lines");
      source.put(
          "all",
          """
          {"path": "%1$s/**/*.{log,txt}", "exclude": ["*.tmp.log", "%1$s/old/**"],
           "topic": "%2$s", "format": "line"}"""
              .formatted(source.folder, topic));
      source.start(1);
      assertLogs(source, topic, top, deep);

      try (NumberedLog lateByFolder = source.log("old/a/late.log").write(1);
          NumberedLog late = source.log("c/late.log").write(3)) {
        top.write(1);
        assertLogs(source, topic, top, deep, late);
        late.write(1);
        lateByFolder.write(1);
        other.write(1);
        byName.write(1);
        byFolder.write(1);
        deep.write(1);
        assertLogs(source, topic, top, deep, late);
      }
    }
  }

  @Test
  void shouldNeitherLoseNorDoubleALineWhereRotatedFilesMatchAsWell() throws Exception {
    ConnectWorker worker = SharedStack.get().connect();
    try (Source source = new Source("rotated");
        NumberedLog log = source.log("app.log")) {
      String topic = source.topic("lines");
      source.collect("app", source.folder.resolve("app.log*"), topic);
      log.write(LINES).rotate().write(LINES);
      source.with("rotation.wait.ms", "500").start(1);
      log.write(LINES).rotate().write(LINES).rotate();
      source.awaitRecords(topic, LINES);
      source.stop();
      log.write(LINES).rotate().write(LINES);
      source.connect().resume(source.name);
      source.awaitRecords(topic, 5 * LINES);
      worker.stop();
      log.write(LINES).rotate().write(LINES);
      worker.start();

      assertLogs(source, topic, log.write(LINES));
      log.rotate().write(LINES);
      assertLogs(source, topic, log);
    }
  }

  /** Waits for the lines of these logs; each must come once, in order, and no others. */
  private static void assertLogs(Source source, String topic, NumberedLog... logs) {
    Map<String, List<String>> expected = new TreeMap<>();
    for (NumberedLog log : logs) {
      expected.put(log.path().toString(), log.lines());
    }
    source.awaitRecords(topic, expected.values().stream().mapToInt(List::size).sum());
    Map<String, List<String>> found = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> each : source.topics.records(topic)) {
      found
          .computeIfAbsent(Source.header(each, "log.file.path"), path -> new ArrayList<>())
          .add(new String(each.value(), StandardCharsets.UTF_8));
    }
    assertEquals(expected.keySet(), found.keySet());
    expected.forEach((path, lines) -> assertIterableEquals(lines, found.get(path), path));
  }
}
