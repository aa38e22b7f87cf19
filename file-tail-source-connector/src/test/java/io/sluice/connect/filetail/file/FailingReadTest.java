package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** Open files that cannot be read any more, for a while or for good. */
class FailingReadTest {

  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
  private static final Duration OVER_A_MINUTE = Duration.ofSeconds(70);

  @TempDir Path folder;

  private TailedPath file;
  private TailLog log;

  @BeforeEach
  void followThePath() throws IOException {
    log = new TailLog();
    file = new TailedPath(Files.createDirectory(folder.resolve("logs")));
  }

  @AfterEach
  void close() {
    file.close();
    log.close();
  }

  @Test
  void shouldGoOnInARotatedFileThatCanBeReadAgain() throws IOException {
    file.append("1\n").start().read().append("2\n").moveTo("app.log.1").append("3\n");
    file.disk.breakUp(file.sibling("app.log.1"));
    file.readFor(TEN_SECONDS);
    assertLines("1");
    assertEquals("trouble", shown("state"));

    file.disk.mend(file.sibling("app.log.1"));
    file.readFor(TEN_SECONDS);
    assertLines("1", "2", "3");
    assertEquals("quiet", shown("state"));
    assertEquals(0L, shown("losses-total"));
  }

  @Test
  void shouldReadThroughANewDescriptorWhereTheOldOneIsStale() throws IOException {
    file.append("1\n").start().read().moveTo("app.log.1").append("3\n").read();
    file.appendTo(file.sibling("app.log.1"), "2\n");
    file.disk.makeStale(file.sibling("app.log.1"));
    file.readFor(TEN_SECONDS);

    assertLines("1", "2", "3");
    assertEquals(2, OpenDescriptors.below(file.folder));
  }

  @Test
  void shouldGiveUpARotatedFileThatCannotBeReadAndSayWhatIsLost() throws IOException {
    file.append("1\n").start().read().moveTo("app.log.1").append("3\n").read();
    file.appendTo(file.sibling("app.log.1"), "22\n").read();
    file.appendTo(file.sibling("app.log.1"), "33\n");
    file.disk.breakUp(file.sibling("app.log.1"));
    file.readFor(TEN_SECONDS);
    assertLines("1", "22");
    file.readFor(OVER_A_MINUTE);

    assertLines("1", "22", "3");
    assertEquals(1L, shown("losses-total"), log::toString);
    assertEquals(3L, shown("bytes-lost-total"));
    assertEquals(1, log.count("its bytes 5 to 8 are lost"), log::toString);
    assertEquals(1, log.count("Input/output error; trying again"), log::toString);

    file.append("4\n").readFor(OVER_A_MINUTE);
    assertLines("1", "22", "3", "4");
    assertEquals(1L, shown("losses-total"));
  }

  @Test
  void shouldNotGiveUpADeletedFileThatCanBeReadAgain() throws IOException {
    file.append("1\n").start().read().append("2\n");
    file.disk.breakUp(file.path);
    file.delete().append("3\n").readFor(TEN_SECONDS);
    file.disk.mendAll();
    file.readFor(TEN_SECONDS);

    assertLines("1", "2", "3");
    assertEquals(0L, shown("losses-total"), log::toString);
  }

  @Test
  void shouldGiveUpADeletedFileOnceThePathHasAnother() throws IOException {
    file.append("1\n").start().read().append("2\n");
    file.disk.breakUp(file.path);
    file.delete().append("3\n").readFor(OVER_A_MINUTE);

    assertLines("1", "3");
    assertEquals(1L, shown("losses-total"), log::toString);
    assertEquals(2L, shown("bytes-lost-total"), log::toString);
  }

  @Test
  void shouldNotGiveUpAFileWhileItsSuccessorCannotBeReadEither() throws IOException {
    file.append("1\n").start().read().append("2\n").moveTo("app.log.1").append("3\n").read();
    file.appendTo(file.sibling("app.log.1"), "late\n");
    file.disk.breakUp(file.sibling("app.log.1"));
    file.disk.breakUp(file.path);
    file.readFor(OVER_A_MINUTE.multipliedBy(2));
    assertEquals(0L, shown("losses-total"), log::toString);

    file.disk.mendAll();
    file.readFor(TEN_SECONDS);
    assertLines("1", "2", "late", "3");
  }

  @Test
  void shouldGiveUpAllThatCannotBeReadBeforeASuccessorThatCan() throws IOException {
    file.append("1\n").start().read().append("2\n").moveTo("app.log.2").append("3\n").read();
    file.moveTo("app.log.1").append("4\n").read();
    file.appendTo(file.sibling("app.log.2"), "late\n");
    file.disk.breakUp(file.sibling("app.log.2"));
    file.disk.breakUp(file.sibling("app.log.1"));
    file.readFor(OVER_A_MINUTE.multipliedBy(2));

    assertLines("1", "2", "4");
    assertEquals(2L, shown("losses-total"), log::toString);
    assertEquals(7L, shown("bytes-lost-total"), log::toString);
  }

  @Test
  void shouldTryAFileThatIsAloneForEver() throws IOException {
    file.append("1\n").start().read().append("2\n");
    file.disk.breakUp(file.path);
    file.readFor(OVER_A_MINUTE.multipliedBy(3));
    assertEquals("trouble", shown("state"));
    file.disk.mendAll();
    file.readFor(TEN_SECONDS);

    assertLines("1", "2");
    assertEquals(0L, shown("losses-total"), log::toString);
  }

  /** As a bad block does it: what is before can be read, and tells nothing. */
  @Test
  void shouldTryAFileThatIsAloneSeldomAndNotTellEachTime() throws IOException {
    String text = "1".repeat(100_000) + "\n";
    file.append(text).start().read().append("2\n");
    file.disk.breakFrom(text.length());
    file.readFor(TEN_SECONDS);
    int opened = file.disk.opened;
    String told = log.toString();
    file.readFor(OVER_A_MINUTE);
    assertTrue(file.disk.opened - opened < 30, "opened " + (file.disk.opened - opened) + " times");
    assertEquals(told, log.toString());
    file.disk.mendAll();
    file.readFor(TEN_SECONDS);

    assertLines(text.strip(), "2");
  }

  @Test
  void shouldGoOnInACompressedFileThatCouldNotBeReadForAMoment() throws IOException {
    StringBuilder text = new StringBuilder("0\n");
    for (int number = 1; number < 300_000; number++) {
      text.append(number).append(" and some more text to fill the line\n");
    }
    file.append("0\n").start().read().close();
    file.append(text.substring(2));
    GzipTool.compress(file.path, file.sibling("app.log.1.gz"));
    file.append("end\n").start();
    while (file.lines.size() < 2) {
      file.pass(Duration.ofMillis(150)).readOnce();
    }
    file.disk.breakUp(file.sibling("app.log.1.gz"));
    file.readFor(TEN_SECONDS);
    int before = file.lines.size();
    file.disk.mendAll();
    file.readFor(TEN_SECONDS);

    assertTrue(before < 300_001, () -> before + " lines were read while it failed");
    assertEquals(300_001, file.lines.size());
    assertEquals("end", file.lines.get(300_000));
  }

  private Object shown(String metric) {
    return new ShownFile(file.fileCounts()).value(metric);
  }

  private void assertLines(String... lines) {
    assertEquals(List.of(lines), file.lines, log::toString);
  }
}
