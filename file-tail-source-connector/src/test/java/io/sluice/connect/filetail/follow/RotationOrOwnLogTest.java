package io.sluice.connect.filetail.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rotations whose names are those of logs of their own as well: {@code app-1.log}. */
class RotationOrOwnLogTest {

  @TempDir Path folder;

  private Following following;
  private long modified = System.currentTimeMillis() - 3_600_000;

  @BeforeEach
  void follow() {
    following = new Following(folder).glob("*.log");
  }

  @AfterEach
  void close() {
    following.close();
  }

  @Test
  void shouldNotTakeARotationForALogBeforeTheOneBeforeItIsCompressed() throws IOException {
    write("app.log", 0);
    following.start().read().close();
    write("app.log", 1);
    byte[] compressed = following.compressed("app.log");
    FileTime time = Files.getLastModifiedTime(following.path("app.log"));
    following.delete("app.log");
    Path half = following.path("app-2.log.gz");
    Files.write(half, Arrays.copyOf(compressed, compressed.length / 2));
    write("app.log", 2);
    following.move("app.log", "app-1.log");
    write("app.log", 3);
    following.start().readFor(Duration.ofSeconds(5));
    Files.write(
        half,
        Arrays.copyOfRange(compressed, compressed.length / 2, compressed.length),
        StandardOpenOption.APPEND);
    Files.setLastModifiedTime(half, time);
    following.readFor(Duration.ofMinutes(3));

    assertSent(0, 3);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldNotTakeARotationForALogWhereMoreFilesCameThanMayBeOpen(boolean down)
      throws IOException {
    write("app.log", 0);
    following.start().read();
    if (down) {
      following.close();
    }
    for (int i = 1; i <= 20; i++) {
      rotate(i);
    }
    if (down) {
      following.start();
    }
    readLong();
    assertSent(0, 20);

    rotate(21);
    readLong();
    rotate(22);
    readLong();
    assertSent(0, 22);
  }

  @Test
  void shouldNotTakeARotationForALogWhereAHundredAreKept() throws IOException {
    write("app.log", 0);
    following.start().read();
    for (int i = 1; i <= 103; i++) {
      rotate(i);
      Files.deleteIfExists(following.path("app-101.log"));
      following.readPastRotationWait();
    }
    readLong();

    assertSent(0, 103);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void shouldNotTakeARotationForALogThatWasNotPolledMeanwhile(int rotations) throws IOException {
    write("app.log", 0);
    following.start().read();
    rotate(1);
    readLong();
    following.pass(Duration.ofSeconds(20).toNanos());
    for (int i = 0; i < rotations; i++) {
      rotate(2 + i);
    }
    readLong();
    assertSent(0, 1 + rotations);

    rotate(2 + rotations);
    readLong();
    assertSent(0, 2 + rotations);
  }

  @Test
  void shouldFollowALogThatComesWhileTheOtherIsRotatedMoreOftenThanFilesMayBeOpen()
      throws IOException {
    write("app.log", 0);
    following.start().read();
    for (int i = 1; i <= 20; i++) {
      rotate(i);
    }
    following.poll();
    following.append("app-8080.log", "a\n");
    readLong();
    following.append("app-8080.log", "b\n").readPastRotationWait();

    assertSent(0, 20, "app-8080.log a", "app-8080.log b");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldNotTakeARotationOfASecondLogForALog(boolean isMadeAnew) throws IOException {
    write("app.log", 0);
    write("app-8080.log", 1);
    following.start().read().close();
    following.move("app-8080.log", "app-8080-2026-11-20.log");
    if (isMadeAnew) {
      write("app-8080.log", 2);
    }
    following.start();
    readLong();
    write("app-8080.log", 3);
    readLong();

    assertEquals(
        Stream.of("app.log 0", "app-8080.log 1", "app-8080.log 2", "app-8080.log 3")
            .filter(line -> isMadeAnew || !line.endsWith("2"))
            .toList(),
        following.lines);
  }

  @Test
  void shouldNotTakeACopyOfASecondLogForALog() throws IOException {
    write("app.log", 0);
    write("app-8080.log", 1);
    following.start().read();
    Files.copy(following.path("app-8080.log"), following.path("app-8080-2026-11-20.log"));
    readLong();
    following.truncate("app-8080.log");
    write("app-8080.log", 2);
    readLong();

    assertEquals(List.of("app.log 0", "app-8080.log 1", "app-8080.log 2"), following.lines);
  }

  /** It was truncated after the other's last look, and this is asked before the next one. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 50})
  void shouldNotTakeACopyForALogWhoseOriginalIsTruncatedBetweenTwoLooks(int polls)
      throws IOException {
    write("app.log", 0);
    following.start().read();
    Files.copy(following.path("app.log"), following.path("app-1.log"));
    for (int i = 0; i < polls; i++) {
      following.poll();
      following.pass(Duration.ofMillis(110).toNanos());
    }
    following.truncate("app.log");
    following.pass(Duration.ofSeconds(6).toNanos());
    following.poll();
    write("app.log", 1);
    readLong();

    assertSent(0, 1);
  }

  /** However long the name has been looked at less and less often. */
  @Test
  void shouldFollowALogThatWasEmptyWithinHalfASecondOfItsFirstLine() throws IOException {
    write("app.log", 0);
    following.start().read();
    following.append("app-8080.log", "").readFor(Duration.ofSeconds(30));
    following.append("app-8080.log", "a\n").pass(Duration.ofSeconds(6).toNanos());
    for (int i = 0; i < 5; i++) {
      following.poll();
      following.pass(Duration.ofMillis(100).toNanos());
    }

    assertEquals(List.of("app.log 0", "app-8080.log a"), following.lines);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldNotTakeADatedRotationForALogWhileThePathHasNoFile(boolean isCompressed)
      throws IOException {
    write("app.log", 0);
    following.start().read().move("app.log", "app-2026-11-20.log");
    if (isCompressed) {
      Path gz = following.path("app-2026-11-20.log.gz");
      Files.write(gz, following.compressed("app-2026-11-20.log"));
      Files.setLastModifiedTime(gz, FileTime.fromMillis(modified));
      following.delete("app-2026-11-20.log");
    }
    write("app.log", 1);
    following.move("app.log", "app-2026-11-21.log").readFor(Duration.ofSeconds(30));
    write("app.log", 2);
    readLong();

    assertSent(0, 2);
  }

  /** It may never have one again. */
  @Test
  void shouldFollowADatedFileByItselfWhereThePathHasNoFileForAMinute() throws IOException {
    write("app.log", 0);
    following.start().read().move("app.log", "app-2026-11-20.log").read();
    write("app.log", 1);
    following.move("app.log", "app-2026-11-21.log").readFor(Duration.ofSeconds(90));
    write("app.log", 2);
    readLong();

    assertEquals(List.of("app.log 0", "app-2026-11-21.log 1", "app.log 2"), following.lines);
  }

  @Test
  void shouldFollowALogOfItsOwnWhileTheOtherHasNoFile() throws IOException {
    write("app.log", 0);
    following.start().read().move("app.log", "app-2026-11-20.log").read();
    following.append("app-8080.log", "a\n").read();

    assertEquals(List.of("app.log 0", "app-8080.log a"), following.lines);
  }

  /** As many wait to be opened, nobody looks for others. */
  @Test
  void shouldNotTakeADatedRotationForALogWhileMoreWaitThanMayBeOpen() throws IOException {
    write("app.log", 0);
    following.start().read();
    for (int i = 1; i <= 20; i++) {
      rotateWithDate(i);
    }
    following.poll();
    following.pass(Duration.ofSeconds(1).toNanos());
    rotateWithDate(21);
    rotateWithDate(22);
    readLong();

    assertSent(0, 22);
  }

  /** What it is was not known yet when it was rotated, and the new file is empty. */
  @Test
  void shouldNotTakeARotationForALogOfOneThatHasJustCome() throws IOException {
    following = new Following(folder).glob("*");
    write("app.log", 0);
    following.start().read();
    write("app-8080.log", 1);
    following.pass(Duration.ofSeconds(1).toNanos());
    following.poll();
    following.move("app-8080.log", "app-8080.log-20261120").append("app-8080.log", "");
    readLong();
    write("app-8080.log", 2);
    readLong();

    assertEquals(List.of("app.log 0", "app-8080.log 1", "app-8080.log 2"), following.lines);
  }

  @Test
  void shouldNotTakeADatedRotationForALogWhileMoreWaitAndThePathHasNoFile() throws IOException {
    write("app.log", 0);
    following.start().read();
    for (int i = 1; i <= 90; i++) {
      rotateWithDate(i);
    }
    following.poll();
    following.pass(Duration.ofSeconds(1).toNanos());
    rotateWithDate(91);
    following.move("app.log", "app-2026-11-92.log");
    for (int i = 0; i < 8; i++) {
      following.pass(Duration.ofSeconds(20).toNanos());
      following.poll();
    }
    write("app.log", 92);
    readLong();

    assertSent(0, 92);
  }

  @Test
  void shouldFollowALogWhoseLinesNeverCease() throws IOException {
    write("app.log", 0);
    following.start().read();
    for (int i = 0; i < 100; i++) {
      following.append("app-8080.log", i + "\n").pass(60_000_000);
      following.poll();
    }

    assertEquals("app-8080.log 99", following.lines.get(following.lines.size() - 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "late\n"})
  void shouldSendNothingAgainThatIsWrittenToAfterItsRotation(String late) throws IOException {
    write("app.log", 1);
    following.start().read();
    rotate(2);
    readLong();
    following.append("app-1.log", late);
    Files.setLastModifiedTime(following.path("app-1.log"), FileTime.fromMillis(modified + 60_000));
    following.readPastRotationWait().restart();
    readLong();

    assertSent(1, 2);
  }

  private void write(String name, int number) throws IOException {
    following.append(name, number + "\n");
    modified += 1000;
    Files.setLastModifiedTime(following.path(name), FileTime.fromMillis(modified));
  }

  /** Renames each file to the next number, and makes the log anew with a line. */
  private void rotate(int number) throws IOException {
    for (int i = 100; i > 0; i--) {
      if (Files.exists(following.path("app-" + i + ".log"))) {
        following.move("app-" + i + ".log", "app-" + (i + 1) + ".log");
      }
    }
    following.move("app.log", "app-1.log");
    write("app.log", number);
  }

  private void rotateWithDate(int number) throws IOException {
    following.move("app.log", "app-2026-11-%02d.log".formatted(number));
    write("app.log", number);
  }

  private void readLong() {
    for (int i = 0; i < 12; i++) {
      following.readPastRotationWait();
    }
  }

  /** The lines from one number to another, and after them those of other logs. */
  private void assertSent(int from, int to, String... others) {
    List<String> expected = new ArrayList<>();
    IntStream.rangeClosed(from, to).forEach(i -> expected.add("app.log " + i));
    expected.addAll(List.of(others));
    List<String> sent = new ArrayList<>(following.lines);
    sent.sort((one, other) -> Boolean.compare(isOther(one), isOther(other)));
    assertEquals(expected, sent);
  }

  private static boolean isOther(String line) {
    return !line.matches("app(-\\d)?\\.log .*");
  }
}
