package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.filetail.line.LineLimit;
import io.sluice.connect.filetail.line.LineSettings;
import io.sluice.connect.filetail.line.LongLine;
import io.sluice.connect.filetail.line.Multiline;
import io.sluice.connect.filetail.line.Multiline.Match;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The ways in which tailers hurt their users, and that this one does not; each test names where one
 * was reported.
 *
 * <p>One shows only where there are several files: that a busy one starves the others and the
 * search for new ones (fluent-bit 465). See {@code FollowedFilesTest}.
 */
class FifteenPainsTest {

  private static final LineLimit LIMIT = new LineLimit(1024, LongLine.SPLIT);
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path folder;

  private TailedPath file;

  @BeforeEach
  void followThePath() throws IOException {
    follow(LineSettings.singleLines(LIMIT));
  }

  @AfterEach
  void close() {
    file.close();
  }

  /** fluent-bit 10414: rotated files were dropped when their time was over, also while paused. */
  @Test
  void shouldReadARotatedFileToItsEndHoweverLongReadingWasPaused() {
    file.append("1\n").start().read().append("2\n").moveTo("app.log.1").append("3\n").readOnce();
    file.pass(HOUR);
    file.readPastRotationWait();

    assertLines("1", "2", "3");
  }

  /** vector 22954: what was rotated while the collector was down was lost. */
  @Test
  void shouldReadEveryRotationOfAnOutage() throws IOException {
    file.append("1\n").start().read().append("2\n").close();
    file.moveTo("app.log.2").append("3\n").moveTo("app.log.1").append("4\n");
    setModified("app.log.2", 1);
    setModified("app.log.1", 2);
    file.start().readPastRotationWait().readPastRotationWait();

    assertLines("1", "2", "3", "4");
  }

  /** beats 39731, 45300, opentelemetry 43693: copytruncate doubled everything, or lost lines. */
  @Test
  void shouldNeitherDoubleNorLoseLinesWhenTheFileIsCopiedAndTruncated() {
    file.append("1\n2\n").start().read().append("3\n").copyTo("app.log.1").truncate();
    file.append("4\n").readPastRotationWait().restart().readPastRotationWait();

    assertLines("1", "2", "3", "4");
  }

  /** beats 36541: late acknowledgements moved the cursor past the end of a truncated file. */
  @Test
  void shouldCountPositionsFromTheBeginningInANewEpochAfterATruncation() throws IOException {
    file.append("one\ntwo\nthree\n").start().read();
    FilePosition before = file.committed();
    file.truncate().append("4\n").read();

    assertEquals(Files.size(file.path), file.committed().position());
    assertTrue(file.committed().epoch() > before.epoch());
    file.restart().append("5\n").read();
    assertLines("one", "two", "three", "4", "5");
  }

  /** beats 1341, vector 25079, opentelemetry 46496: another file was taken for the one before. */
  @Test
  void shouldTellAFileWithTheSameInodeAndBeginningFromTheOneBefore() throws IOException {
    String header = "#".repeat(1100);
    file.append(header + "\nfirst\n").start().read();
    FileIdentity first = file.committed().identity();
    file.close();
    // Written anew in its place, for no test can have a certain inode given to a new file.
    file.truncate().append(header + "\nother\nlines\n");
    assertEquals(first, FileStat.of(file.path).orElseThrow().identity());
    file.start().readPastRotationWait();

    assertEquals(
        List.of("first", "other", "lines"),
        file.lines.stream().filter(line -> !line.startsWith("#")).toList());
  }

  /** beats 44780: files under 1 KiB were never read. */
  @Test
  void shouldReadAFileFromItsFirstByteAndKnowItAgain() {
    file.append("\n").start().read().restart().append("1\n").read().restart().append("2\n").read();

    assertLines("", "1", "2");
  }

  /** beats 46923, 47247: the last lines of a file that had been quiet were lost. */
  @Test
  void shouldReadTheLastLinesOfAFileThatWasQuietAndIsDeleted() {
    file.append("1\n").start().read().pass(HOUR);
    file.read().append("2\n").delete().readPastRotationWait();

    assertLines("1", "2");
  }

  /** beats 50738: reading went on behind lines that were never acknowledged. */
  @Test
  void shouldGoOnBehindTheLastCommittedLineAndNoFurther() {
    file.append("1\n2\n3\n").start().read();
    file.rollBack(2);
    file.restart().read();

    assertLines("1", "2", "3");
  }

  /** fluent-bit 11265: the offset was behind a line of which only a part was there. */
  @Test
  void shouldCommitTheEndOfTheLastWholeLine() {
    file.append("1\nhal").start().read();
    assertEquals(2, file.committed().position());

    file.restart().append("f\n").read();
    assertLines("1", "half");
  }

  /** fluent-bit 3926: the group that was being read was lost by a pause or a restart. */
  @Test
  void shouldKeepAGroupOfLinesWholeThroughAPauseAndARestart() throws IOException {
    Multiline trace = new Multiline("^ ", false, Match.AFTER, 500, Duration.ofSeconds(5));
    follow(LineSettings.groups(StandardCharsets.UTF_8, LIMIT, trace, Duration.ZERO));
    file.append("1\nerror\n at x\n").start().read();
    assertEquals(2, file.committed().position());

    file.append(" at y\n").pass(HOUR);
    file.read().restart().append(" at z\n").read();
    assertLines("1");

    file.append("2\n3\n").read();
    assertLines("1", "error\n at x\n at y\n at z", "2");
  }

  /** opentelemetry 32170, 35042: what was flushed early could not be told from whole lines. */
  @Test
  void shouldMarkWhatIsSentBeforeItsEndCame() throws IOException {
    follow(LineSettings.singleLines(StandardCharsets.UTF_8, LIMIT, Duration.ofSeconds(5)));
    file.append("hal").start().read().append("f").read();
    assertLines();

    file.pass(Duration.ofSeconds(6));
    file.read().append(" a line\nnext\n").read();
    assertLines("half", " a line", "next");
    assertEquals(List.of("[partial]", "[continued]", "[]"), file.marks);
  }

  /** fluent-bit 370, 10435: one long line ended the reading of its file. */
  @Test
  void shouldGoOnBehindALineThatIsTooLong() {
    file.append("1\n" + "x".repeat(1500) + "\n2\n").start().read();

    assertLines("1", "x".repeat(1024), "x".repeat(476), "2");
  }

  /** opentelemetry 40523, vector 7990: what had been sent was sent again when it was compressed. */
  @Test
  void shouldNotSendARotationAgainThatIsCompressed() throws IOException {
    file.append("first\n").start().read().moveTo("app.log.1");
    file.append("second\n").readPastRotationWait();
    FileTime later = FileTime.from(Instant.now().plusSeconds(60));
    GzipTool.compressAt(file.sibling("app.log.1"), later);
    file.moveTo("app.log.2").append("third\n").readPastRotationWait().readPastRotationWait();

    assertLines("first", "second", "third");
  }

  /** opentelemetry 46105: the lines that were compressed before they were read came as garbage. */
  @Test
  void shouldGoOnInACompressedRotationWhenItIsWhole() throws IOException {
    file.append("1\n").start().read().append("2\n").close();
    Path compressed = GzipTool.compress(file.path, file.sibling("app.log.1.gz"));
    byte[] whole = Files.readAllBytes(compressed);
    Files.write(compressed, Arrays.copyOf(whole, whole.length - 1));
    file.append("3\n").start().readPastRotationWait();
    assertLines("1");

    Files.write(compressed, whole);
    file.readPastRotationWait();
    assertLines("1", "2", "3");
  }

  /** vector 11742, 17349: deleted files were kept open, and so their space was never free again. */
  @Test
  void shouldKeepNoDeletedFileOpen() throws IOException {
    file.append("0\n").start().read();
    for (int i = 1; i <= 20; i++) {
      file.append("late\n").moveTo("app.log.1").append(i + "\n").read();
      Files.delete(file.sibling("app.log.1"));
    }
    file.readPastRotationWait().pass(HOUR);
    file.read();

    assertEquals(41, file.lines.size());
    assertEquals(1, OpenDescriptors.below(file.folder));
    file.delete().readPastRotationWait().pass(HOUR);
    file.read();
    assertEquals(0, OpenDescriptors.below(file.folder));
  }

  /**
   * file-pulse 81, 83, 485: the next file was begun an hour later. spooldir 16: no acknowledgement.
   */
  @Test
  void shouldBeginTheNextFileSecondsAfterTheRotation() {
    file.append("1\n").start().read().moveTo("app.log.1").append("2\n").read();
    Duration rotated = file.time();
    while (file.lines.size() < 2) {
      file.read();
    }

    assertTrue(file.time().minus(rotated).compareTo(Duration.ofSeconds(3)) < 0);
    assertEquals(2, file.committed().position());
  }

  private void follow(LineSettings settings) throws IOException {
    file = new TailedPath(Files.createTempDirectory(folder, "logs"), settings);
  }

  private void setModified(String name, long second) throws IOException {
    Files.setLastModifiedTime(file.sibling(name), FileTime.fromMillis(1000 * second));
  }

  private void assertLines(String... expected) {
    assertEquals(List.of(expected), file.lines);
  }
}
