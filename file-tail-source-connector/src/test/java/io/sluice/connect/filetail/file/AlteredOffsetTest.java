package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Going on from an offset in which somebody has changed the position, and maybe more. */
class AlteredOffsetTest {

  private static final Set<String> ALL = Set.of();
  private static final Set<String> ALL_BUT_POSITION =
      Set.of("device", "inode", "head", "anchor", "modified", "epoch");

  @TempDir Path folder;

  private TailedPath file;

  @BeforeEach
  void readFourLines() throws IOException {
    file = new TailedPath(Files.createDirectory(folder.resolve("logs")));
    file.append("one\ntwo\nthree\n").start().read().append("four\n").read();
    assertEquals(19, file.committed().position());
  }

  @AfterEach
  void close() {
    file.close();
  }

  @ParameterizedTest
  @CsvSource({
    "0, one two three four five",
    "4, two three four five",
    "14, four five",
    "19, five",
    // In the middle of a line: the rest of it.
    "9, hree four five",
    // Ahead, to a line that was not read yet.
    "24, ''",
  })
  void shouldGoOnWhereThePositionWasSet(long position, String expected) {
    for (Set<String> removed : List.of(ALL, ALL_BUT_POSITION, Set.of("anchor"), Set.of("head"))) {
      file.lines.clear();
      restartAt(position, removed, "five\n");

      assertEquals(words(expected), file.lines, "without " + removed);
      readFourLinesAgain();
    }
  }

  @Test
  void shouldMarkTheRestOfALineAsContinued() {
    restartAt(9, ALL, "");

    assertEquals(List.of("hree", "four"), file.lines.subList(4, 6));
    assertEquals(List.of("[continued]", "[]"), file.marks.subList(4, 6));
  }

  @ParameterizedTest
  @CsvSource({"21", "1000", "9223372036854775807"})
  void shouldTakeAPositionBehindTheEndForTheLastLineEnd(long position) {
    for (Set<String> removed : List.of(ALL, ALL_BUT_POSITION)) {
      file.lines.clear();
      restartAt(position, removed, "f");
      assertEquals(List.of(), file.lines, "without " + removed);

      file.append("ive\n").read();
      assertEquals(List.of("five"), file.lines, "without " + removed);
      readFourLinesAgain();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, one two three four five",
    "14, four five",
    "1000, five",
  })
  void shouldGoOnInTheRotatedFileWhereverThePositionWasSet(long position, String expected)
      throws IOException {
    for (boolean compressed : List.of(false, true)) {
      file.close();
      file.moveTo("app.log.1").append("five\n");
      if (compressed) {
        GzipTool.compress(file.sibling("app.log.1"));
      }
      file.lines.clear();
      file.restart(altered(position, ALL)).readPastRotationWait();

      assertEquals(words(expected), file.lines, "compressed: " + compressed);
      readFourLinesAgain();
    }
  }

  @Test
  void shouldStillNoticeATruncationWhileItWasDown() {
    file.close();
    file.truncate().append("other\n");
    file.lines.clear();
    file.restart(altered(19, ALL)).read();

    assertEquals(List.of("other"), file.lines);
  }

  private void restartAt(long position, Set<String> removed, String appended) {
    file.append(appended).restart(altered(position, removed)).read();
  }

  private void readFourLinesAgain() {
    file.close();
    file.lines.clear();
    file = new TailedPath(newFolder("again" + System.identityHashCode(file)));
    file.append("one\ntwo\nthree\n").start().read().append("four\n").read();
  }

  private Path newFolder(String name) {
    try {
      return Files.createDirectory(folder.resolve(name));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private FilePosition altered(long position, Set<String> removed) {
    Map<String, Object> offset = new HashMap<>(file.committed().toOffset());
    offset.keySet().removeAll(removed);
    offset.put("position", position);
    return FilePosition.fromOffset(offset);
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }
}
