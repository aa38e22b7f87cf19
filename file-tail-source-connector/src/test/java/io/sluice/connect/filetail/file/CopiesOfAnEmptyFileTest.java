package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.connect.filetail.metrics.ShownFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is copied away of a file that was empty when it was looked at. */
class CopiesOfAnEmptyFileTest {

  /** Later than anything that is written while a test runs, however long that takes. */
  private static final long START = System.currentTimeMillis() + 3_600_000;

  @TempDir Path folder;

  private TailedPath file;
  private TailLog log;
  private int changes;

  @BeforeEach
  void readAnEmptyFile() throws IOException {
    log = new TailLog();
    file = new TailedPath(Files.createDirectory(folder.resolve("logs")));
    file.append("").start().read();
  }

  @AfterEach
  void close() {
    file.close();
    log.close();
  }

  @Test
  void shouldReadACopyOfNothingButWhatTheFileBeginsWithAgain() throws IOException {
    write("banner\n");
    copyAndTruncate("app.log.1");
    write("banner\n1\n");
    file.readFor(Duration.ofSeconds(70));

    assertSent("banner", "banner", "1");
  }

  @Test
  void shouldReadNothingTwiceOfWhatIsBeingCopied() throws IOException {
    write("banner\n1\n");
    file.appendTo(file.sibling("app.log.1"), "banner\n");
    file.readFor(Duration.ofSeconds(10));
    file.appendTo(file.sibling("app.log.1"), "1\n").truncate();
    file.readFor(Duration.ofSeconds(10));
    write("2\n");
    file.readFor(Duration.ofSeconds(10));

    assertSent("banner", "1", "2");
  }

  @Test
  void shouldReadTwoCopiesInOrderOfWhichTheFirstMayBeOneInTheMaking() throws IOException {
    write("banner\n");
    copyAndTruncate("app.log.2");
    write("banner\n1\n");
    file.readFor(Duration.ofSeconds(10));
    copyAndTruncate("app.log.1");
    file.readFor(Duration.ofSeconds(10));
    write("2\n");
    file.readFor(Duration.ofSeconds(70));

    assertSent("banner", "banner", "1", "2");
  }

  @Test
  void shouldReadACopyOfWhichTheFileIsTruncatedDuringTheLook() throws IOException {
    String longLine = "1".repeat(5000);
    write(longLine + "\n");
    file.copyTo("app.log.1");
    setModified("app.log.1");
    file.whileListing(
        4,
        () -> {
          file.truncate();
          file.append("2\n");
        });
    file.readFor(Duration.ofSeconds(10));

    assertSent(longLine, "2");
  }

  @Test
  void shouldReadNothingTwiceThatIsCompressedBeforeTheFileIsTruncated() throws IOException {
    write("1\n2\n");
    compressACopy("app.log.1");
    file.readFor(Duration.ofSeconds(10));
    file.truncate();
    setModified("app.log");
    file.readFor(Duration.ofSeconds(10));
    write("3\n");
    file.readFor(Duration.ofSeconds(10));

    assertSent("1", "2", "3");
  }

  @Test
  void shouldNotWaitWhereMuchIsCompressedBeforeTheFileIsTruncated() throws IOException {
    String longLine = "1".repeat(5000);
    write(longLine + "\n");
    compressACopy("app.log.1");
    file.readFor(Duration.ofSeconds(2));
    assertSent(longLine);
    file.truncate();
    write("2\n");
    file.readFor(Duration.ofSeconds(10));

    assertSent(longLine, "2");
  }

  @Test
  void shouldReadACompressedCopyOfNothingButWhatTheFileBeginsWithAgain() throws IOException {
    write("banner\n");
    copyAndTruncate("app.log.1");
    GzipTool.compress(file.sibling("app.log.1"));
    write("banner\n1\n");
    file.readFor(Duration.ofSeconds(70));

    assertSent("banner", "banner", "1");
  }

  private void compressACopy(String name) throws IOException {
    file.copyTo(name);
    setModified(name);
    GzipTool.compress(file.sibling(name));
  }

  private void copyAndTruncate(String name) throws IOException {
    file.copyTo(name);
    setModified(name);
    file.truncate();
    setModified("app.log");
  }

  /** A second apart: the file system's clock ticks too slowly for a test. */
  private void write(String text) throws IOException {
    file.append(text);
    setModified("app.log");
  }

  private void setModified(String name) throws IOException {
    FileTime time = FileTime.fromMillis(START + 1000L * ++changes);
    Files.setLastModifiedTime(file.sibling(name), time);
  }

  private void assertSent(String... lines) {
    assertEquals(List.of(lines), file.lines, log::toString);
    assertEquals(0L, new ShownFile(file.fileCounts()).value("losses-total"), log::toString);
  }
}
