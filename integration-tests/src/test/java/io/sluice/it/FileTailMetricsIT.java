package io.sluice.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.localstack.await.Await;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The source's metrics in a real worker, as JMX shows them. */
class FileTailMetricsIT {

  /** Connect has metrics for plugins from 4.1 on; before, they are absent without harm. */
  @Test
  void shouldShowWhatHappensToFilesUntilTheConnectorIsStopped() throws Exception {
    try (Source source = new Source("metrics");
        NumberedLog rotated = source.log("rotated.log");
        NumberedLog cut = source.log("cut.log");
        WorkerMBeans shown = new WorkerMBeans(SharedStack.get().connect(), source.name)) {
      source.collect("rotated", rotated.path(), source.topic("rotated"));
      source.collect("cut", cut.path(), source.topic("cut"));
      source.with("tasks.max", "1").start(1);
      cut.write(2);
      rotated.write(10);
      if (!PluginMetrics.SHOWN) {
        source.awaitPosition(rotated.path(), Files.size(rotated.path()));
        assertEquals(Set.of(), shown.names());
        return;
      }
      awaitTask(shown, "lines-read-total", 12L);
      awaitFile(shown, rotated.path(), "file-lines-read-total", 10L);
      awaitFile(shown, rotated.path(), "file-position", Files.size(rotated.path()));
      awaitFile(shown, rotated.path(), "file-state", "quiet");

      rotated.rotate().write(5);
      awaitFile(shown, rotated.path(), "file-lines-read-total", 15L);
      awaitFile(shown, rotated.path(), "file-rotations-renamed-total", 1L);
      rotated.copyAndTruncate().write(1);
      awaitFile(shown, rotated.path(), "file-rotations-copied-total", 1L);
      try (FileChannel truncated = FileChannel.open(cut.path(), StandardOpenOption.WRITE)) {
        truncated.truncate(0);
        awaitFile(shown, cut.path(), "file-truncations-total", 1L);
        truncated.write(ByteBuffer.wrap("where its writer was before\n".getBytes(UTF_8)), 5000);
      }
      awaitTask(shown, "nul-bytes-skipped-total", 5000L);
      Files.writeString(cut.path(), "begun", StandardOpenOption.APPEND);
      awaitTask(shown, "lag-bytes", 5L);
      Await.until(
          "the begun line to grow old",
          Source.LIMIT,
          () -> (Long) shown.task("oldest-unread-age-ms").orElseThrow() > 500);

      assertEquals(Optional.of(1L), shown.task("rotations-copied-total"));
      assertEquals(Optional.of(1L), shown.task("rotations-renamed-total"));
      assertEquals(Optional.of(0L), shown.task("losses-total"));
      assertEquals(Optional.of(2L), shown.task("files"));
      assertEquals(Optional.of(1L), shown.connector("lists-applied-total"));
      assertEquals(4, shown.names().size());

      source.connect().stop(source.name);
      Await.until("the metrics to be gone", Source.LIMIT, () -> shown.names().equals(Set.of()));
      source.connect().resume(source.name);
      awaitTask(shown, "files", 2L);
    }
  }

  @Test
  void shouldTellOfAttemptsToReachWhatIsNotAllowed() throws Exception {
    try (Source source = new Source("attempts");
        NumberedLog log = source.log("app.log");
        WorkerMBeans shown = new WorkerMBeans(SharedStack.get().connect(), source.name)) {
      Path link = source.folder.resolve("link.log");
      Files.createSymbolicLink(link, Path.of("/etc/passwd"));
      source.collect("app", log.write(1).path(), source.topic("lines"));
      source.collect("link", link, source.topic("linked"));
      source.with("tasks.max", "1").start(1);
      if (PluginMetrics.SHOWN) {
        awaitTask(shown, "access-refused-total", 1L);
      }
      Await.until(
          "the status to say where the link leads",
          Source.LIMIT,
          () ->
              source
                  .awaitStatus("APPLIED")
                  .path("paths")
                  .toString()
                  .contains(link + " leads to /etc/passwd, outside allowed.paths"));

      source.collect("typo", Path.of("/etc/shadow"), "__consumer_offsets");
      source.awaitStatus("FAILED");
      if (PluginMetrics.SHOWN) {
        awaitConnector(shown, "access-refused-total", 2L);
        awaitConnector(shown, "list-refused", 1L);
      }
      source.remove("typo");
      source.awaitStatus("APPLIED");
      if (PluginMetrics.SHOWN) {
        awaitConnector(shown, "list-refused", 0L);
      } else {
        assertEquals(Set.of(), shown.names());
      }
      assertEquals(List.of(), source.topics.values(source.topic("linked")));
    }
  }

  private static void awaitTask(WorkerMBeans shown, String metric, Object value) {
    Await.until(
        metric + " to be " + value,
        Source.LIMIT,
        () -> shown.task(metric).equals(Optional.of(value)));
  }

  private static void awaitConnector(WorkerMBeans shown, String metric, Object value) {
    Await.until(
        metric + " to be " + value,
        Source.LIMIT,
        () -> shown.connector(metric).equals(Optional.of(value)));
  }

  private static void awaitFile(WorkerMBeans shown, Path file, String metric, Object value) {
    Await.until(
        metric + " of " + file + " to be " + value,
        Source.LIMIT,
        () -> shown.file(file, metric).equals(Optional.of(value)));
  }
}
