package io.sluice.connect.filetail.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.filetail.file.OpenDescriptors;
import io.sluice.connect.filetail.file.StartPosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowedFilesTest {

  @TempDir Path folder;

  private Following following;

  @BeforeEach
  void follow() {
    following = new Following(folder);
  }

  @AfterEach
  void close() {
    following.close();
    assertTrue(following.watch.isClosed());
  }

  @Test
  void shouldFollowWhatAGlobMatchesAndWhatComesLater() {
    following.append("a.log", "1\n").append("b.txt", "no\n").glob("**/*.log", "tmp*").start();
    following.read().append("x/b.log", "2\n").append("tmp.log", "no\n").read();
    following.append("a.log", "3\n").append("x/b.log", "4\n").read();

    assertLines("a.log 1", "x/b.log 2", "a.log 3", "x/b.log 4");
  }

  @Test
  void shouldBeginNewFilesAtTheirBeginningWhereOldOnesBeginAtTheirEnd() {
    following.append("a.log", "old\n").glob("*.log").from(StartPosition.END).start().read();
    following.append("a.log", "1\n").append("b.log", "2\n").read();

    assertLines("a.log 1", "b.log 2");
  }

  @Test
  void shouldGoOnWhereAnEarlierRunStopped() {
    following.append("a.log", "1\n").append("b.log", "2\n").glob("*.log").start().read();
    following.append("a.log", "3\n").append("c.log", "4\n").restart().read();

    assertLines("a.log 1", "b.log 2", "a.log 3", "c.log 4");
  }

  @Test
  void shouldReadAFileOnceThatHasSeveralNames() throws IOException {
    following.append("a.log", "1\n").append("real/b.txt", "2\n");
    Files.createSymbolicLink(following.path("0.log"), following.path("a.log"));
    Files.createSymbolicLink(following.path("link.log"), following.path("a.log"));
    Files.createSymbolicLink(following.path("one.log"), following.path("real/b.txt"));
    Files.createSymbolicLink(following.path("two.log"), following.path("real/b.txt"));
    Files.createSymbolicLink(following.path("sub"), folder);
    following.glob("**/*.log").start().read();
    following.append("a.log", "3\n").read();

    assertLines("a.log 1", "one.log 2", "a.log 3");
  }

  @Test
  void shouldLeaveFilesToTheEntryThatComesFirst() {
    following.append("a.log", "1\n").append("b.log", "2\n").glob("*.log").rival("a*").start();
    following.read().append("a2.log", "3\n").append("c.log", "4\n").read();

    assertLines("b.log 2", "c.log 4");
  }

  @Test
  void shouldNotFollowTheLogOfAnotherEntryBecauseOfItsRotation() {
    following.append("a.log", "1\n").append("a.log.1", "0\n").glob("*.log*").rival("*.log").start();
    following.read();

    assertLines("a.log.1 0");
  }

  @Test
  void shouldReadAQuietFileAtOnceWhenItsChangeIsTold() {
    following.watch.watchable.add(folder);
    following.append("a.log", "1\n").glob("*.log").start().readFor(Duration.ofSeconds(20));
    following.append("a.log", "2\n");
    long appended = following.nanos();
    following.watch.happen(changes -> changes.changed(following.path("a.log"), false));
    following.await();

    assertEquals(1, following.poll());
    assertEquals(appended, following.nanos());
  }

  @Test
  void shouldReadWhatALinkWasTurnedToAtOnceWhenItsChangeIsTold() throws IOException {
    following.watch.watchable.addAll(List.of(folder, folder.resolve("one"), folder.resolve("two")));
    following.append("one/a", "1\n").append("two/a", "2\n");
    Path link = Files.createSymbolicLink(following.path("a.log"), following.path("one/a"));
    following.glob("*.log").start().readFor(Duration.ofSeconds(20));
    Files.delete(link);
    Files.createSymbolicLink(link, following.path("two/a"));
    following.readFor(Duration.ofSeconds(20)).append("two/a", "3\n");
    long appended = following.nanos();
    following.watch.happen(changes -> changes.changed(following.path("two/a"), false));
    following.await();
    following.poll();

    assertEquals(appended, following.nanos());
    assertLines("a.log 1", "a.log 2", "a.log 3");
  }

  @Test
  void shouldReadAQuietFileSoonThoughNothingIsTold() {
    following.append("a.log", "1\n").glob("*.log").start().readFor(Duration.ofSeconds(20));
    following.append("a.log", "2\n").readFor(Duration.ofMillis(200));
    following.watch.watchable.add(folder);
    following.readFor(Duration.ofSeconds(20)).append("a.log", "3\n").readFor(Duration.ofSeconds(2));

    assertLines("a.log 1", "a.log 2", "a.log 3");
  }

  @Test
  void shouldLookAtEverythingWhenChangesWereLost() {
    following.watch.watchable.add(folder);
    following.append("a.log", "1\n").glob("*.log").start().readFor(Duration.ofSeconds(20));
    following.append("a.log", "2\n").append("b.log", "3\n");
    following.watch.happen(changes -> changes.unknown());

    assertEquals(2, following.poll());
  }

  /** fluent-bit 465: while there was much to read, no new or rotated file was found. */
  @Test
  void shouldNotLetABusyFileStarveQuietOnesNorDiscovery() {
    String much = "a line of some length, again and again\n".repeat(400_000);
    following.append("busy.log", much).append("quiet.log", "").glob("*.log").start();
    following.poll();
    following.append("quiet.log", "1\n").append("new.log", "2\n");
    for (int polls = 0; polls < 10; polls++) {
      following.pass(Duration.ofMillis(120).toNanos());
      assertTrue(following.poll() > 1000, "the file is busy all the time");
    }

    assertTrue(following.lines.contains("quiet.log 1"));
    assertTrue(following.lines.contains("new.log 2"));
  }

  @Test
  void shouldReadOnInFilesThatAreFollowedWhileVeryManyNewOnesAreBegun() {
    String much = "a line of some length, again and again\n".repeat(100_000);
    following.append("busy.log", much).append("quiet.log", "").glob("*.log").start();
    following.poll();
    for (int i = 0; i < 300; i++) {
      following.append("new/" + i + ".log", "one of a hundred lines\n".repeat(100));
    }
    following.glob("new/*.log").restart().poll();
    following.append("quiet.log", "1\n").pass(Duration.ofMillis(120).toNanos());
    for (int polls = 0; polls < 3; polls++) {
      long before = linesOf("busy.log");
      following.poll();
      assertTrue(linesOf("busy.log") > before, "poll " + polls);
    }

    assertTrue(following.lines.contains("quiet.log 1"));
    assertTrue(linesOf("new/") > 0, "new files have their share");
    assertTrue(linesOf("new/") < 30_000, "and are not through yet");
  }

  @Test
  void shouldReturnSoonFromEachPollHoweverManyFilesAreFound() {
    for (int i = 0; i < 300; i++) {
      following.append("web-" + i + ".log", i + "\n");
    }
    following.append("web.log", "x\n").withTimePerLook(Duration.ofMillis(1)).glob("*.log").start();
    for (int polls = 0; polls < 500 && following.lines.size() < 301; polls++) {
      long before = following.nanos();
      following.poll();
      long took = following.nanos() - before;
      assertTrue(took < Duration.ofMillis(100).toNanos(), "a poll took " + took + " ns");
      following.pass(Duration.ofMillis(5).toNanos());
    }
    assertEquals(301, following.lines.size());
  }

  @Test
  void shouldNotPauseWhileFilesThatWereFoundAreNotFollowedYet() {
    for (int i = 0; i < 300; i++) {
      following.append("web-" + i + ".log", i + "\n");
    }
    following.withTimePerLook(Duration.ofMillis(1)).glob("*.log").start();
    assertEquals(0, following.poll());
    long before = following.nanos();
    following.await();

    assertTrue(following.nanos() - before < Duration.ofMillis(10).toNanos());
  }

  @Test
  void shouldNotFollowACompressedFileByItself() {
    following.append("app.log-20261120.gz", "1\n").append("app-1.gz", "2\n").append("gz", "3\n");
    following.append("app", "").glob("*").start().readPastRotationWait();

    assertLines("gz 3");
  }

  @Test
  void shouldKeepFewFilesOpenAndReadAllOfThem() throws IOException {
    for (int i = 10; i < 40; i++) {
      following.append(i + ".log", "1\n");
    }
    following.keepOpen(5).glob("*.log").start().readFor(Duration.ofSeconds(3));
    assertEquals(5, OpenDescriptors.below(folder));
    assertEquals(30, following.lines.size());

    following.lines.clear();
    following.append("10.log", "2\n").move("11.log", "11.log.1").append("11.log", "3\n");
    following.copyAndTruncate("12.log", "12.log.1").append("12.log", "4\n").delete("13.log");
    following.readFor(Duration.ofMinutes(2));

    assertTrue(OpenDescriptors.below(folder) <= 5);
    assertEquals(List.of("10.log 2", "11.log 3", "12.log 4"), sorted());
  }

  @Test
  void shouldTellTheMetricsOfFilesThatAreClosedAndOfThoseThatAreForgotten() {
    following.append("a.log", "1\n").append("b.log", "2\nbegun").append("c.log", "3\n");
    following.glob("*.log").keepOpen(1).start().read();

    assertEquals(1L, following.metrics.task("globs"));
    assertEquals(3L, following.metrics.task("files"));
    assertEquals(3L, following.metrics.task("files-quiet"));
    assertEquals(1L, following.metrics.task("open-files"));
    assertEquals(5L, following.metrics.task("lag-bytes"));

    following.delete("a.log").readFor(Duration.ofMinutes(15));
    assertEquals(2L, following.metrics.task("files"));
    assertEquals(2L, following.metrics.task("files-quiet"));
    assertEquals(0L, following.metrics.task("files-absent"));
    assertEquals(3L, following.metrics.task("lines-read-total"));
  }

  @Test
  void shouldForgetAFileThatIsGoneAndGoOnWhenItComesBack() throws IOException {
    following.append("a.log", "1\n").append("b.log", "2\n").glob("*.log").start().read();
    Path away = Files.createDirectory(folder.resolve("away")).resolve("a");
    Files.move(following.path("a.log"), away);
    following.readFor(Duration.ofMinutes(20));
    assertEquals(1, OpenDescriptors.below(folder));

    Files.move(away, following.path("a.log"));
    following.append("a.log", "3\n").read();

    assertLines("a.log 1", "b.log 2", "a.log 3");
  }

  @Test
  void shouldNotSpeakOfALossWhereAFileIsMadeAnewThatWasReadAndIsForgotten() {
    following.append("a.log", "1\n").glob("*.log").start().read().delete("a.log");
    following.readFor(Duration.ofMinutes(20)).append("a.log", "2\n").readPastRotationWait();

    assertLines("a.log 1", "a.log 2");
    assertEquals(0L, following.metrics.task("losses-total"));
  }

  @Test
  void shouldWaitAsLongAgainForAFileThatIsGoneOnceMore() {
    following.append("a.log", "1\n").glob("*.log").start().read().delete("a.log");
    following.readFor(Duration.ofMinutes(6)).append("a.log", "2\n").read().delete("a.log");
    following.readFor(Duration.ofMinutes(6));

    assertEquals(1L, following.metrics.task("files"));
    assertEquals(1L, following.metrics.task("files-absent"));
  }

  @Test
  void shouldNotSendRotatedFilesAgainWhenTheirLogIsGoneForGood() {
    following.append("app.log", "1\n").glob("*.log").start().read();
    following.move("app.log", "app-1.log").append("app.log", "2\n").readPastRotationWait();
    following.delete("app.log").readFor(Duration.ofMinutes(20));

    assertLines("app.log 1", "app.log 2");
  }

  /** While it is not there, for longer than a log without rotations is remembered. */
  @Test
  void shouldNotSendRotatedFilesWhereOnlyNewLinesAreWantedAndTheLogIsNotThere() {
    following.append("app.log.1", "1\n").glob("*.log*").from(StartPosition.END).start();
    following.readFor(Duration.ofMinutes(20));
    following.append("other.log", "x\n").read().append("app.log", "2\n").read();

    assertLines("other.log x", "app.log 2");
  }

  @Test
  void shouldAskKafkaOnceForAPositionThatIsNotThere() {
    following.append("app.log", "1\n").append("app.log.1", "0\n").glob("app.log*").start().read();
    int asked = following.asked.size();
    following.append("tmp", "x").read().delete("tmp").read().append("app.log.2", "-1\n").read();

    assertEquals(
        List.of(following.path("app.log.2")),
        List.copyOf(following.asked.subList(asked, following.asked.size())));
  }

  @Test
  void shouldFollowLinksBesideOneThatLeadsToItself() throws IOException {
    for (int i = 0; i < 20; i++) {
      Path link = folder.resolve("link" + i + ".log");
      Files.createSymbolicLink(link, i % 2 == 0 ? link : folder.resolve("file" + i));
      following.append("file" + i, i + "\n");
    }
    following.glob("*.log").start().read();

    assertEquals(10, following.lines.size());
  }

  private long linesOf(String file) {
    return following.lines.stream().filter(line -> line.startsWith(file)).count();
  }

  private List<String> sorted() {
    return following.lines.stream().sorted().toList();
  }

  private void assertLines(String... expected) {
    assertEquals(List.of(expected), following.lines);
  }
}
