package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More rotations at once than files may be open of one path. */
class ManyRotationsTest {

  private static final int MANY = 100;

  private ManyRotations many;
  private TailedPath file;

  @BeforeEach
  void followThePath(@TempDir Path folder) throws IOException {
    many = new ManyRotations(folder);
    file = many.file;
  }

  @AfterEach
  void close() {
    many.close();
  }

  @Test
  void shouldReadAllInOrderWithFewDescriptorsAfterAnOutage() throws IOException {
    many.writeNext();
    file.start().read().close();
    many.rotate(MANY);
    file.start();
    many.readToEndOf(MANY + 1);
    assertEquals(0L, many.shown("losses-total"), many.log::toString);
  }

  @Test
  void shouldOpenEachOfThemOnlyAFewTimesAtALook() throws IOException {
    many.writeNext();
    file.start().read().close();
    many.rotate(MANY);
    file.disk.opened = 0;
    file.start().readOnce();

    assertTrue(file.disk.opened < 2 * MANY, () -> file.disk.opened + " times");
  }

  @Test
  void shouldOpenEachOfThemOnlyAFewTimesAtALookAfterAPause() throws IOException {
    many.writeNext();
    file.start().read();
    many.rotate(MANY);
    file.disk.opened = 0;
    file.read();

    assertTrue(file.disk.opened < 3 * MANY, () -> file.disk.opened + " times");
  }

  @Test
  void shouldWaitForAllThatAreReadAfterAnOutageAtOnce() throws IOException {
    many.writeNext();
    file.start().read().close();
    many.rotate(MANY);
    file.start();
    Duration begin = file.time();
    for (int i = 0; i < 10 * MANY && file.lines.size() <= MANY; i++) {
      file.read();
    }

    assertEquals(ManyRotations.numbers(MANY + 1), file.lines, many.log::toString);
    Duration taken = file.time().minus(begin);
    assertTrue(
        taken.compareTo(TailedPath.ROTATION_WAIT.multipliedBy(2)) < 0, () -> "took " + taken);
  }

  @Test
  void shouldReadAllInOrderWithFewDescriptorsAfterAPause() throws IOException {
    many.writeNext();
    file.start().read();
    many.rotate(MANY);
    many.readToEndOf(MANY + 1);
    assertEquals(0L, many.shown("losses-total"), many.log::toString);
  }

  @Test
  void shouldPutLinesTogetherThatManyCopiesCutInTwo() throws IOException {
    file.append("start\n0 be");
    many.setModified(file.path, 0);
    file.start().read().close();
    List<String> expected = new ArrayList<>(List.of("start"));
    for (int number = 1; number <= MANY; number++) {
      file.copyTo("app.log-" + (20260000 + number));
      many.setModified(file.sibling("app.log-" + (20260000 + number)), number);
      file.truncate().append("gun " + number + "\n" + number + " be");
      expected.add(number - 1 + " begun " + number);
    }
    many.setModified(file.path, MANY + 1);
    file.start();
    many.readUntil(MANY + 1);

    assertEquals(expected, file.lines, many.log::toString);
  }

  @Test
  void shouldReadOnBehindManyEmptyRotations() throws IOException {
    file.append("1\n");
    many.setModified(file.path, 0);
    file.start().read().close();
    for (int number = 1; number <= 40; number++) {
      Files.move(file.path, many.rotation(number));
      file.append("");
      many.setModified(file.path, number);
    }
    file.append("2\n").start();
    many.readUntil(2);

    assertEquals(ManyRotations.numbers(2), file.lines, many.log::toString);
  }

  @Test
  void shouldPutALineTogetherThatGoesThroughMoreCopiesThanMayBeOpen() throws IOException {
    file.append("start\n0");
    many.setModified(file.path, 0);
    file.start().read().close();
    StringBuilder line = new StringBuilder("0");
    for (int number = 1; number <= 40; number++) {
      file.copyTo("app.log-" + (20260000 + number));
      many.setModified(many.rotation(number), number);
      file.truncate().append(number + ".");
      line.append(number).append('.');
    }
    file.append("\n");
    many.setModified(file.path, 41);
    file.start();
    for (int i = 0; i < 60; i++) {
      file.readPastRotationWait();
    }

    assertEquals(List.of("start", line.toString()), file.lines, many.log::toString);
  }

  @Test
  void shouldCutALineThatGoesThroughMoreCopiesThanAnybodyMakes() throws IOException {
    file.withMostOpen(3).append("start\n0");
    many.setModified(file.path, 0);
    file.start().read().close();
    StringBuilder line = new StringBuilder("0");
    for (int number = 1; number <= 150; number++) {
      file.copyTo("app.log-" + (20260000 + number));
      many.setModified(many.rotation(number), number);
      file.truncate().append(number + ".");
      line.append(number).append('.');
    }
    file.append("\nend\n");
    many.setModified(file.path, 151);
    file.start();
    for (int i = 0; i < 100; i++) {
      file.readPastRotationWait();
    }

    assertEquals("start" + line + "end", String.join("", file.lines), many.log::toString);
    assertEquals("end", file.lines.get(file.lines.size() - 1));
    assertTrue(file.lines.size() < 10, () -> file.lines.toString());
    assertTrue(
        many.log.count("goes on through 48 files and more, and is cut") > 0, many.log::toString);
    assertEquals(0L, many.shown("losses-total"), many.log::toString);
  }

  @Test
  void shouldGoOnInTheMiddleAfterARestart() throws IOException {
    many.writeNext();
    file.start().read().close();
    many.rotate(50);
    file.start();
    many.readUntil(30);
    file.restart();
    many.readToEndOf(51);
  }

  @Test
  void shouldReadRotationsWithNamesOfTwoFormsAfterAFileThatIsGone() throws IOException {
    many.writeNext();
    file.start().read().close();
    file.delete();
    many.rotateInTwoForms(24);
    file.start();
    many.readToEndOf(26);
    assertEquals(1L, many.shown("losses-total"), many.log::toString);
  }

  @Test
  void shouldReadRotationsWithNamesOfTwoFormsOfAPathThatHadNoFile() throws IOException {
    file.start().read();
    many.rotateInTwoForms(24);
    many.readToEndOf(25);
    assertEquals(0L, many.shown("losses-total"), many.log::toString);
  }

  @Test
  void shouldTellOfRotationsWithNamesOfAnotherFormThanThePositionsFileHas() throws IOException {
    many.writeNext();
    file.start().read().close();
    file.moveTo("app.log.2026-11-00");
    many.rotateInTwoForms(6);
    file.start();
    many.readUntil(5);

    assertEquals(List.of("1", "2", "4", "6", "8"), file.lines, many.log::toString);
    assertEquals(3, many.log.count("is left alone"), many.log::toString);
  }

  @Test
  void shouldTellOfRotationsOfAnotherFormWhoseDateIsInFrontOfTheExtension() throws IOException {
    many.writeNext();
    file.start().read().close();
    file.moveTo("app-2026-11-20.log");
    many.writeNext();
    file.moveTo("app-2026-11-20-1.log");
    many.writeNext();
    file.start();
    many.readUntil(2);

    assertEquals(List.of("1", "3"), file.lines, many.log::toString);
    assertEquals(1, many.log.count("is left alone"), many.log::toString);
  }
}
