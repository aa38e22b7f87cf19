package io.sluice.connect.filetail.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.connect.filetail.file.StartPosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where only new lines are wanted, of what may be a rotation or a log of its own. */
class EndOfUndecidedLogsTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path folder;

  private Following following;
  private long modified = System.currentTimeMillis() - 3_600_000;

  @BeforeEach
  void follow() {
    following = new Following(folder).glob("*.log").from(StartPosition.END);
  }

  @AfterEach
  void close() {
    following.close();
  }

  @Test
  void shouldSendAllOfALogThatWasEmpty() {
    following.append("app.log", "old\n").append("app-1.log", "").start().readFor(LONG);
    following.append("app.log", "1\n").readFor(LONG).append("app-1.log", "1\n2\n").readFor(LONG);
    following.append("app-1.log", "3\n").readFor(LONG);

    assertLines("app.log 1", "app-1.log 1", "app-1.log 2", "app-1.log 3");
  }

  /** Rotation takes empty logs as well. */
  @Test
  void shouldSendAllOfALogWhoseEmptyFileWasRotated() {
    following.append("app.log", "old\n").append("app-1.log", "").start().readFor(LONG);
    following.move("app-1.log", "app-1.log.1").append("app-1.log", "1\n").readFor(LONG);
    following.append("app-1.log", "2\n").readFor(LONG);

    assertLines("app-1.log 1", "app-1.log 2");
  }

  @Test
  void shouldSendWhatIsWrittenToALogThatWasQuietBeforeARestart() throws IOException {
    restartBesideAQuietLog("old\n");
    append("app-8080.log", "new\n");
    following.readFor(LONG);
    append("app-8080.log", "newer\n");
    following.readFor(LONG);

    assertLines("app.log 1", "app-8080.log new", "app-8080.log newer");
  }

  @Test
  void shouldSendALineWholeOfWhichTheFirstHalfWasThereBeforeARestart() throws IOException {
    restartBesideAQuietLog("old\nha");
    append("app-8080.log", "lf\n");
    following.readFor(LONG);

    assertLines("app.log 1", "app-8080.log half");
  }

  @Test
  void shouldSendAllOfALogThatWasTruncatedBeforeItWasWrittenTo() throws IOException {
    restartBesideAQuietLog("old, and longer than what comes then\n");
    following.truncate("app-8080.log");
    append("app-8080.log", "new\n");
    following.readFor(LONG);

    assertLines("app.log 1", "app-8080.log new");
  }

  @Test
  void shouldSendAllOfALogWhoseFileWasReplacedBeforeItWasWrittenTo() throws IOException {
    restartBesideAQuietLog("old, of some length\n");
    append("new", "1\n2, longer than what was there before\n");
    following.io(
        () ->
            Files.move(
                following.path("new"),
                following.path("app-8080.log"),
                StandardCopyOption.REPLACE_EXISTING));
    following.readFor(LONG);

    assertLines("app.log 1", "app-8080.log 1", "app-8080.log 2, longer than what was there before");
  }

  /** What it is cannot be told as long as a rotation of the other is not read to its end. */
  @Test
  void shouldSendWhatIsWrittenWhileARotationOfTheOtherIsCompressed() throws IOException {
    append("app.log", "0\n");
    following.start().read();
    append("app.log", "1\n");
    following.read().close();
    append("app.log", "2\n");
    byte[] compressed = following.compressed("app.log");
    FileTime time = Files.getLastModifiedTime(following.path("app.log"));
    following.delete("app.log");
    Path half = following.path("app-2026-11-20.log.gz");
    Files.write(half, Arrays.copyOf(compressed, compressed.length / 2));
    append("app.log", "3\n");
    append("app-8080.log", "old\n");
    following.start().readFor(Duration.ofSeconds(5));
    append("app-8080.log", "new\n");
    following.readFor(Duration.ofSeconds(5));
    Files.write(
        half,
        Arrays.copyOfRange(compressed, compressed.length / 2, compressed.length),
        StandardOpenOption.APPEND);
    Files.setLastModifiedTime(half, time);
    following.readFor(Duration.ofMinutes(3));

    assertLines("app-8080.log new", "app.log 1", "app.log 2", "app.log 3");
  }

  /** Of which nothing, or a part, is there when it is found. */
  @ParameterizedTest
  @ValueSource(strings = {"", "old\nold"})
  void shouldNotSendACopyThatIsBeingMade(String part) throws IOException {
    String all = "old\nold too\n";
    following.append("app.log", all).append("app-1.log", part).start().readFor(LONG);
    following.append("app-1.log", all.substring(part.length())).readFor(LONG);
    following.truncate("app.log");
    following.append("app.log", "1\n").readFor(LONG);
    following.append("app.log", "2\n").readFor(LONG);

    assertLines("app.log 1", "app.log 2");
  }

  @Test
  void shouldSendNothingAgainOfARotationThatIsWrittenToAfterARestart() throws IOException {
    append("app.log", "old\n");
    following.start().read();
    append("app.log", "1\n");
    following.read().move("app.log", "app-1.log");
    append("app.log", "2\n");
    following.readFor(LONG).restart().readFor(LONG);
    append("app-1.log", "late\n");
    following.readFor(LONG).restart().readFor(LONG);

    assertLines("app.log 1", "app.log 2");
  }

  /** Its name was found with the file of the rotation before it. */
  @Test
  void shouldSendNothingAgainOfARotationThatIsRenumberedAfterARestart() throws IOException {
    append("app.log", "old\n");
    following.start().read();
    for (int i = 1; i <= 4; i++) {
      append("app.log", i + "\n");
      following.readFor(LONG);
      rotate();
      append("app.log", "also " + i + "\n");
      following.readFor(LONG);
    }
    following.restart().readFor(LONG);
    rotate();
    append("app.log", "5\n");
    following.readFor(Duration.ofMinutes(2));
    rotate();
    append("app.log", "6\n");
    following.readFor(Duration.ofMinutes(2));
    append("app-2.log", "late\n");
    following.readFor(LONG);

    assertEquals(
        List.of("1", "also 1", "2", "also 2", "3", "also 3", "4", "also 4", "5", "6"), sent());
  }

  /** The lines, whatever the path that they were sent for. */
  private List<String> sent() {
    return following.lines.stream().map(line -> line.split(" ", 2)[1]).toList();
  }

  private void rotate() {
    for (int i = 9; i > 0; i--) {
      if (Files.exists(following.path("app-" + i + ".log"))) {
        following.move("app-" + i + ".log", "app-" + (i + 1) + ".log");
      }
    }
    following.move("app.log", "app-1.log");
  }

  /** It has no position, and was written to last before the other was. */
  private void restartBesideAQuietLog(String text) throws IOException {
    append("app-8080.log", text);
    append("app.log", "old\n");
    following.start().read();
    append("app.log", "1\n");
    following.read().restart().readFor(LONG);
  }

  private void append(String name, String text) throws IOException {
    following.append(name, text);
    modified += 1000;
    Files.setLastModifiedTime(following.path(name), FileTime.fromMillis(modified));
  }

  /** Sorted by log: what is sent of two has no order. */
  private void assertLines(String... lines) {
    List<String> expected = Arrays.stream(lines).sorted().toList();
    assertEquals(expected, following.lines.stream().sorted().toList());
  }
}
