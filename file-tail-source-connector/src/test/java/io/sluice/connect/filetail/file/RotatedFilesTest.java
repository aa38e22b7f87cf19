package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.connect.filetail.metrics.ShownFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is, and what is not, taken for a rotation of the file that is followed. */
class RotatedFilesTest {

  /** Later than anything that is written while a test runs, however long that takes. */
  private static final long START = System.currentTimeMillis() + 3_600_000;

  @TempDir Path folder;

  private TailedPath file;

  @BeforeEach
  void followThePath() throws IOException {
    file = new TailedPath(Files.createDirectory(folder.resolve("logs")));
  }

  @AfterEach
  void close() {
    file.close();
  }

  @Test
  void shouldNotSendAnOldRotationWhenAnEmptyFileIsDeletedOrTruncated() {
    file.appendTo(file.sibling("app.log.1"), "old\n").append("").start().read();
    file.delete().readPastRotationWait().append("part").read().truncate().readPastRotationWait();
    file.append("new\n").read();

    assertLines("new");
  }

  @Test
  void shouldNotTakeAnOlderRotationWithTheSameHeaderForACopy() {
    file.appendTo(file.sibling("app.log.1"), "#header\nold\n");
    file.append("#header\n")
        .start()
        .read()
        .truncate()
        .read()
        .append("#header\nx\n")
        .readPastRotationWait();

    assertLines("#header", "#header", "x");
  }

  @Test
  void shouldLeaveAnotherProgramsLogAloneThoughItsNameLooksLikeARotation() throws IOException {
    file.append("1\n").start().read();
    Path other = file.sibling("app-8080.log");
    file.appendTo(other, "foreign\n").moveTo("app.log.1").append("2\n").readPastRotationWait();
    setModified(other, 50);
    file.close();
    file.append("3\n").moveTo("app.log.2").append("4\n");
    setModified(file.sibling("app.log.2"), 10);
    file.start().readPastRotationWait();

    assertLines("1", "2", "3", "4");
  }

  @Test
  void shouldReadWhatWasCopiedAwayBetweenTwoLooks() throws IOException {
    file.append("1\n").start().read().append("2\n").copyTo("app.log.2").truncate();
    setModified(file.sibling("app.log.2"), 1);
    file.append("3\n").copyTo("app.log.1").truncate().append("4\n");
    setModified(file.sibling("app.log.1"), 2);
    file.readPastRotationWait();

    assertLines("1", "2", "3", "4");
  }

  @Test
  void shouldNotTakeACompressedFileForTheCopyOfOneThatGotItsInode() throws IOException {
    String alike = "y".repeat(1100);
    file.append(alike + "1\n").start().read().moveTo("app.log.1");
    Path first = file.sibling("app.log.1");
    setModified(first, 1);
    file.append(alike + "2\n").readPastRotationWait().moveTo("app.log.2");
    Path second = file.sibling("app.log.2");
    setModified(second, 2);
    file.append(alike + "3\n").readPastRotationWait();
    // Both of them are deleted, and what is compressed, and what is new, get their inodes.
    Files.write(second, GzipTool.member(Files.readAllBytes(first)));
    Files.move(second, file.sibling("app.log.9.gz"));
    setModified(file.sibling("app.log.9.gz"), 1);
    Files.writeString(first, alike + "444\n");
    file.moveTo("app.log.2");
    setModified(file.sibling("app.log.2"), 3);
    Files.move(first, file.path);
    setModified(file.path, 4);
    file.read().copyTo("app.log.1").truncate().append(alike + "5\n");
    setModified(file.sibling("app.log.1"), 5);
    file.readPastRotationWait().readPastRotationWait();

    assertLines(alike + "1", alike + "2", alike + "3", alike + "444", alike + "5");
  }

  @Test
  void shouldReadWhatWasRotatedAwayBetweenTwoLooks() throws IOException {
    file.append("1\n").start().read().moveTo("app.log.2").append("2\n").moveTo("app.log.1");
    setModified(file.sibling("app.log.2"), 1);
    setModified(file.sibling("app.log.1"), 2);
    file.append("3\n").readPastRotationWait();

    assertLines("1", "2", "3");
  }

  @Test
  void shouldReadAllThatWasWrittenAndRotatedAwayInTheSameTickOfTheClock() throws IOException {
    file.append("1\n").start().read().moveTo("app.log.4");
    for (int number = 3; number > 0; number--) {
      file.append(5 - number + "\n").moveTo("app.log." + number);
    }
    for (int number = 4; number > 0; number--) {
      setModified(file.sibling("app.log." + number), 1);
    }
    file.append("5\n").readPastRotationWait().readPastRotationWait();

    assertLines("1", "2", "3", "4", "5");
  }

  @Test
  void shouldNotReadARotatedFileAgainBecauseItWasWrittenToLate() throws IOException {
    file.append("1\n").start().read().moveTo("app.log.1").append("2\n").readPastRotationWait();
    file.restart().read();
    file.appendTo(file.sibling("app.log.1"), "late\n");
    setModified(file.sibling("app.log.1"), 60);
    file.moveTo("app.log.0").append("3\n").readPastRotationWait();

    assertLines("1", "2", "3");
  }

  @Test
  void shouldNotReadAFileThatWasLeftEmptyOnceItReportedWhatCameLate() throws IOException {
    file.append("1\n").start().read().truncate().read();
    file.moveTo("app.log.1").append("2\n").readPastRotationWait();
    file.appendTo(file.sibling("app.log.1"), "late\n");
    setModified(file.sibling("app.log.1"), 60);
    file.read().moveTo("app.log.0").append("3\n").readPastRotationWait();

    assertLines("1", "2", "3");
  }

  @Test
  void shouldGoOnInAFileThatGetsItsPathBack() throws IOException {
    file.append("1\n").start().read().moveTo("app.log.1").append("2\n").readPastRotationWait();
    Files.delete(file.path);
    Files.move(file.sibling("app.log.1"), file.path);
    file.append("3\n").readPastRotationWait();

    assertLines("1", "2", "3");
  }

  @Test
  void shouldKnowTheCompressedCopyOfAFileThatGotItsPathBack() throws IOException {
    String first = "1".repeat(5000);
    file.append(first + "\n").start().read().moveTo("app.log.1");
    file.append("2\n").readPastRotationWait().delete();
    Files.move(file.sibling("app.log.1"), file.path);
    file.append("3\n").readPastRotationWait();
    file.append("4\n").copyTo("app.log.1").truncate().append("5\n");
    GzipTool.compress(file.sibling("app.log.1"));
    file.readPastRotationWait().readPastRotationWait();

    assertLines(first, "2", "3", "4", "5");
    assertEquals(0L, new ShownFile(file.fileCounts()).value("losses-total"));
  }

  @Test
  void shouldReadTheReadableSuccessorOfAFileThatWasCompressedMeanwhile() throws IOException {
    file.append("1\n").start().read().close();
    file.moveTo("app.log.2").append("2\n").moveTo("app.log.1").append("3\n");
    Files.delete(file.sibling("app.log.2"));
    file.appendTo(file.sibling("app.log.2.gz"), "compressed");
    setModified(file.sibling("app.log.2.gz"), 1);
    setModified(file.sibling("app.log.1"), 2);
    file.start().readPastRotationWait().readPastRotationWait();

    assertLines("1", "2", "3");
  }

  @Test
  void shouldFindTheRotatedFilesBesideTheTargetOfALink() throws IOException {
    Path target = Files.createDirectory(file.sibling("pod")).resolve("0.log");
    Files.createSymbolicLink(file.path, target);
    file.appendTo(target, "1\n").start().read().appendTo(target, "2\n").close();
    Files.move(target, target.resolveSibling("0.log.20261121-010203"));
    file.appendTo(target, "3\n").start().readPastRotationWait();

    assertLines("1", "2", "3");
  }

  @Test
  void shouldNotGlueTheLinesOfARewrittenFileTogether() {
    file.append("abc").start().read().truncate().append("a\nbcdef\n").read();

    assertLines("a", "bcdef");
  }

  @Test
  void shouldNotSendHalfALineBecauseTheFolderIsAway() throws IOException {
    file.append("1\n2").start().read();
    Path away = folder.resolve("away");
    Files.move(file.folder, away);
    file.readPastRotationWait();
    Files.move(away, file.folder);
    file.append("2\n").readPastRotationWait();

    assertLines("1", "22");
  }

  @Test
  void shouldNotSendHalfALineBecauseTheFolderThatItsLinkLeadsToIsAway() throws IOException {
    Path logs = Files.createDirectory(file.sibling("elsewhere"));
    Path target = logs.resolve("app.log");
    Files.writeString(target, "1\n2");
    Files.createSymbolicLink(file.path, target);
    file.start().read();
    Path away = file.sibling("away");
    Files.move(logs, away);
    file.readPastRotationWait();
    Files.move(away, logs);
    file.append("2\n").readPastRotationWait();

    assertLines("1", "22");
  }

  @Test
  void shouldKeepNoDescriptorOfWhatItHasLeft() throws IOException {
    file.append("0\n").start().read();
    for (int i = 1; i <= 20; i++) {
      file.moveTo("app.log." + i).append(i + "\n").readPastRotationWait();
      file.append("more\n").copyTo("app.log.copy-" + i).truncate().append("x\n").read();
    }
    file.readPastRotationWait();

    // The file itself, and the last one that was left, which is watched for a while.
    assertEquals(2, OpenDescriptors.below(file.folder));
    file.close();
    assertEquals(0, OpenDescriptors.below(file.folder));
    file.start();
  }

  private static void setModified(Path path, long second) throws IOException {
    Files.setLastModifiedTime(path, FileTime.fromMillis(START + 1000 * second));
  }

  private void assertLines(String... expected) {
    assertEquals(List.of(expected), file.lines);
  }
}
