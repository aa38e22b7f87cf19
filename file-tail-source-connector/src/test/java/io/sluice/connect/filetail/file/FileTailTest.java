package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTailTest {

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
  void shouldReadLinesInOrderAsTheyAreAppended() {
    file.append("one\ntwo\n").start().read();
    file.append("three\n").read().append("four\n").read();

    assertLines("one", "two", "three", "four");
    assertEquals(List.of(0L, 4L, 8L, 14L), file.starts);
  }

  @Test
  void shouldWaitForTheRestOfALine() {
    file.append("one\ntw").start().read();
    assertLines("one");

    file.append("o").read();
    assertLines("one");

    file.append("\n").read();
    assertLines("one", "two");
  }

  @Test
  void shouldTakeBothLineEndingsAndKeepEmptyLines() {
    file.append("one\r\n\r\n\ntwo\rwo\n").start().read();

    assertLines("one", "", "", "two\rwo");
  }

  @Test
  void shouldWaitForAFileThatDoesNotExistYet() {
    file.start(StartPosition.END).read();
    file.append("first\n").read();

    assertLines("first");
  }

  @Test
  void shouldBeginBehindTheLastWholeLineWhenAskedForTheEnd() {
    file.append("old\nold too\nhalf").start(StartPosition.END).read();
    file.append(" a line\nnew\n").read();

    assertLines("half a line", "new");
  }

  @Test
  void shouldGoOnBehindTheLastLineThatWasSent() {
    file.append("one\ntwo\nthr").start().read().restart().read();
    file.append("ee\n").read();

    assertLines("one", "two", "three");
  }

  @Test
  void shouldDrainRotatedFileBeforeReadingItsSuccessor() {
    file.append("1\n").start().read();
    file.moveTo("app.log.1").append("3\n").read();
    file.appendTo(file.sibling("app.log.1"), "2\n").readPastRotationWait();

    assertLines("1", "2", "3");
  }

  @Test
  void shouldReadTheRotatedFileWhileItsWriterHasNotGoneOver() {
    file.append("1\n").start().read().moveTo("app.log.1").append("");
    file.readPastRotationWait().appendTo(file.sibling("app.log.1"), "2\n").readPastRotationWait();
    file.append("3\n").readPastRotationWait();

    assertLines("1", "2", "3");
  }

  @Test
  void shouldReadTheRotatedFileWhileThereIsNoSuccessor() {
    file.append("1\n").start().read().moveTo("app.log.1");
    file.readPastRotationWait().appendTo(file.sibling("app.log.1"), "2\n").readPastRotationWait();
    file.append("3\n").readPastRotationWait();

    assertLines("1", "2", "3");
  }

  @Test
  void shouldSendTheLastLineOfARotatedFileThoughItHasNoEnding() {
    file.append("1\n2").start().read().moveTo("app.log.1").append("3\n").readPastRotationWait();

    assertLines("1", "2", "3");
  }

  @Test
  void shouldReadEveryGenerationWhenRotationIsFasterThanDraining() {
    file.append("1\n").start().read();
    file.moveTo("app.log.1").append("2\n").read();
    file.moveTo("app.log.2").append("3\n").read();
    file.moveTo("app.log.3").append("4\n");
    file.readPastRotationWait().readPastRotationWait().readPastRotationWait();

    assertLines("1", "2", "3", "4");
  }

  @Test
  void shouldReadARotatedFileToItsEndThoughItIsDeleted() throws IOException {
    file.append("1\n").start().read().append("2\n").moveTo("app.log.1").append("3\n");
    Files.delete(file.sibling("app.log.1"));
    file.readPastRotationWait();

    assertLines("1", "2", "3");
  }

  @Test
  void shouldReadARecreatedFileFromItsBeginning() {
    file.append("1\n2\n").start().read().delete().append("3\n").readPastRotationWait();

    assertLines("1", "2", "3");
  }

  @Test
  void shouldReadAFileThatIsRecreatedMuchLaterFromItsBeginning() {
    file.append("1\n2\n").start().read().delete().readPastRotationWait();
    file.append("another\n").readPastRotationWait();

    assertLines("1", "2", "another");
  }

  @Test
  void shouldReadATruncatedFileFromItsBeginning() {
    file.append("one\ntwo\n").start().read().truncate().append("3\n").read();

    assertLines("one", "two", "3");
  }

  @Test
  void shouldNoticeATruncationThoughTheFileHasGrownPastTheOldPosition() {
    file.append("one\ntwo\n").start().read().truncate();
    file.append("three\nfour\nfive\n").read();

    assertLines("one", "two", "three", "four", "five");
  }

  @Test
  void shouldFetchTheUnreadTailFromTheCopyOfACopytruncate() {
    file.append("1\n").start().read().append("2\n").copyTo("app.log.1").truncate();
    file.append("3\n").readPastRotationWait();

    assertLines("1", "2", "3");
  }

  @Test
  void shouldGoOnInTheRotatedFileAfterARestart() {
    file.append("1\n").start().read().append("2\n").close();
    file.moveTo("app.log.1").append("3\n").start().readPastRotationWait();

    assertLines("1", "2", "3");
  }

  @Test
  void shouldReadTheWholeChainOfRotationsAfterARestart() throws IOException {
    file.append("1\n").start().read().append("2\n").close();
    file.moveTo("app.log.3").append("3\n").moveTo("app.log.2").append("4\n").moveTo("app.log.1");
    file.append("5\n");
    setModified("app.log.3", 1);
    setModified("app.log.2", 2);
    setModified("app.log.1", 3);
    file.start().readPastRotationWait().readPastRotationWait().readPastRotationWait();

    assertLines("1", "2", "3", "4", "5");
  }

  @Test
  void shouldFindItsPlaceWhenTheRotatedFileHasTheSameBeginning() {
    file.append("same\nsame\n").start().read().append("old\n").close();
    file.moveTo("app.log.1").append("same\nsame\nnew\n").start().readPastRotationWait();

    assertLines("same", "same", "old", "same", "same", "new");
  }

  @Test
  void shouldFetchTheUnreadTailFromTheCopyAfterARestart() {
    file.append("1\n").start().read().append("2\n").close();
    file.copyTo("app.log.1").truncate().append("3\n").start().readPastRotationWait();

    assertLines("1", "2", "3");
  }

  @Test
  void shouldTellAReusedInodeFromTheFileThatHadIt() throws IOException {
    file.append("first file\n").start().read();
    FilePosition first = file.committed();
    file.close();
    file.delete().append("another file, longer\n");
    FileIdentity reused = FileStat.of(file.path).orElseThrow().identity();
    file.start(
            Optional.of(
                new FilePosition(
                    first.position(),
                    reused,
                    first.head(),
                    first.anchor(),
                    null,
                    first.epoch(),
                    Rotation.NONE)),
            StartPosition.BEGINNING)
        .read();

    assertLines("first file", "another file, longer");
  }

  @Test
  void shouldReadAFileToItsEndWhoseFolderIsGoneForGood() throws IOException {
    file.append("").start().read().append("1\n2");
    Files.delete(file.path);
    Files.delete(file.folder);

    file.readPastRotationWait();
    assertLines();
    file.readAfter(Duration.ofSeconds(61)).readPastRotationWait();

    assertLines("1", "2");
  }

  @Test
  void shouldNotReadAgainWhatComesBackWithItsFolder() throws IOException {
    file.append("1\n").start().read();
    Path away = folder.resolve("away");
    Files.move(file.folder, away);
    file.readPastRotationWait();
    Files.move(away, file.folder);
    file.read().append("2\n").read();

    assertLines("1", "2");
  }

  /** Each time it may come back with all that was in it. */
  @Test
  void shouldNotCutALineWhereItsFolderIsAwayAgainLongAfter() throws IOException {
    file.append("1\nha").start().read();
    for (String more : List.of("l", "f\n")) {
      Path away = folder.resolve("away");
      Files.move(file.folder, away);
      file.readPastRotationWait();
      Files.move(away, file.folder);
      file.read().append(more).readAfter(Duration.ofHours(1));
    }

    assertLines("1", "half");
  }

  @Test
  void shouldFollowALinkWithinTheAllowedFolders() throws IOException {
    Path target = file.sibling("target.log");
    file.appendTo(target, "1\n");
    Files.createSymbolicLink(file.path, target);
    file.start().read();

    assertLines("1");
  }

  @Test
  void shouldNotFollowALinkOutOfTheAllowedFolders() throws IOException {
    Path secret = folder.resolve("secret");
    file.appendTo(secret, "secret\n");
    Files.createSymbolicLink(file.path, secret);
    file.start().read();
    assertLines();

    Files.delete(file.path);
    file.append("log\n").read();
    assertLines("log");
  }

  @Test
  void shouldWaitWhileADirectoryHasThePath() throws IOException {
    Files.createDirectory(file.path);
    file.start().read();
    Files.delete(file.path);
    file.append("1\n").read();

    assertLines("1");
  }

  private void setModified(String name, long second) throws IOException {
    Files.setLastModifiedTime(file.sibling(name), FileTime.fromMillis(1000 * second));
  }

  private void assertLines(String... expected) {
    assertEquals(List.of(expected), file.lines);
  }

  @Test
  void shouldNoticeATruncationThoughTheLinesEndAlike() {
    String end = "x".repeat(100) + "\n";
    file.append("1" + end).start().read();
    file.truncate().append("2" + end + "3" + end).poll();

    assertEquals(List.of("1", "2", "3"), file.lines.stream().map(l -> l.substring(0, 1)).toList());
  }

  @Test
  void shouldNotReadACopyAgainThatEndsBeforeThePosition() throws IOException {
    FileTime before = FileTime.from(Instant.now().minusSeconds(10));
    FileTime copied = FileTime.from(Instant.now().minusSeconds(5));
    file.append("one\n");
    Files.setLastModifiedTime(file.path, before);
    file.start().read().copyTo("app.log.1");
    Files.setLastModifiedTime(file.sibling("app.log.1"), copied);
    file.append("two\n").poll().truncate().restart();
    file.append("three\n").readPastRotationWait();

    assertEquals(List.of("one", "two", "three"), file.lines);
  }
}
