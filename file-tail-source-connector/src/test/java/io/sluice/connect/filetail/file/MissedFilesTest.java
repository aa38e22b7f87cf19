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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes, and is renamed or copied away, between two looks. */
class MissedFilesTest {

  /** Later than anything that is written while a test runs, however long that takes. */
  private static final long START = System.currentTimeMillis() + 3_600_000;

  @TempDir Path folder;

  private TailedPath file;
  private TailLog log;
  private int changes;

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
  void shouldReadWhatCameAfterAFileThatWasWrittenToLate() throws IOException {
    write("app.log", "1\n");
    file.start().read();
    rotateTwiceWithALateLine();
    readLong();

    assertSent("1", "late", "2", "3");
  }

  @Test
  void shouldReadWhatCameAfterAFileThatWasWrittenToLateWhileDown() throws IOException {
    write("app.log", "1\n");
    file.start().read().close();
    rotateTwiceWithALateLine();
    file.start();
    readLong();

    assertSent("1", "late", "2", "3");
  }

  private void rotateTwiceWithALateLine() throws IOException {
    move("app.log", "app.log.1");
    write("app.log", "2\n");
    move("app.log.1", "app.log.2");
    move("app.log", "app.log.1");
    write("app.log.2", "late\n");
    write("app.log", "3\n");
  }

  @Test
  void shouldReadCopiesBeforeWhatIsLeftOfTheirFileWhenThatIsRenamed() throws IOException {
    write("app.log", "1\n");
    file.start().read();
    write("app.log", "2\n");
    copyAndTruncate("app.log.3");
    write("app.log", "3\n");
    copyAndTruncate("app.log.2");
    write("app.log", "4\n");
    move("app.log", "app.log.1");
    write("app.log", "5\n");
    readLong();

    assertSent("1", "2", "3", "4", "5");
  }

  @Test
  void shouldReadWhatBeginsWithAllThatWasSeenOfTheFileBefore() throws IOException {
    write("app.log", "banner\n");
    file.start().read();
    rotateTwiceWithABanner();

    assertSent("banner", "banner", "2", "3", "banner", "4");
  }

  @Test
  void shouldReadWhatBeginsAsTheFileBeforeWasSeenWhichHasGrown() throws IOException {
    write("app.log", "banner\n");
    file.start().read();
    write("app.log", "1\n");
    rotateTwiceWithABanner();

    assertSent("banner", "1", "banner", "2", "3", "banner", "4");
  }

  @Test
  void shouldReadWhatHoldsOnlyTheBannerThatTheFileBeforeHeld() throws IOException {
    write("app.log", "banner\n");
    file.start().read();
    move("app.log", "app.log.2");
    write("app.log", "banner\n");
    move("app.log", "app.log.1");
    write("app.log", "banner\n1\n");
    file.readFor(Duration.ofSeconds(70));

    assertSent("banner", "banner", "banner", "1");
  }

  @Test
  void shouldNotReadALongCopyOfAFileThatWasRenamedThen() throws IOException {
    String longLine = "1".repeat(5000);
    write("app.log", longLine + "\n");
    file.start().read().copyTo("app.log.2");
    setModified("app.log.2");
    move("app.log", "app.log.1");
    write("app.log", "2\n");
    readLong();

    assertSent(longLine, "2");
  }

  @Test
  void shouldGoOnInWhatWasCompressedOfANewFileBeforeThatIsTruncated() throws IOException {
    String longLine = "2".repeat(5000);
    write("app.log", "1\n");
    file.start().read();
    move("app.log", "app.log.2");
    write("app.log", longLine + "\n");
    file.copyTo("app.log.1");
    setModified("app.log.1");
    GzipTool.compress(file.sibling("app.log.1"));
    file.read().truncate();
    write("app.log", "3\n");
    readLong();

    assertSent("1", longLine, "3");
  }

  @Test
  void shouldNotReadALongCompressedCopyOfAFileThatWasRenamedThen() throws IOException {
    String longLine = "1".repeat(5000);
    write("app.log", longLine + "\n");
    file.start().read().copyTo("app.log.1");
    setModified("app.log.1");
    GzipTool.compress(file.sibling("app.log.1"));
    move("app.log", "app.log.2");
    write("app.log", "2\n");
    readLong();

    assertSent(longLine, "2");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldReadAMissedFileThatHoldsOnlyTheLongBeginningOfTheOneBefore(boolean isCompressed)
      throws IOException {
    String header = "h".repeat(5000);
    write("app.log", header + "\n1\n");
    file.start().read();
    move("app.log", "app.log.2");
    write("app.log", header + "\n");
    move("app.log", "app.log.1");
    if (isCompressed) {
      GzipTool.compress(file.sibling("app.log.1"));
    }
    write("app.log", "");
    readLong();
    write("app.log", "3\n");
    readLong();

    assertSent(header, "1", header, "3");
  }

  private void rotateTwiceWithABanner() throws IOException {
    move("app.log", "app.log.1");
    write("app.log", "banner\n2\n3\n");
    move("app.log.1", "app.log.2");
    move("app.log", "app.log.1");
    write("app.log", "banner\n4\n");
    readLong();
  }

  @Test
  void shouldNotTakeAnotherProgramsLogForACopyOfAFileThatWasEmpty() throws IOException {
    write("app.log", "");
    write("app-8080.log", "theirs 1\n");
    file.start().read();
    rotateTheirs();
    write("app.log", "1\n");
    readLong();

    assertSent("1");
  }

  @Test
  void shouldNotTakeAnotherProgramsLogForACopyOfATruncatedFile() throws IOException {
    write("app.log", "1\n");
    write("app-8080.log", "theirs 1\n");
    file.start().read();
    rotateTheirs();
    file.truncate();
    setModified("app.log");
    readLong();
    write("app.log", "2\n");
    readLong();

    assertEquals(List.of("1", "2"), file.lines, log::toString);
  }

  @Test
  void shouldNotTakeAnotherProgramsLogForWhatCameAfterAFileThatIsGone() throws IOException {
    write("app.log", "1\n");
    file.start().read();
    file.delete();
    rotateTheirs();
    write("app.log", "2\n");
    readLong();

    assertSent("1", "2");
    assertEquals(1, log.count("app-8080.log"), log::toString);
  }

  @Test
  void shouldNotTakeAnotherProgramsLogForWhatCameAfterAFileThatWentWhileDown() throws IOException {
    write("app.log", "1\n");
    write("app-8080.log", "theirs 1\n");
    file.start().read().close();
    write("app-8080.log", "theirs 2\n");
    file.delete();
    write("app.log", "a second one\n");
    file.start();
    readLong();

    assertEquals(List.of("1", "a second one"), file.lines, log::toString);
  }

  private void rotateTheirs() throws IOException {
    Files.deleteIfExists(file.sibling("app-8080.log"));
    write("app-8080.log", "theirs 2\n");
    file.read();
  }

  @Test
  void shouldKnowByItsFormWhatRotationIsKnownToMakeOfThePathsFiles() throws IOException {
    write("app.log", "1\n");
    file.start().read();
    copyAndTruncate("app.1.log");
    readLong();
    move("app.1.log", "app.2.log");
    write("app.log", "2\n");
    copyAndTruncate("app.1.log");
    write("app.log", "3\n");
    readLong();

    assertSent("1", "2", "3");
  }

  private void copyAndTruncate(String name) throws IOException {
    file.copyTo(name);
    setModified(name);
    file.truncate();
    setModified("app.log");
  }

  private void move(String from, String to) throws IOException {
    Files.move(file.sibling(from), file.sibling(to));
  }

  /** A second apart: the file system's clock ticks too slowly for a test. */
  private void write(String name, String text) throws IOException {
    file.appendTo(file.sibling(name), text);
    setModified(name);
  }

  private void setModified(String name) throws IOException {
    FileTime time = FileTime.fromMillis(START + 1000L * ++changes);
    Files.setLastModifiedTime(file.sibling(name), time);
  }

  private void readLong() {
    file.readPastRotationWait().readPastRotationWait().readPastRotationWait();
  }

  private void assertSent(String... lines) {
    assertEquals(List.of(lines), file.lines, log::toString);
    assertEquals(0L, new ShownFile(file.fileCounts()).value("losses-total"), log::toString);
  }
}
