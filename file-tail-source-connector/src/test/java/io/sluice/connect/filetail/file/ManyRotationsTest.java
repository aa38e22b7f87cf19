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

/** More rotations at once than files may be open of one path. */
class ManyRotationsTest {

  private static final long START = 1_700_000_000_000L;
  private static final int MANY = 100;

  @TempDir Path folder;

  private TailedPath file;
  private TailLog log;
  private int written;

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
  void shouldReadAllInOrderWithFewDescriptorsAfterAnOutage() throws IOException {
    writeNext();
    file.start().read().close();
    rotate(MANY);
    file.start();
    readToEndOf(MANY + 1);
    assertEquals(0L, shown("losses-total"), log::toString);
  }

  @Test
  void shouldWaitForAllThatAreReadAfterAnOutageAtOnce() throws IOException {
    writeNext();
    file.start().read().close();
    rotate(MANY);
    file.start();
    Duration begin = file.time();
    for (int i = 0; i < 10 * MANY && file.lines.size() <= MANY; i++) {
      file.read();
    }

    assertEquals(numbers(MANY + 1), file.lines, log::toString);
    Duration taken = file.time().minus(begin);
    assertTrue(
        taken.compareTo(TailedPath.ROTATION_WAIT.multipliedBy(2)) < 0, () -> "took " + taken);
  }

  @Test
  void shouldWaitForOneThatGrowsWhileItWaitsForItsTurn() throws IOException {
    writeNext();
    file.start().read().close();
    rotate(40);
    file.start();
    readUntil(8);
    file.appendTo(rotation(30), "late 30\n");
    setModified(rotation(30), 30);
    for (int i = 0; i < 10 * MANY && file.lines.size() < 31; i++) {
      file.read();
    }
    file.appendTo(rotation(30), "later 30\n");
    setModified(rotation(30), 30);
    readUntil(43);

    List<String> expected = numbers(41);
    expected.addAll(30, List.of("late 30", "later 30"));
    assertEquals(expected, file.lines, log::toString);
  }

  @Test
  void shouldReadAllInOrderWithFewDescriptorsAfterAPause() throws IOException {
    writeNext();
    file.start().read();
    rotate(MANY);
    readToEndOf(MANY + 1);
    assertEquals(0L, shown("losses-total"), log::toString);
  }

  @Test
  void shouldPutLinesTogetherThatManyCopiesCutInTwo() throws IOException {
    file.append("start\n0 be");
    setModified(file.path, 0);
    file.start().read().close();
    List<String> expected = new ArrayList<>(List.of("start"));
    for (int number = 1; number <= MANY; number++) {
      file.copyTo("app.log-" + (20260000 + number));
      setModified(file.sibling("app.log-" + (20260000 + number)), number);
      file.truncate().append("gun " + number + "\n" + number + " be");
      expected.add(number - 1 + " begun " + number);
    }
    setModified(file.path, MANY + 1);
    file.start();
    readUntil(MANY + 1);

    assertEquals(expected, file.lines, log::toString);
  }

  @Test
  void shouldReadThoseThatAreCompressedBeforeTheirTurn() throws IOException {
    writeNext();
    file.start().read().close();
    rotate(40);
    file.start().read();
    for (int number = 2; number <= 40; number++) {
      GzipTool.compress(rotation(number));
    }
    readToEndOf(41);
    assertEquals(0L, shown("losses-total"), log::toString);
  }

  @Test
  void shouldReadOnThroughMoreRotationsAndLateLines() throws IOException {
    writeNext();
    file.start().read().close();
    rotate(40);
    file.start().read();
    rotate(10);
    file.appendTo(rotation(15), "late 15\n");
    setModified(rotation(15), 1000);
    for (int i = 0; i < 60; i++) {
      file.readPastRotationWait();
    }

    List<String> expected = numbers(51);
    expected.add(15, "late 15");
    assertEquals(expected, file.lines, log::toString);
  }

  @Test
  void shouldReadOnBehindManyEmptyRotations() throws IOException {
    file.append("1\n");
    setModified(file.path, 0);
    file.start().read().close();
    for (int number = 1; number <= 40; number++) {
      Files.move(file.path, rotation(number));
      file.append("");
      setModified(file.path, number);
    }
    file.append("2\n").start();
    readUntil(2);

    assertEquals(numbers(2), file.lines, log::toString);
  }

  @Test
  void shouldPutALineTogetherThatGoesThroughMoreCopiesThanMayBeOpen() throws IOException {
    file.append("start\n0");
    setModified(file.path, 0);
    file.start().read().close();
    StringBuilder line = new StringBuilder("0");
    for (int number = 1; number <= 40; number++) {
      file.copyTo("app.log-" + (20260000 + number));
      setModified(rotation(number), number);
      file.truncate().append(number + ".");
      line.append(number).append('.');
    }
    file.append("\n");
    setModified(file.path, 41);
    file.start();
    for (int i = 0; i < 60; i++) {
      file.readPastRotationWait();
    }

    assertEquals(List.of("start", line.toString()), file.lines, log::toString);
  }

  @Test
  void shouldCutALineThatGoesThroughMoreCopiesThanAnybodyMakes() throws IOException {
    file.withMostOpen(3).append("start\n0");
    setModified(file.path, 0);
    file.start().read().close();
    StringBuilder line = new StringBuilder("0");
    for (int number = 1; number <= 150; number++) {
      file.copyTo("app.log-" + (20260000 + number));
      setModified(rotation(number), number);
      file.truncate().append(number + ".");
      line.append(number).append('.');
    }
    file.append("\nend\n");
    setModified(file.path, 151);
    file.start();
    for (int i = 0; i < 100; i++) {
      file.readPastRotationWait();
    }

    assertEquals("start" + line + "end", String.join("", file.lines), log::toString);
    assertEquals("end", file.lines.get(file.lines.size() - 1));
    assertTrue(file.lines.size() < 10, () -> file.lines.toString());
    assertTrue(log.count("goes on through 48 files and more, and is cut") > 0, log::toString);
    assertEquals(0L, shown("losses-total"), log::toString);
  }

  @Test
  void shouldGoOnInTheMiddleAfterARestart() throws IOException {
    writeNext();
    file.start().read().close();
    rotate(50);
    file.start();
    readUntil(30);
    file.restart();
    readToEndOf(51);
  }

  @Test
  void shouldTellOfThoseThatAreDeletedBeforeTheirTurn() throws IOException {
    writeNext();
    file.start().read().close();
    rotate(40);
    file.start().read();
    Files.delete(rotation(30));
    Files.delete(rotation(31));
    for (int i = 0; i < 60; i++) {
      file.readPastRotationWait();
    }

    List<String> expected = numbers(41);
    expected.removeAll(List.of("30", "31"));
    assertEquals(expected, file.lines, log::toString);
    assertEquals(2L, shown("losses-total"), log::toString);
    assertEquals(6L, shown("bytes-lost-total"));
  }

  @Test
  void shouldNotTellOfAnEmptyOneThatIsDeletedBeforeItsTurn() throws IOException {
    writeNext();
    file.start().read().close();
    rotate(40);
    Files.write(rotation(30), new byte[0]);
    setModified(rotation(30), 30);
    file.start().read();
    Files.delete(rotation(30));
    readUntil(40);

    List<String> expected = numbers(41);
    expected.remove("30");
    assertEquals(expected, file.lines, log::toString);
    assertEquals(0L, shown("losses-total"), log::toString);
  }

  @Test
  void shouldTellOfThePathsOwnThatWasEmptyWhenItWasSeenAndIsDeletedBeforeItsTurn()
      throws IOException {
    writeNext();
    file.start().read().close();
    rotate(40);
    Files.write(file.path, new byte[0]);
    file.start().read();
    file.append("unread\n");
    Files.move(file.path, rotation(41));
    file.append("41\n");
    Files.delete(rotation(41));
    readUntil(41);

    List<String> expected = numbers(40);
    expected.add("41");
    assertEquals(expected, file.lines, log::toString);
    assertEquals(1L, shown("losses-total"), log::toString);
  }

  @Test
  void shouldReadWhatIsLeftWhereThePathAndTheLastOpenFileAreDeleted() throws IOException {
    writeNext();
    file.start().read().close();
    rotate(40);
    file.start().read();
    file.delete();
    for (int number = 1; number <= 15; number++) {
      Files.delete(rotation(number));
    }
    for (int i = 0; i < 60; i++) {
      file.readPastRotationWait();
    }

    assertEquals(numbers(40), file.lines, log::toString);
    assertEquals(1L, shown("losses-total"), log::toString);
  }

  @Test
  void shouldReadRotationsWithNamesOfTwoFormsAfterAFileThatIsGone() throws IOException {
    writeNext();
    file.start().read().close();
    file.delete();
    rotateInTwoForms(24);
    file.start();
    readToEndOf(26);
    assertEquals(1L, shown("losses-total"), log::toString);
  }

  @Test
  void shouldReadRotationsWithNamesOfTwoFormsOfAPathThatHadNoFile() throws IOException {
    file.start().read();
    rotateInTwoForms(24);
    readToEndOf(25);
    assertEquals(0L, shown("losses-total"), log::toString);
  }

  @Test
  void shouldTellOfRotationsWithNamesOfAnotherFormThanThePositionsFileHas() throws IOException {
    writeNext();
    file.start().read().close();
    file.moveTo("app.log.2026-11-00");
    rotateInTwoForms(6);
    file.start();
    readUntil(5);

    assertEquals(List.of("1", "2", "4", "6", "8"), file.lines, log::toString);
    assertEquals(3, log.count("is left alone"), log::toString);
  }

  private void rotateInTwoForms(int times) throws IOException {
    for (int i = 0; i < times; i++) {
      writeNext();
      String day = String.format("app.log.2026-11-%02d", 1 + written / 2);
      file.moveTo(written % 2 == 0 ? day : day + ".1");
    }
    writeNext();
  }

  private void readToEndOf(int last) throws IOException {
    readUntil(last);
    assertEquals(numbers(last), file.lines, log::toString);
  }

  private void readUntil(int count) throws IOException {
    for (int i = 0; i < 10 * MANY && file.lines.size() < count; i++) {
      file.read().pass(TailedPath.ROTATION_WAIT);
      long open = OpenDescriptors.below(file.folder);
      assertTrue(open <= 20, () -> open + " descriptors");
    }
  }

  private void rotate(int times) throws IOException {
    for (int i = 0; i < times; i++) {
      Files.move(file.path, rotation(written));
      writeNext();
    }
  }

  private Path rotation(int number) {
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
