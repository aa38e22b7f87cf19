package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.filetail.metrics.ShownFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is copied and truncated more often between two looks than copies may be open. */
class ManyCopiesTest {

  private static final long START = 1_700_000_000_000L;
  private static final int MANY = 80;
  private static final int MOST_OPEN = 4;

  @TempDir Path folder;

  private TailedPath file;
  private TailLog log;
  private int written;
  private int copied;

  @BeforeEach
  void followThePath() throws IOException {
    log = new TailLog();
    file = new TailedPath(Files.createDirectory(folder.resolve("logs"))).withMostOpen(MOST_OPEN);
  }

  @AfterEach
  void close() {
    file.close();
    log.close();
  }

  @Test
  void shouldReadAllInOrderWithFewDescriptors() throws IOException {
    writeNext();
    file.start().read();
    writeNext();
    copyAndTruncate(MANY);
    readUntil(written);

    assertEquals(numbers(written), file.lines, log::toString);
    assertEquals(0L, shown("losses-total"), log::toString);
    assertEquals((long) MANY, shown("rotations-copied-total"));
  }

  @Test
  void shouldReadThoseInOrderThatWereMadeBeforeAnythingWasSeenOfTheFile() throws IOException {
    file.append("");
    setModified(file.path, 0);
    file.start().read();
    writeNext();
    copyAndTruncate(MANY);
    readUntil(written);

    assertEquals(numbers(written), file.lines, log::toString);
    assertEquals(0L, shown("losses-total"), log::toString);
  }

  @Test
  void shouldReadThoseInOrderThatWereMadeOfAFileThatWaits() throws IOException {
    writeNext();
    file.start().read();
    writeNext();
    file.moveTo("app.log-20250101").append("");
    setModified(file.path, written);
    file.read();
    writeNext();
    copyAndTruncate(MANY);
    readUntil(written);

    assertEquals(numbers(written), file.lines, log::toString);
    assertEquals(0L, shown("losses-total"), log::toString);
  }

  @Test
  void shouldReadOnThroughThoseThatAreMadeMeanwhile() throws IOException {
    writeNext();
    file.start().read();
    copyAndTruncate(MANY);
    readUntil(10);
    copyAndTruncate(10);
    readUntil(30);
    copyAndTruncate(10);
    readUntil(written);

    assertEquals(numbers(written), file.lines, log::toString);
    assertEquals(0L, shown("losses-total"), log::toString);
  }

  @Test
  void shouldPutALineTogetherThatGoesThroughAllOfThem() throws IOException {
    file.append("start\n0");
    setModified(file.path, ++written);
    file.start().read();
    StringBuilder line = new StringBuilder("0");
    for (int number = 1; number <= 10; number++) {
      copyAndTruncate();
      file.append("," + number);
      setModified(file.path, ++written);
      line.append(',').append(number);
    }
    file.append("\n");
    readUntil(2);

    assertEquals(List.of("start", line.toString()), file.lines, log::toString);
    assertEquals(0L, shown("losses-total"), log::toString);
  }

  @Test
  void shouldPutLinesTogetherThatTheyCutInTwo() throws IOException {
    file.append("start\n0 be");
    setModified(file.path, ++written);
    file.start().read();
    List<String> expected = new ArrayList<>(List.of("start"));
    for (int number = 1; number <= MANY; number++) {
      copyAndTruncate();
      file.append("gun " + number + "\n" + number + " be");
      setModified(file.path, ++written);
      expected.add(number - 1 + " begun " + number);
    }
    readUntil(expected.size());

    assertEquals(expected, file.lines, log::toString);
    assertEquals(0L, shown("losses-total"), log::toString);
  }

  @Test
  void shouldReadThoseThatAreCompressedBeforeTheirTurn() throws IOException {
    writeNext();
    file.start().read();
    copyAndTruncate(MANY);
    file.read();
    for (int number = 10; number < MANY; number++) {
      GzipTool.compress(copy(number));
    }
    readUntil(written);

    assertEquals(numbers(written), file.lines, log::toString);
    assertEquals(0L, shown("losses-total"), log::toString);
  }

  @Test
  void shouldTellOfThoseThatAreDeletedBeforeTheirTurn() throws IOException {
    writeNext();
    file.start().read();
    copyAndTruncate(MANY);
    file.readOnce();
    file.pass(TailedPath.ROTATION_WAIT).readOnce();
    Files.delete(copy(30));
    Files.delete(copy(31));
    readUntil(written - 2);

    List<String> expected = numbers(written);
    expected.removeAll(List.of("30", "31"));
    assertEquals(expected, file.lines, log::toString);
    assertEquals(2L, shown("losses-total"), log::toString);
    assertEquals(6L, shown("bytes-lost-total"));
  }

  @Test
  void shouldTellOfThoseThatAreDeletedOfAFileThatWaits() throws IOException {
    file.append("1\n");
    setModified(file.path, ++written);
    file.start().read();
    file.moveTo("app.log-20250101").append("");
    setModified(file.path, written);
    file.read();
    copyAndTruncate(10);
    file.pass(TailedPath.ROTATION_WAIT).readOnce();
    Files.delete(copy(8));
    readUntil(written - 1);

    List<String> expected = numbers(written);
    expected.remove("8");
    assertEquals(expected, file.lines, log::toString);
    assertEquals(1L, shown("losses-total"), log::toString);
  }

  @Test
  void shouldReadThoseThatFollowOneThatCannotBeReadAnyMore() throws IOException {
    writeNext();
    file.start().read();
    copyAndTruncate(10);
    while (file.lines.size() < 4) {
      file.pass(TailedPath.ROTATION_WAIT).readOnce();
    }
    file.disk.breakUp(copy(5));
    file.readFor(Duration.ofSeconds(70));

    List<String> expected = numbers(written);
    expected.remove("5");
    assertEquals(expected, file.lines, log::toString);
    assertEquals(1L, shown("losses-total"), log::toString);
  }

  @Test
  void shouldReadThoseThatFollowOneThatCannotBeReadThoughTheFileIsEmpty() throws IOException {
    writeNext();
    file.start().read();
    copyAndTruncate(9);
    copyAndTruncate();
    while (file.lines.size() < 4) {
      file.pass(TailedPath.ROTATION_WAIT).readOnce();
    }
    file.disk.breakUp(copy(5));
    file.readFor(Duration.ofSeconds(70));

    List<String> expected = numbers(written);
    expected.remove("5");
    assertEquals(expected, file.lines, log::toString);
  }

  @Test
  void shouldReadThoseOfAFileThatIsDeletedBeforeTheirTurn() throws IOException {
    writeNext();
    file.start().read();
    copyAndTruncate(20);
    file.pass(TailedPath.ROTATION_WAIT).readOnce();
    file.delete();
    readUntil(written);

    assertEquals(numbers(written), file.lines, log::toString);
    assertEquals(0L, shown("losses-total"), log::toString);
  }

  @Test
  void shouldReadThoseBeforeTheSuccessorOfADeletedFile() throws IOException {
    writeNext();
    file.start().read();
    copyAndTruncate(20);
    file.pass(TailedPath.ROTATION_WAIT).readOnce();
    file.delete();
    writeNext();
    readUntil(written);

    assertEquals(numbers(written), file.lines, log::toString);
    assertEquals(0L, shown("losses-total"), log::toString);
  }

  @Test
  void shouldGoOnInTheMiddleAfterARestart() throws IOException {
    writeNext();
    file.start().read();
    copyAndTruncate(MANY);
    for (int i = 0; i < 20; i++) {
      file.pass(TailedPath.ROTATION_WAIT).readOnce();
    }
    assertTrue(file.lines.size() < written, "all was read before the restart");
    file.restart();
    readUntil(written);

    assertEquals(numbers(written), file.lines, log::toString);
  }

  @Test
  void shouldTellHowManyBytesAreUnread() throws IOException {
    writeNext();
    file.start().read();
    // Seen, and not read, when it is truncated: it counts once, in the copy.
    file.append("a long line " + "x".repeat(1000));
    setModified(file.path, written);
    file.read();
    copyAndTruncate(MANY);
    file.pass(TailedPath.ROTATION_WAIT).readOnce();
    long unopened =
        numbers(MANY).stream()
            .skip(file.lines.size() + MOST_OPEN)
            .mapToLong(number -> number.length() + 1)
            .sum();

    long lag = (Long) shown("lag-bytes");
    long most = unopened + 3 * MOST_OPEN;
    assertTrue(lag >= unopened, () -> lag + " bytes, of at least " + unopened);
    assertTrue(lag <= most, () -> lag + " bytes, of at most " + most);
  }

  private void readUntil(int count) throws IOException {
    for (int i = 0; i < 10 * MANY && file.lines.size() < count; i++) {
      file.pass(TailedPath.ROTATION_WAIT).readOnce();
      long open = OpenDescriptors.below(file.folder);
      // One more may be watched for late lines.
      assertTrue(open <= MOST_OPEN + 1, () -> open + " descriptors");
    }
    file.readPastRotationWait();
  }

  private void copyAndTruncate(int times) throws IOException {
    for (int i = 0; i < times; i++) {
      copyAndTruncate();
      writeNext();
    }
  }

  private void copyAndTruncate() throws IOException {
    file.copyTo(copy(++copied).getFileName().toString());
    setModified(copy(copied), written);
    file.truncate();
  }

  private Path copy(int number) {
    return file.sibling("app.log-" + (20260000 + number));
  }

  private void writeNext() throws IOException {
    file.append(++written + "\n");
    setModified(file.path, written);
  }

  private static void setModified(Path file, int second) throws IOException {
    Files.setLastModifiedTime(file, FileTime.fromMillis(START + 1000L * second));
  }

  private static List<String> numbers(int last) {
    return new ArrayList<>(IntStream.rangeClosed(1, last).mapToObj(Integer::toString).toList());
  }

  private Object shown(String metric) {
    return new ShownFile(file.fileCounts()).value(metric);
  }
}
