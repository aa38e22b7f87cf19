package io.sluice.connect.filetail.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.filetail.file.StartPosition;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Globs that match rotated names as well: nothing may be doubled, and nothing lost. */
class GlobRotationTest {

  private static final long START = System.currentTimeMillis() - 3_600_000;

  @TempDir Path folder;

  private Following following;

  @BeforeEach
  void follow() {
    following = new Following(folder);
  }

  @AfterEach
  void close() {
    following.close();
  }

  @Test
  void shouldSendNothingAgainWhenFilesAreRenamedWithEachRotation() {
    following.append("app.log", "1\n").glob("app.log*").start().read();
    for (int i = 2; i < 8; i++) {
      rotate("app.log");
      following.append("app.log", i + "\n").readPastRotationWait();
      if (i % 2 == 0) {
        following.restart().read();
      }
    }

    assertLines(
        "app.log 1", "app.log 2", "app.log 3", "app.log 4", "app.log 5", "app.log 6", "app.log 7");
  }

  @Test
  void shouldReadTheRotatedFilesThatAreThereBeforeTheFile() throws IOException {
    following.append("app.log.2", "1\n").append("app.log.1", "2\n").append("app.log", "3\n");
    setModified("app.log.2", 1);
    setModified("app.log.1", 2);
    following.glob("app.log*").start().readPastRotationWait();
    following.restart().readPastRotationWait().append("app.log", "4\n").read();

    assertLines("app.log 1", "app.log 2", "app.log 3", "app.log 4");
  }

  @Test
  void shouldGoOnAmongTheRotatedFilesAfterARestart() throws IOException {
    StringBuilder much = new StringBuilder();
    for (int i = 0; i < 5000; i++) {
      much.append("line ").append(i).append(" and the rest of it, which is somewhat longer\n");
    }
    following.append("app.log.2", much.toString() + much).append("app.log.1", "x\n");
    following.append("app.log", "y\n");
    setModified("app.log.2", 1);
    setModified("app.log.1", 2);
    following.glob("app.log*").start();
    following.poll();
    following.restart().readPastRotationWait();

    assertEquals(10_002, following.lines.size());
    assertEquals(List.of("app.log x", "app.log y"), following.lines.subList(10_000, 10_002));
  }

  @Test
  void shouldReadCompressedRotatedFilesThatAreThereBeforeTheFile() throws IOException {
    history();
    following.glob("app.log*").start().readPastRotationWait();
    rotate("app.log");
    following.append("app.log", "5\n").readPastRotationWait().restart().readPastRotationWait();

    assertLines("app.log 1", "app.log 2", "app.log 3", "app.log 4", "app.log 5");
  }

  @Test
  void shouldGoOnInACompressedRotatedFileAfterARestart() throws IOException {
    following.append("app.log.3", "one of very many lines\n".repeat(50_000));
    history();
    following.glob("app.log*").start();
    for (int polls = 0; polls < 50 && following.lines.isEmpty(); polls++) {
      following.pass(Duration.ofMillis(50).toNanos());
      following.poll();
    }
    assertTrue(following.lines.size() > 0 && following.lines.size() < 40_000);
    following.restart().readPastRotationWait();

    assertEquals(50_004, following.lines.size());
    assertEquals(
        List.of("app.log 1", "app.log 2", "app.log 3", "app.log 4"),
        following.lines.subList(50_000, 50_004));
  }

  @Test
  void shouldReadCompressedRotatedFilesAgainOnlyIfNothingWasCommitted() throws IOException {
    history();
    following.glob("app.log*").start().readPastRotationWait();
    following.stored.clear();
    following.lines.clear();
    following.restart().readPastRotationWait();

    assertLines("app.log 1", "app.log 2", "app.log 3", "app.log 4");
  }

  @Test
  void shouldSendNothingAgainThatIsCompressedBetweenTwoLooks() throws IOException {
    history();
    following.glob("app.log*").start().readPastRotationWait();
    compress("app.log.1");
    following.readPastRotationWait().restart().readPastRotationWait();
    following.append("app.log", "5\n").readPastRotationWait();

    assertLines("app.log 1", "app.log 2", "app.log 3", "app.log 4", "app.log 5");
  }

  /** Line 1 in the oldest file, the next one in the next; the older ones are compressed. */
  private void history() throws IOException {
    following.append("app.log.3", "1\n").append("app.log.2", "2\n").append("app.log.1", "3\n");
    following.append("app.log", "4\n");
    for (int i = 1; i <= 3; i++) {
      setModified("app.log." + i, 100 - 10 * i);
    }
    compress("app.log.3");
    compress("app.log.2");
  }

  private void compress(String name) throws IOException {
    Path path = following.path(name);
    Path compressed = following.path(name + ".gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
      Files.copy(path, out);
    }
    Files.setLastModifiedTime(compressed, Files.getLastModifiedTime(path));
    Files.delete(path);
  }

  @Test
  void shouldReadRotatedFilesThatAreRotatedAgainBeforeTheirTurn() throws IOException {
    following.append("app.log.2", "one of very many lines\n".repeat(50_000));
    following.append("app.log.1", "x\n").append("app.log", "y\n");
    setModified("app.log.2", 1);
    setModified("app.log.1", 2);
    following.glob("app.log*").start();
    assertTrue(following.poll() > 0);
    rotate("app.log");
    following.append("app.log", "z\n").readPastRotationWait();

    assertEquals(
        List.of("app.log x", "app.log y", "app.log z"),
        following.lines.subList(50_000, following.lines.size()));
  }

  @Test
  void shouldReadRotatedFilesWhoseFileIsNotThereYet() {
    following.append("app.log.1", "1\n").glob("app.log*").start().readPastRotationWait();
    following.append("app.log", "2\n").readPastRotationWait();
    rotate("app.log");
    following.append("app.log", "3\n").readPastRotationWait();

    assertLines("app.log 1", "app.log 2", "app.log 3");
  }

  @Test
  void shouldNotReadRotatedFilesWhereOnlyNewLinesAreWanted() {
    following.append("app.log.1", "1\n").append("app.log", "2\n");
    following.glob("app.log*").from(StartPosition.END).start().read();
    following.append("app.log", "3\n").read();

    assertLines("app.log 3");
  }

  @Test
  void shouldSendNothingAgainWhenTheDateIsWithinTheName() {
    following.append("app.log", "1\n").glob("*.log").start().read();
    following.move("app.log", "app-2026-11-20.log").append("app.log", "2\n");
    following.readPastRotationWait().restart().readPastRotationWait();
    following.move("app.log", "app-2026-11-21.log").readPastRotationWait().restart();
    following.read().append("app.log", "3\n").readPastRotationWait().restart().read();

    assertLines("app.log 1", "app.log 2", "app.log 3");
  }

  @Test
  void shouldReadWhatWasRotatedWhileTheWorkerWasDown() {
    following.append("app.log", "1\n").glob("*.log").start().read().close();
    following.append("app.log", "2\n").move("app.log", "app-2026-11-20.log");
    following.append("app.log", "3\n").start().readPastRotationWait();

    assertLines("app.log 1", "app.log 2", "app.log 3");
  }

  @Test
  void shouldReadDatedFilesThatWereThereBefore() throws IOException {
    following.append("app-2026-11-20.log", "1\n").append("app.log", "2\n");
    setModified("app-2026-11-20.log", 1);
    following.glob("*.log").start().readPastRotationWait().restart().readPastRotationWait();

    assertEquals(
        List.of("app-2026-11-20.log 1", "app.log 2"), following.lines.stream().sorted().toList());
  }

  @Test
  void shouldReadLogsThatAreWrittenSideBySide() {
    following.append("web.log", "a\n").append("web-1.log", "b\n").glob("*.log").start().read();
    following.append("web-2.log", "").read().append("web-1.log", "c\n").append("web-2.log", "d\n");
    following.read().move("web.log", "web.log.1").append("web.log", "e\n");
    following.append("web-1.log", "f\n").readPastRotationWait();
    following.restart().read().append("web-2.log", "g\n").readPastRotationWait();

    assertEquals(
        List.of(
            "web-1.log b",
            "web-1.log c",
            "web-1.log f",
            "web-2.log d",
            "web-2.log g",
            "web.log a",
            "web.log e"),
        following.lines.stream().sorted().toList());
  }

  @Test
  void shouldNotReadACopyThatTruncationMakes() {
    following.append("app.log", "1\n2\n").glob("*.log").start().read();
    following.copyAndTruncate("app.log", "app-1.log").read().append("app.log", "3\n");
    following.readPastRotationWait().restart().readPastRotationWait();

    assertLines("app.log 1", "app.log 2", "app.log 3");
  }

  @ParameterizedTest
  @CsvSource({"app.log, app.log.*", "*.log, *.log.*", "app.log, *[0-9]"})
  void shouldLeaveRotatedFilesToTheEntryOfTheirFile(String files, String rotations) {
    following.append("app.log", "1\n").append("app.log.1", "0\n").append("app.log-20261120", "0\n");
    following.append("app.log.b", "a\n").append("web.20261120", "b\n");
    following.glob(files).glob(rotations).start().readPastRotationWait();
    rotate("app.log");
    following.append("app.log", "2\n").readPastRotationWait().restart().readPastRotationWait();

    assertEquals(
        List.of("app.log 1", "app.log 2"),
        following.lines.stream().filter(line -> line.matches("app.log[^b]* .*")).toList());
    assertEquals(
        !rotations.equals("*[0-9]"), following.lines.contains("app.log.b a"), "has no number");
    assertEquals(rotations.equals("*[0-9]"), following.lines.contains("web.20261120 b"));
  }

  @Test
  void shouldFollowLogsThatHaveADateFromTheirBeginning() {
    following.append("access_log.2026-11-20", "1\n").glob("access_log*").start().read();
    following.append("access_log.2026-11-21", "2\n").append("access_log.2026-11-20", "3\n").read();
    following.restart().read().append("access_log.2026-11-21", "4\n").read();

    assertLines(
        "access_log.2026-11-20 1",
        "access_log.2026-11-20 3",
        "access_log.2026-11-21 2",
        "access_log.2026-11-21 4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"app.log*", "*.log*", "**"})
  void shouldSendEachLineOnceInOrderWhateverHappens(String glob) throws IOException {
    for (int round = 0; round < 12; round++) {
      Path own = Files.createDirectory(folder.resolve("round" + round));
      Random random = new Random(round * 31L + glob.length());
      List<String> expected = new ArrayList<>();
      List<String> steps = new ArrayList<>();
      try (Following one = new Following(own).keepOpen(1 + random.nextInt(3)).glob(glob)) {
        one.start();
        for (int i = 0; i < 60; i++) {
          int step = random.nextInt(10);
          steps.add(step + "");
          if (step < 4) {
            one.append("app.log", i + "\n");
            expected.add("app.log " + i);
          } else if (step == 4 && Files.exists(own.resolve("app.log"))) {
            rotate(one, "app.log");
            one.append("app.log", "");
          } else if (step == 5) {
            one.readPastRotationWait().restart();
          } else if (step == 6) {
            one.restart();
          } else if (step == 7) {
            one.readPastRotationWait();
          } else {
            one.poll();
            one.pass(Duration.ofMillis(random.nextInt(300)).toNanos());
          }
        }
        one.readPastRotationWait().readPastRotationWait();
        assertEquals(expected, one.lines, "round " + round + " of " + glob + ": " + steps);
      }
    }
  }

  private void rotate(String name) {
    rotate(following, name);
  }

  private static void rotate(Following one, String name) {
    for (int i = 30; i > 0; i--) {
      String from = i == 1 ? name : name + "." + (i - 1);
      if (Files.exists(one.path(from))) {
        one.move(from, name + "." + i);
      }
      if (Files.exists(one.path(from + ".gz"))) {
        one.move(from + ".gz", name + "." + i + ".gz");
      }
    }
  }

  private void setModified(String name, long second) throws IOException {
    Files.setLastModifiedTime(following.path(name), FileTime.fromMillis(START + 1000 * second));
  }

  private void assertLines(String... expected) {
    assertEquals(List.of(expected), following.lines);
  }
}
