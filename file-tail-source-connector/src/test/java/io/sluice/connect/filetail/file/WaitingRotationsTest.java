package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What befalls rotated files while they wait until they may be opened. */
class WaitingRotationsTest {

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
  void shouldWaitForOneThatGrowsWhileItWaitsForItsTurn() throws IOException {
    many.writeNext();
    file.start().read().close();
    many.rotate(40);
    file.start();
    many.readUntil(8);
    file.appendTo(many.rotation(30), "late 30\n");
    many.setModified(many.rotation(30), 30);
    for (int i = 0; i < 10 * MANY && file.lines.size() < 31; i++) {
      file.read();
    }
    file.appendTo(many.rotation(30), "later 30\n");
    many.setModified(many.rotation(30), 30);
    many.readUntil(43);

    List<String> expected = ManyRotations.numbers(41);
    expected.addAll(30, List.of("late 30", "later 30"));
    assertEquals(expected, file.lines, many.log::toString);
  }

  @Test
  void shouldReadThoseThatAreCompressedBeforeTheirTurn() throws IOException {
    many.writeNext();
    file.start().read().close();
    many.rotate(40);
    file.start().read();
    for (int number = 2; number <= 40; number++) {
      GzipTool.compress(many.rotation(number));
    }
    many.readToEndOf(41);
    assertEquals(0L, many.shown("losses-total"), many.log::toString);
  }

  @Test
  void shouldReadOnThroughMoreRotationsAndLateLines() throws IOException {
    many.writeNext();
    file.start().read().close();
    many.rotate(40);
    file.start().read();
    many.rotate(10);
    file.appendTo(many.rotation(15), "late 15\n");
    many.setModified(many.rotation(15), 1000);
    for (int i = 0; i < 60; i++) {
      file.readPastRotationWait();
    }

    List<String> expected = ManyRotations.numbers(51);
    expected.add(15, "late 15");
    assertEquals(expected, file.lines, many.log::toString);
  }

  @Test
  void shouldTellOfThoseThatAreDeletedBeforeTheirTurn() throws IOException {
    many.writeNext();
    file.start().read().close();
    many.rotate(40);
    file.start().read();
    Files.delete(many.rotation(30));
    Files.delete(many.rotation(31));
    for (int i = 0; i < 60; i++) {
      file.readPastRotationWait();
    }

    List<String> expected = ManyRotations.numbers(41);
    expected.removeAll(List.of("30", "31"));
    assertEquals(expected, file.lines, many.log::toString);
    assertEquals(2L, many.shown("losses-total"), many.log::toString);
    assertEquals(6L, many.shown("bytes-lost-total"));
  }

  @Test
  void shouldNotTellOfAnEmptyOneThatIsDeletedBeforeItsTurn() throws IOException {
    many.writeNext();
    file.start().read().close();
    many.rotate(40);
    Files.write(many.rotation(30), new byte[0]);
    many.setModified(many.rotation(30), 30);
    file.start().read();
    Files.delete(many.rotation(30));
    many.readUntil(40);

    List<String> expected = ManyRotations.numbers(41);
    expected.remove("30");
    assertEquals(expected, file.lines, many.log::toString);
    assertEquals(0L, many.shown("losses-total"), many.log::toString);
  }

  @Test
  void shouldTellOfThePathsOwnThatWasEmptyWhenItWasSeenAndIsDeletedBeforeItsTurn()
      throws IOException {
    many.writeNext();
    file.start().read().close();
    many.rotate(40);
    Files.write(file.path, new byte[0]);
    file.start().read();
    file.append("unread\n");
    Files.move(file.path, many.rotation(41));
    file.append("41\n");
    Files.delete(many.rotation(41));
    many.readUntil(41);

    List<String> expected = ManyRotations.numbers(40);
    expected.add("41");
    assertEquals(expected, file.lines, many.log::toString);
    assertEquals(1L, many.shown("losses-total"), many.log::toString);
  }

  @Test
  void shouldTellOfThePathsOwnThatIsTruncatedBeforeItsTurn() throws IOException {
    many.writeNext();
    file.start().read().close();
    many.rotate(40);
    file.start().read().truncate().append("x\n");
    many.readUntil(41);

    List<String> expected = ManyRotations.numbers(40);
    expected.add("x");
    assertEquals(expected, file.lines, many.log::toString);
    assertEquals(1L, many.shown("losses-total"), many.log::toString);
    assertEquals(3L, many.shown("bytes-lost-total"));
  }

  @Test
  void shouldNotTellOfThePathsOwnThatIsCopiedAndTruncatedBeforeItsTurn() throws IOException {
    many.writeNext();
    file.start().read().close();
    many.rotate(40);
    file.start().read();
    Files.copy(file.path, many.rotation(41));
    many.setModified(many.rotation(41), 41);
    file.truncate().append("x\n");
    many.setModified(file.path, 42);
    many.readUntil(42);

    List<String> expected = ManyRotations.numbers(41);
    expected.add("x");
    assertEquals(expected, file.lines, many.log::toString);
    assertEquals(0L, many.shown("losses-total"), many.log::toString);
  }

  @Test
  void shouldReadWhatIsLeftWhereThePathAndTheLastOpenFileAreDeleted() throws IOException {
    many.writeNext();
    file.start().read().close();
    many.rotate(40);
    file.start().read();
    file.delete();
    for (int number = 1; number <= 15; number++) {
      Files.delete(many.rotation(number));
    }
    for (int i = 0; i < 60; i++) {
      file.readPastRotationWait();
    }

    assertEquals(ManyRotations.numbers(40), file.lines, many.log::toString);
    assertEquals(1L, many.shown("losses-total"), many.log::toString);
  }

  @Test
  void shouldReadThoseThatGetNamesOfAnotherFormBeforeTheirTurn() throws IOException {
    many.writeNext();
    file.start().read().close();
    many.rotate(40);
    file.start().read();
    for (int number = 25; number <= 40; number++) {
      Files.move(many.rotation(number), file.sibling("app.log." + (41 - number)));
    }
    many.readToEndOf(41);
    assertEquals(0L, many.shown("losses-total"), many.log::toString);
  }

  @Test
  void shouldReadThoseThatGetNamesAsOtherProgramsHaveBeforeTheirTurn() throws IOException {
    many.writeNext();
    file.start().read().close();
    many.rotate(40);
    file.start().read();
    for (int number = 25; number <= 40; number++) {
      Files.move(many.rotation(number), file.sibling("app-" + (41 - number) + ".log"));
    }
    many.readToEndOf(41);
    assertEquals(0L, many.shown("losses-total"), many.log::toString);
  }
}
