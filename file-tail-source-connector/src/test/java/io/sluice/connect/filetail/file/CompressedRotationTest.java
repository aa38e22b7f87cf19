package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of rotations that were compressed before they were read to their end. */
class CompressedRotationTest {

  @TempDir Path folder;

  private final long start = System.currentTimeMillis();
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
  void shouldGoOnInTheFileThatWasCompressedWhileItWasDown() throws IOException {
    file.append("1\n").start().read().append("2\n").close();
    rotate("app.log.1", 1);
    compress("app.log.1");
    file.append("3\n").start().readPastRotationWait();

    assertLines("1", "2", "3");
  }

  @Test
  void shouldSendTheLastLineOfACompressedFileThoughItHasNoEnding() throws IOException {
    file.append("1\n2").start().read().close();
    rotate("app.log.1", 1);
    compress("app.log.1");
    file.append("3\n").start().readPastRotationWait();

    assertLines("1", "2", "3");
  }

  @Test
  void shouldGoOnInTheFileThatWasCompressedUnderItsOwnName() throws IOException {
    file.append("1\n").start().read().append("2\n").close();
    compress("app.log");
    file.append("3\n").start().readPastRotationWait();

    assertLines("1", "2", "3");
  }

  @Test
  void shouldReadAChainOfCompressedAndUncompressedRotationsOldestFirst() throws IOException {
    file.append("1\n").start().read().append("2\n").close();
    rotate("app.log.4", 1);
    compress("app.log.4");
    file.append("3\n");
    rotate("app.log.3", 2);
    file.append("4\n");
    rotate("app.log.2", 3);
    compress("app.log.2");
    file.append("5\n");
    rotate("app.log.1", 4);
    file.append("6\n").start();
    readOn();

    assertLines("1", "2", "3", "4", "5", "6");
  }

  @Test
  void shouldReadWhatWasCompressedAfterTheUncompressedFileOfItsPosition() throws IOException {
    file.append("1\n").start().read().append("2\n").close();
    rotate("app.log-20261101", 1);
    file.append("3\n");
    rotate("app.log-20261102", 2);
    compress("app.log-20261102");
    file.append("4\n").start();
    readOn();

    assertLines("1", "2", "3", "4");
  }

  @Test
  void shouldReadTheTailFromTheCompressedCopyOfATruncatedFile() throws IOException {
    file.append("1\n").start().read().append("2\n").copyTo("app.log.1").truncate();
    compress("app.log.1");
    file.append("3\n").readPastRotationWait();

    assertLines("1", "2", "3");
  }

  @Test
  void shouldReadTheTailFromTheCompressedCopyOfAFileThatWasTruncatedWhileItWasDown()
      throws IOException {
    file.append("1\n").start().read().append("2\n").close();
    file.copyTo("app.log.1").truncate();
    compress("app.log.1");
    file.append("3\n").start().readPastRotationWait();

    assertLines("1", "2", "3");
  }

  @Test
  void shouldReadEachCompressedCopyBetweenTwoLooks() throws IOException {
    file.append("1\n").start().read().append("2\n").copyTo("app.log.2").truncate();
    setModified("app.log.2", 1);
    compress("app.log.2");
    file.append("3\n").copyTo("app.log.1").truncate();
    setModified("app.log.1", 2);
    compress("app.log.1");
    file.append("4\n");
    readOn();

    assertLines("1", "2", "3", "4");
  }

  @Test
  void shouldReadWhatWasRotatedAndCompressedBetweenTwoLooks() throws IOException {
    file.append("1\n").start().read();
    rotate("app.log.2", 1);
    compress("app.log.2");
    file.append("2\n");
    rotate("app.log.1", 2);
    compress("app.log.1");
    file.append("3\n");
    readOn();

    assertLines("1", "2", "3");
  }

  @Test
  void shouldReadMembersThatStandOneAfterTheOther() throws IOException {
    file.append("1\n").start().read().append("2\n3\n4\n").delete().close();
    write(
        "app.log.1.gz",
        GzipTool.join(GzipTool.member("1\n2"), GzipTool.member("\n3\n"), GzipTool.member("4\n")));
    file.append("5\n").start();
    readOn();

    assertLines("1", "2", "3", "4", "5");
  }

  @Test
  void shouldNotSendADrainedRotationAgainWhenItIsCompressed() throws IOException {
    file.append("1\n").start().read();
    for (int i = 2; i <= 5; i++) {
      rotate("app.log-202611" + (10 + i), i);
      file.append(i + "\n").readPastRotationWait();
      compress("app.log-202611" + (10 + i));
      file.readPastRotationWait();
    }

    assertLines("1", "2", "3", "4", "5");
  }

  @Test
  void shouldNotSendADrainedRotationAgainWhenItIsCompressedAndLooksNew() throws IOException {
    file.append("1\n").start().read();
    rotate("app.log.1", 1);
    file.append("2\n").readPastRotationWait();
    Files.move(file.sibling("app.log.1"), file.sibling("app.log.2"));
    compressAt("app.log.2", 50);
    rotate("app.log.1", 2);
    file.append("3\n");
    readOn();
    file.restart().append("4\n");
    readOn();

    assertLines("1", "2", "3", "4");
  }

  /** Nothing but the content tells them apart: the names have no order, the times are wrong. */
  @Test
  void shouldKnowADrainedRotationByItsContentWhenItIsCompressed() throws IOException {
    file.append("first\n").start().read();
    rotate("app.log.1", 1);
    file.append("second\n").readPastRotationWait();
    compressAt("app.log.1", 50);
    rotate("app.log.2", 2);
    file.append("third\n");
    readOn();

    assertLines("first", "second", "third");
  }

  @Test
  void shouldKnowADrainedCopyByItsContentWhenItIsCompressed() throws IOException {
    file.append("1\n").start().read().append("2\n").copyTo("app.log.1").truncate();
    file.append("3\n").readPastRotationWait();
    compressAt("app.log.1", 50);
    file.append("4\n").read().append("5\n").copyTo("app.log.2").truncate().append("6\n");
    readOn();

    assertLines("1", "2", "3", "4", "5", "6");
  }

  @Test
  void shouldKnowAnOlderRotationByItsContentWhenItIsCompressed() throws IOException {
    file.appendTo(file.sibling("app.log.1"), "old\n").append("1\n").start().read();
    compressAt("app.log.1", 50);
    rotate("app.log.2", 2);
    file.append("2\n");
    readOn();

    assertLines("1", "2");
  }

  @Test
  void shouldNotTakeAMissedFileForADrainedOneWithTheSameBeginning() throws IOException {
    file.append("#header\n").start().read();
    rotate("app.log.3", 1);
    file.append("#header\n1\n").readPastRotationWait();
    compress("app.log.3");
    rotate("app.log.2", 2);
    file.append("#header\n2\n");
    rotate("app.log.1", 3);
    compress("app.log.1");
    file.append("3\n");
    readOn();

    assertLines("#header", "#header", "1", "#header", "2", "3");
  }

  @Test
  void shouldReadAFileOnceThatIsCompressedWhileItIsOpen() throws IOException {
    file.append("1\n").start().read().append("2\n");
    rotate("app.log.1", 1);
    compressAt("app.log.1", 50);
    file.append("3\n");
    readOn();

    assertLines("1", "2", "3");
  }

  @Test
  void shouldNotTakeOlderCompressedFilesForSuccessorsAfterARestart() throws IOException {
    file.append("1\n").start().read();
    rotate("app.log.1", 1);
    file.append("2\n").readPastRotationWait().close();
    Files.move(file.sibling("app.log.1"), file.sibling("app.log.2"));
    compress("app.log.2");
    rotate("app.log.1", 2);
    file.append("3\n").start();
    readOn();

    assertLines("1", "2", "3");
  }

  @Test
  void shouldNotTakeOlderFilesForSuccessorsThoughTheyWereCompressedLater() throws IOException {
    file.append("1\n").start().read();
    rotate("app.log.1", 1);
    file.append("2\n").readPastRotationWait().close();
    Files.move(file.sibling("app.log.1"), file.sibling("app.log.2"));
    rotate("app.log.1", 2);
    compressAt("app.log.2", 50);
    file.append("3\n").start();
    readOn();

    assertLines("1", "2", "3");
  }

  @Test
  void shouldReadTheSuccessorsOfAFileThatWasCompressedAfterThemInTheirOrder() throws IOException {
    file.append("1\n").start().read().append("2\n").close();
    rotate("app.log.3", 1);
    file.append("3\n");
    rotate("app.log.2", 2);
    file.append("4\n");
    rotate("app.log.1", 3);
    compressAt("app.log.3", 40);
    compressAt("app.log.2", 50);
    file.append("5\n").start();
    readOn();

    assertLines("1", "2", "3", "4", "5");
  }

  @Test
  void shouldWaitUntilACompressedFileIsComplete() throws IOException {
    file.append("1\n").start().read().append("2\n").delete().close();
    byte[] whole = GzipTool.member("1\n2\n");
    file.append("3\n");
    write("app.log.1.gz", new byte[0]);
    file.start();
    for (int length = 1; length < whole.length; length++) {
      write("app.log.1.gz", Arrays.copyOf(whole, length));
      file.pass(Duration.ofSeconds(length % 3)).read();
      assertLines("1");
    }
    write("app.log.1.gz", whole);
    readOn();

    assertLines("1", "2", "3");
  }

  @Test
  void shouldNotForgetATruncationWhileTheCopyIsBeingCompressed() throws IOException {
    file.append("1\n").start().read().append("2\n").read();
    file.append("3\n").truncate();
    byte[] whole = GzipTool.member("1\n2\n3\n");
    write("app.log.1.gz", Arrays.copyOf(whole, whole.length - 5));
    file.append("a\n").read().append("b\n").read().append("c\n").read().append("d\n").read();
    assertLines("1", "2");

    write("app.log.1.gz", whole);
    readOn();
    assertLines("1", "2", "3", "a", "b", "c", "d");
  }

  @Test
  void shouldUseTheUncompressedFileWhileItIsBeingCompressed() throws IOException {
    file.append("1\n").start().read().append("2\n").close();
    rotate("app.log.1", 1);
    byte[] whole = GzipTool.member("1\n2\n");
    write("app.log.1.gz", Arrays.copyOf(whole, 12));
    file.append("3\n").start().read();
    assertLines("1", "2");

    write("app.log.1.gz", whole);
    Files.delete(file.sibling("app.log.1"));
    readOn();
    assertLines("1", "2", "3");
  }

  @Test
  void shouldUseWhatIsIntactOfAFileThatStaysBroken() throws IOException {
    String[] lines = IntStream.range(0, 20_000).mapToObj(i -> "line " + i).toArray(String[]::new);
    file.append(lines[0] + "\n").start().read().delete().close();
    byte[] whole = GzipTool.member(String.join("\n", lines) + "\n");
    write("app.log.1.gz", Arrays.copyOf(whole, whole.length / 2));
    file.append("next\n").start();
    readOn();
    assertLines(lines[0]);

    file.pass(Duration.ofMinutes(1));
    readOn();
    assertEquals("next", file.lines.get(file.lines.size() - 1));
    int intact = file.lines.size() - 2;
    assertEquals(Arrays.asList(lines).subList(0, intact), file.lines.subList(0, intact));
  }

  @Test
  void shouldSendTheLinesOfAFileWithAWrongChecksumAfterAWhile() throws IOException {
    file.append("1\n").start().read().append("2\n").delete().close();
    byte[] first = GzipTool.member("1\n2\n");
    first[first.length - 8] ^= 1;
    write("app.log.1.gz", GzipTool.join(first, GzipTool.member("3\n")));
    file.append("4\n").start();
    readOn();
    assertLines("1");

    file.pass(Duration.ofMinutes(1));
    readOn();
    assertLines("1", "2", "3", "4");
  }

  @Test
  void shouldNotWaitForAFileThatIsNoGzipFileWhateverItsName() throws IOException {
    file.append("1\n").start().read().delete().close();
    write("app.log.1.gz", "plain text\n".getBytes());
    file.append("2\n").start().readPastRotationWait();

    assertLines("1", "2");
  }

  @Test
  void shouldGoOnFromEachOffsetThatItHandedOut() throws IOException {
    String[] lines = IntStream.range(0, 12).mapToObj(i -> "line " + i).toArray(String[]::new);
    file.append(lines[0] + "\n").start().read();
    for (int i = 1; i < 4; i++) {
      file.append(lines[i] + "\n");
    }
    file.close();
    rotate("app.log.2", 1);
    compress("app.log.2");
    for (int i = 4; i < 8; i++) {
      file.append(lines[i] + "\n");
    }
    rotate("app.log.1", 2);
    compress("app.log.1");
    for (int i = 8; i < 12; i++) {
      file.append(lines[i] + "\n");
    }
    file.start();
    readOn();
    assertLines(lines);
    file.close();
    Files.move(file.sibling("app.log.2.gz"), file.sibling("app.log.3.gz"));
    Files.move(file.sibling("app.log.1.gz"), file.sibling("app.log.2.gz"));
    List<Map<String, Object>> offsets = List.copyOf(file.offsets);
    for (int i = 0; i < offsets.size(); i++) {
      file.lines.clear();
      file.start(Optional.of(FilePosition.fromOffset(offsets.get(i))), StartPosition.BEGINNING);
      readOn();
      assertEquals(Arrays.asList(lines).subList(i + 1, 12), file.lines, "after line " + i);
      file.close();
    }
    file.start();
  }

  @Test
  void shouldGoOnThoughAFileTakesManySlicesToReadThrough() throws IOException {
    String line = "x".repeat(99) + "\n";
    String block = line.repeat(20_000);
    file.append(block + "1\n").start().read().append(block + "2\n").close();
    int read = file.lines.size();
    rotate("app.log.1", 1);
    compress("app.log.1");
    file.append("3\n").withTimePerLook(Duration.ofMillis(3)).start();
    file.read();
    assertEquals(read, file.lines.size());

    for (int i = 0; i < 60; i++) {
      file.read();
    }
    assertEquals(2 * read + 1, file.lines.size());
    assertEquals(List.of("2", "3"), file.lines.subList(2 * read - 1, 2 * read + 1));
  }

  private void readOn() {
    for (int i = 0; i < 6; i++) {
      file.readPastRotationWait();
    }
  }

  /** Rotations are a second apart at least; the file system's clock ticks too slowly for a test. */
  private void rotate(String name, long second) throws IOException {
    file.moveTo(name);
    setModified(name, second);
  }

  private void compress(String name) throws IOException {
    GzipTool.compress(file.sibling(name));
  }

  private void compressAt(String name, long second) throws IOException {
    GzipTool.compressAt(file.sibling(name), time(second));
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(
        file.sibling(name), bytes, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    setModified(name, 5);
  }

  private void setModified(String name, long second) throws IOException {
    Files.setLastModifiedTime(file.sibling(name), time(second));
  }

  private FileTime time(long second) {
    return FileTime.fromMillis(start + 1000 * second);
  }

  private void assertLines(String... expected) {
    assertEquals(List.of(expected), file.lines);
  }
}
