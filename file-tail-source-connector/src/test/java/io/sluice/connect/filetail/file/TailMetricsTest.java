package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.filetail.line.LineLimit;
import io.sluice.connect.filetail.line.LongLine;
import io.sluice.connect.filetail.metrics.ShownFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a tail tells its metrics. */
class TailMetricsTest {

  @TempDir Path folder;

  private TailedPath file;
  private ShownFile shown;

  @BeforeEach
  void followThePath() throws IOException {
    file = new TailedPath(Files.createDirectory(folder.resolve("logs")));
  }

  @AfterEach
  void close() {
    file.close();
  }

  @Test
  void shouldCountLinesAndTellHowFarTheFileWasRead() {
    file.append("one\ntwo\n").start();
    show();
    file.append("thr").read();

    assertFile("records-total", 2L);
    assertFile("lines-read-total", 2L);
    assertFile("bytes-read-total", 8L);
    assertFile("position", 8L);
    assertFile("size", 11L);
    assertFile("lag-bytes", 3L);
    assertFile("open-files", 1L);
    assertFile("state", "quiet");
  }

  @Test
  void shouldTellForHowLongABegunLineHasWaited() {
    file.append("one\nhal").start();
    show();
    file.read().pass(Duration.ofSeconds(5));
    assertFile("oldest-unread-age-ms", 5000L);

    file.append("f\n").read();
    assertFile("oldest-unread-age-ms", 0L);
    assertFile("lag-bytes", 0L);
  }

  @Test
  void shouldNotCountAsLostWhatATruncatedFileHoldsNow() {
    file.append("one\n").start();
    show();
    file.read().truncate().append("two, which is longer\n").read();

    assertFile("lines-read-total", 2L);
    assertFile("truncations-total", 1L);
    assertFile("bytes-lost-total", 0L);
  }

  @Test
  void shouldCountRenamesAndTellOfBothFilesWhileTheyAreRead() {
    file.append("1\n").start();
    show();
    file.read().moveTo("app.log.1").append("22\n").read();
    assertFile("rotations-renamed-total", 1L);
    assertFile("lag-bytes", 3L);
    assertFile("open-files", 2L);
    assertFile("state", "rotating");

    file.readPastRotationWait();
    assertFile("rotations-renamed-total", 1L);
    assertFile("lag-bytes", 0L);
    assertFile("losses-total", 0L);
  }

  @Test
  void shouldCountCopiesApartFromTruncationsThatLoseLines() {
    file.append("1\n").start();
    show();
    file.read().append("2\n").copyTo("app.log.1");
    file.truncate().append("3\n").read();
    assertFile("rotations-copied-total", 1L);
    assertFile("truncations-total", 0L);
    assertFile("losses-total", 0L);

    file.append("unsent").read().truncate().read();
    assertFile("rotations-copied-total", 1L);
    assertFile("truncations-total", 1L);
    assertFile("losses-total", 1L);
    assertFile("bytes-lost-total", 6L);
    assertFile("lag-bytes", 0L);
  }

  @Test
  void shouldCountWhatWasSeenAndIsInNoCopyAsLost() {
    file.append("1\n").start();
    show();
    file.read().copyTo("app.log.1").append("unsent").read().truncate().read();

    assertFile("rotations-copied-total", 1L);
    assertFile("losses-total", 1L);
    assertFile("bytes-lost-total", 6L);
  }

  @Test
  void shouldCountTruncationsThatLoseNothing() {
    file.append("1\n").start();
    show();
    file.read().truncate().append("").read().append("2\n").read();

    assertFile("truncations-total", 1L);
    assertFile("losses-total", 0L);
    assertFile("lines-read-total", 2L);
  }

  @Test
  void shouldCountLateWritesToAFileThatWasLeftAsLost() {
    file.append("1\n").start();
    show();
    file.read().moveTo("app.log.1").append("2\n").readPastRotationWait();
    file.appendTo(file.sibling("app.log.1"), "late\n").read();

    assertFile("losses-total", 1L);
    assertFile("bytes-lost-total", 5L);
  }

  @Test
  void shouldCountAllThatIsWrittenForAMinuteToAFileThatWasLeft() {
    file.append("1\n").start();
    show();
    file.read().moveTo("app.log.1").append("2\n").readPastRotationWait();
    for (int i = 0; i < 300; i++) {
      file.appendTo(file.sibling("app.log.1"), "late\n").read();
    }
    file.readFor(Duration.ofMinutes(1));

    assertFile("bytes-lost-total", 300L * 5);
    assertTrue((Long) shown.value("losses-total") < 10, "told each time");
  }

  @Test
  void shouldCountRotationsWhileItWasDownByHowTheyAreRead() throws Exception {
    file.append("1\n").start().read().append("2\n").moveTo("app.log.1");
    GzipTool.compress(file.sibling("app.log.1"));
    file.append("3\n").restart();
    show();
    file.readPastRotationWait();

    assertEquals(List.of("1", "2", "3"), file.lines);
    assertFile("rotations-compressed-total", 1L);
    assertFile("rotations-renamed-total", 0L);
  }

  @Test
  void shouldCountAFileThatIsNotFoundAgainAsALoss() {
    file.append("1\n").start().read().delete().append("2\n").restart();
    show();
    file.readPastRotationWait();

    assertFile("losses-total", 1L);
  }

  @Test
  void shouldTellOfTroubleAndOfItsEnd() throws Exception {
    Files.createDirectory(file.path);
    file.start();
    show();
    file.read();
    assertFile("state", "trouble");

    Files.delete(file.path);
    file.read();
    assertFile("state", "absent");
    file.append("1\n").read();
    assertFile("state", "quiet");
  }

  @Test
  void shouldCountLinesThatAreTooLong() {
    file.start().close();
    file = new TailedPath(file.folder, new LineLimit(16, LongLine.SPLIT));
    file.append("x".repeat(40) + "\nshort\n").start();
    show();
    file.read();

    assertFile("records-total", 4L);
    assertFile("lines-read-total", 2L);
    assertFile("long-lines-total", 1L);
  }

  private void show() {
    shown = new ShownFile(file.fileCounts());
  }

  private void assertFile(String name, Object value) {
    assertEquals(value, shown.value(name), name);
  }
}
