package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertIterableEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.localstack.await.Await;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What a collect list says of a file's lines, in a real worker: groups, batches and encodings. */
class LinesIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LINES = 5000;

  @Test
  void shouldKeepAStackTraceWholeThroughARotationAndARestart() throws Exception {
    try (Source source = new Source("traces")) {
      Path log = source.folder.resolve("app.log");
      String topic = source.topic("traces");
      // No group may be whole for the mere reason that this machine is slow.
      source.put(
          "app",
          """
          {"path": "%s", "topic": "%s", "format": "line",
           "multiline": {"pattern": "^\\\\s", "match": "after", "timeout_ms": 600000}}"""
              .formatted(log, topic));
      source.with("rotation.wait.ms", "500").start(1);
      append(log, "start\nerror\n\tat a\n");
      source.awaitPosition(log, "start\n".length());

      Files.move(log, log.resolveSibling("app.log.1"));
      append(log, "\tat b\nfatal\n\tat c\n");
      source.assertLines(topic, List.of("start", "error\n\tat a\n\tat b"));

      source.stop();
      append(log, "\tat d\n");
      source.connect().resume(source.name);
      append(log, "end\nlast\n");
      source.assertLines(
          topic, List.of("start", "error\n\tat a\n\tat b", "fatal\n\tat c\n\tat d", "end"));
    }
  }

  @Test
  void shouldSendManyWholeLinesInOneRecordAndSayHowMany() throws Exception {
    try (Source source = new Source("batches");
        NumberedLog log = source.log("app.log")) {
      String topic = source.topic("batches");
      source.put(
          "app",
          """
          {"path": "%s", "topic": "%s", "format": "lines"}"""
              .formatted(log.path(), topic));
      log.write(LINES);
      source.start(1);
      log.write(LINES).rotate().write(LINES);
      source.awaitRecords(topic, 1);
      source.stop();
      log.write(LINES).rotate().write(LINES);
      source.connect().resume(source.name);

      Await.until(
          () -> log.lines().size() + " lines; there are " + lines(source, topic).size(),
          Source.LIMIT,
          () -> lines(source, topic).size() >= log.lines().size());
      assertIterableEquals(log.lines(), lines(source, topic));
      int records = source.topics.records(topic).size();
      assertTrue(records < log.lines().size() / 100, records + " records");
    }
  }

  /** The lines of all records, each of which must hold as many as it says. */
  private static List<String> lines(Source source, String topic) {
    List<String> lines = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> each : source.topics.records(topic)) {
      String text = new String(each.value(), StandardCharsets.UTF_8);
      assertTrue(text.endsWith("\n"), text);
      List<String> own = Arrays.asList(text.split("\n"));
      assertEquals(own.size(), Integer.parseInt(Source.header(each, "log.lines")));
      lines.addAll(own);
    }
    return lines;
  }

  @Test
  void shouldDecodeEachFileAsItsEntrySays() throws Exception {
    // In UTF-16LE the first character's first byte is that of a line feed.
    List<String> lines = IntStream.range(0, LINES).mapToObj(i -> "上海 " + i + "：用户登录失败").toList();
    List<String> encodings = List.of("GBK", "UTF-16LE");
    try (Source source = new Source("encodings")) {
      for (String encoding : encodings) {
        source.put(
            encoding,
            """
            {"path": "%1$s/%2$s.log", "topic": "%3$s", "format": "json", "encoding": "%2$s"}"""
                .formatted(source.folder, encoding, source.topic(encoding)));
      }
      source.start(encodings.size());
      for (String encoding : encodings) {
        append(
            source.folder.resolve(encoding + ".log"),
            String.join("\r\n", lines) + "\r\n",
            Charset.forName(encoding));
      }
      for (String encoding : encodings) {
        source.awaitRecords(source.topic(encoding), LINES);
        assertIterableEquals(lines, messages(source, source.topic(encoding)));
      }
    }
  }

  private static List<String> messages(Source source, String topic) throws IOException {
    List<String> messages = new ArrayList<>();
    for (String document : source.topics.values(topic)) {
      messages.add(JSON.readTree(document).path("message").asText());
    }
    return messages;
  }

  private static void append(Path path, String text) throws IOException {
    append(path, text, StandardCharsets.UTF_8);
  }

  private static void append(Path path, String text, Charset charset) throws IOException {
    Files.writeString(path, text, charset, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
