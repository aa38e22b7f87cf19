package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.connect.filetail.line.LineLimit;
import io.sluice.connect.filetail.line.LineSettings;
import io.sluice.connect.filetail.line.LongLine;
import io.sluice.connect.filetail.line.Multiline;
import io.sluice.connect.filetail.metrics.ShownFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to the rotated files that are read first, before their turn. */
class EarlierFilesTest {

  private static final long START = 1_700_000_000_000L;
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  @TempDir Path folder;

  private TailedPath file;
  private TailLog log;

  @BeforeEach
  void writeALogThatWasRotatedThreeTimes() throws IOException {
    log = new TailLog();
    file = new TailedPath(Files.createDirectory(folder.resolve("logs")));
    for (int day = 1; day <= 3; day++) {
      Files.writeString(rotation(day), day + "\n");
      setModified(day);
    }
    file.append("4\n");
  }

  @AfterEach
  void close() {
    file.close();
    log.close();
  }

  @Test
  void shouldReadWhatIsCompressedBeforeItsTurn() throws IOException {
    file.start().readRotatedFirst().readOnce();
    GzipTool.compress(rotation(2));
    GzipTool.compress(rotation(3));
    file.readPastRotationWait().readPastRotationWait().readPastRotationWait();

    assertEquals(List.of("1", "2", "3", "4"), file.lines, log::toString);
    assertEquals(0L, shown("losses-total"), log::toString);
  }

  @Test
  void shouldReadWhatIsRenamedBeforeItsTurn() throws IOException {
    file.start().readRotatedFirst().readOnce();
    Files.move(rotation(2), file.sibling("app.log-20260102.old"));
    file.readPastRotationWait().readPastRotationWait().readPastRotationWait();

    assertEquals(List.of("1", "2", "3", "4"), file.lines, log::toString);
  }

  @Test
  void shouldTellOfWhatIsDeletedBeforeItsTurn() throws IOException {
    file.start().readRotatedFirst().readOnce();
    Files.delete(rotation(2));
    file.readPastRotationWait().readPastRotationWait().readPastRotationWait();

    assertEquals(List.of("1", "3", "4"), file.lines, log::toString);
    assertEquals(1L, shown("losses-total"), log::toString);
  }

  /** What is left unfinished at the end of one goes on in the next, and nowhere else. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void shouldKeepTheOrderOfGroupsAlsoAcrossARestart(int restartAfter) throws IOException {
    follow("groups", ofGroups(), 3);
    Files.writeString(rotation(1), "one\n more\n");
    setModified(1);
    file.append("four\n").start().readRotatedFirst();
    readAndRestartAfter(restartAfter);

    assertEquals(List.of("one\n more", "2", "3", "four"), file.lines, log::toString);
  }

  @Test
  void shouldPutAGroupTogetherThatGoesOnInTheNextRotatedFile() throws IOException {
    follow("groups", ofGroups(), 3);
    Files.writeString(rotation(2), " more\n2\n");
    setModified(2);
    file.append("four\n").start().readRotatedFirst();
    readAndRestartAfter(0);

    assertEquals(List.of("1\n more", "2", "3", "four"), file.lines, log::toString);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 20})
  void shouldKeepTheOrderOfManyWhereThePathComesMeanwhile(int restartAfter) throws IOException {
    followWithoutFile(20);
    file.start().readRotatedFirst().readOnce();
    file.append("21\n");
    readAndRestartAfter(restartAfter);

    assertEquals(numbers(21), file.lines, log::toString);
    assertEquals(0L, shown("losses-total"), log::toString);
  }

  @Test
  void shouldReadWhatIsRotatedAndCompressedBehindThoseThatWait() throws IOException {
    followWithoutFile(20);
    file.start().readRotatedFirst().readOnce();
    file.append("21\n").moveTo("app.log-20260121");
    GzipTool.compress(rotation(21));
    GzipTool.compress(rotation(20));
    file.append("22\n");
    readAndRestartAfter(0);

    assertEquals(numbers(22), file.lines, log::toString);
    assertEquals(0L, shown("losses-total"), log::toString);
  }

  @Test
  void shouldHoldThePathsFileOpenWhileRotatedFilesWait() throws IOException {
    followWithoutFile(20);
    file.start().readRotatedFirst().readOnce();
    file.append("21\n").pass(Duration.ofMillis(150)).readOnce();
    file.delete();
    readAndRestartAfter(0);

    assertEquals(numbers(21), file.lines, log::toString);
  }

  @Test
  void shouldWaitForOneThatCannotBeOpenedWhereThePathHasNoFile() throws IOException {
    followWithoutFile(3);
    file.disk.forbid(rotation(2));
    file.start().readRotatedFirst().readFor(TEN_SECONDS);
    assertEquals(List.of("1"), file.lines);

    file.disk.allow(rotation(2));
    file.readFor(TEN_SECONDS).append("4\n").readFor(TEN_SECONDS);
    assertEquals(numbers(4), file.lines, log::toString);
    assertEquals(0L, shown("losses-total"), log::toString);
  }

  @Test
  void shouldGoOnInOneThatCannotBeReadForAMomentWhereThePathHasNoFile() throws IOException {
    followWithoutFile(20);
    file.start().readRotatedFirst().readOnce();
    file.appendTo(rotation(1), "more\n").disk.breakUp(rotation(1));
    file.readFor(TEN_SECONDS);
    assertEquals(List.of("1"), file.lines);

    file.disk.mendAll();
    file.readFor(TEN_SECONDS).append("21\n").readFor(TEN_SECONDS);
    List<String> expected = numbers(21);
    expected.add(1, "more");
    assertEquals(expected, file.lines, log::toString);
    assertEquals(0L, shown("losses-total"), log::toString);
  }

  @Test
  void shouldGiveUpThoseThatCannotBeReadBeforeOneThatCanWhereThePathHasNoFile() throws IOException {
    followWithoutFile(5);
    file.start().readRotatedFirst().readOnce();
    file.appendTo(rotation(1), "more\n").disk.breakUp(rotation(1));
    file.disk.breakUp(rotation(2));
    file.readFor(Duration.ofSeconds(150));

    assertEquals(List.of("1", "3", "4", "5"), file.lines, log::toString);
    assertEquals(2L, shown("losses-total"), log::toString);
    assertEquals(7L, shown("bytes-lost-total"), log::toString);
  }

  private static LineSettings ofGroups() {
    return LineSettings.groups(
        StandardCharsets.UTF_8,
        new LineLimit(1024, LongLine.SPLIT),
        new Multiline("^ ", false, Multiline.Match.AFTER, 500, Duration.ofSeconds(5)),
        Duration.ZERO);
  }

  private void followWithoutFile(int rotations) throws IOException {
    follow(
        "without-file", LineSettings.singleLines(new LineLimit(1024, LongLine.SPLIT)), rotations);
  }

  private void follow(String name, LineSettings settings, int rotations) throws IOException {
    file = new TailedPath(Files.createDirectory(folder.resolve(name)), settings);
    for (int day = 1; day <= rotations; day++) {
      Files.writeString(rotation(day), day + "\n");
      setModified(day);
    }
  }

  private void readAndRestartAfter(int lines) {
    if (lines > 0) {
      while (file.lines.size() < lines) {
        file.pass(Duration.ofMillis(500)).readOnce();
      }
      file.restart();
    }
    for (int i = 0; i < 6; i++) {
      file.readPastRotationWait();
    }
  }

  private static List<String> numbers(int last) {
    return IntStream.rangeClosed(1, last).mapToObj(Integer::toString).collect(Collectors.toList());
  }

  private void setModified(int day) throws IOException {
    Files.setLastModifiedTime(rotation(day), FileTime.fromMillis(START + 86_400_000L * day));
  }

  private Path rotation(int day) {
    return file.sibling("app.log-" + (20260100 + day));
  }

  private Object shown(String metric) {
    return new ShownFile(file.fileCounts()).value(metric);
  }
}
