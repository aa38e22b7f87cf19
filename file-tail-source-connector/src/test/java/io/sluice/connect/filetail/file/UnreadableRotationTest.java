package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.filetail.metrics.FileCounts;
import io.sluice.connect.filetail.metrics.ShownFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rotated files that cannot be opened, for a while or for good. */
class UnreadableRotationTest {

  private static final long START = 1_700_000_000_000L;
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
  private static final Duration OVER_A_MINUTE = Duration.ofSeconds(65);

  @TempDir Path folder;

  private TailedPath file;
  private TailLog log;

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
  void shouldReadARotationThatWasForbiddenForAMomentInItsOrder() throws IOException {
    readOneAndRotateTwo();
    file.disk.forbid(file.sibling("app.log.1"));
    file.readFor(TEN_SECONDS);
    assertLines("1");
    assertEquals("trouble", shown().value("state"));
    assertFalse(file.isQuiet());

    file.disk.allow(file.sibling("app.log.1"));
    file.readFor(TEN_SECONDS);
    assertLines("1", "2", "3");
    assertEquals("quiet", shown().value("state"));
    assertEquals(0L, shown().value("losses-total"));
    assertEquals(1, log.count("cannot be read: java.nio.file.AccessDenied"), log::toString);
    assertEquals(1, log.count("can be read again"), log::toString);
  }

  @Test
  void shouldGiveARotationUpThatStaysForbiddenAndSayWhatIsLost() throws IOException {
    readOneAndRotateTwo();
    file.disk.forbid(file.sibling("app.log.1"));
    file.readFor(OVER_A_MINUTE);

    assertLines("1", "3");
    assertEquals(1L, shown().value("losses-total"));
    assertEquals(2L, shown().value("bytes-lost-total"));
    assertEquals(1, log.count("its bytes 0 to 2 are lost"), log::toString);

    file.append("4\n").readFor(OVER_A_MINUTE);
    assertLines("1", "3", "4");
    assertEquals(1L, shown().value("losses-total"));
  }

  @Test
  void shouldWaitForTheFileOfThePositionAfterARestart() throws IOException {
    write(1, "1\n");
    file.start().read().close();
    file.append("2\n").moveTo("app.log.1");
    write(3, "3\n");
    file.disk.fail(file.sibling("app.log.1"), "Too many open files");
    file.start().readFor(TEN_SECONDS);
    assertLines("1");

    file.disk.allow(file.sibling("app.log.1"));
    file.readFor(TEN_SECONDS);
    assertLines("1", "2", "3");
    assertEquals(0L, shown().value("losses-total"));
  }

  @Test
  void shouldCountTheRestOfTheFileOfThePositionAsLostOnce() throws IOException {
    write(1, "1\n");
    file.start().read().close();
    file.append("22\n").moveTo("app.log.1");
    write(3, "3\n");
    file.disk.forbid(file.sibling("app.log.1"));
    file.start().readFor(OVER_A_MINUTE);

    assertLines("1", "3");
    assertEquals(1L, shown().value("losses-total"));
    assertEquals(3L, shown().value("bytes-lost-total"));
    assertEquals(1, log.count("its bytes 2 to 5 are lost"), log::toString);
  }

  @Test
  void shouldCountAFileAsLostThatIsDeletedWhileItCannotBeRead() throws IOException {
    readOneAndRotateTwo();
    file.disk.forbid(file.sibling("app.log.1"));
    file.readFor(TEN_SECONDS);
    Files.delete(file.sibling("app.log.1"));
    file.readFor(TEN_SECONDS);

    assertLines("1", "3");
    assertEquals(2L, shown().value("bytes-lost-total"));
    assertEquals(1, log.count("was deleted while it could not be read"), log::toString);
  }

  @Test
  void shouldWaitForACopyThatCannotBeReadYet() throws IOException {
    write(1, "1\n");
    file.start().read().append("2\n").copyTo("app.log.1").truncate();
    file.disk.forbid(file.sibling("app.log.1"));
    file.append("3\n").readFor(TEN_SECONDS);
    assertLines("1");

    file.disk.allow(file.sibling("app.log.1"));
    file.readFor(TEN_SECONDS);
    assertLines("1", "2", "3");
    assertEquals(0L, shown().value("losses-total"));
  }

  @Test
  void shouldWaitForACompressedRotation() throws IOException {
    write(1, "1\n");
    file.start().read().moveTo("app.log.2");
    write(2, "2\n");
    GzipTool.compress(file.path, file.sibling("app.log.1.gz"));
    write(3, "3\n");
    file.disk.forbid(file.sibling("app.log.1.gz"));
    file.readFor(TEN_SECONDS);
    assertLines("1");

    file.disk.allow(file.sibling("app.log.1.gz"));
    file.readFor(TEN_SECONDS);
    assertLines("1", "2", "3");
  }

  @Test
  void shouldNotWaitForANeighbourThatCouldNeverBeRead() throws IOException {
    Path neighbour = file.sibling("app-8080.log");
    write(1, "1\n");
    file.appendTo(neighbour, "foreign\n");
    file.disk.forbid(neighbour);
    file.start().read().moveTo("app.log.2");
    write(2, "2\n");
    file.moveTo("app.log.1");
    write(3, "3\n");
    file.appendTo(neighbour, "foreign\n");
    setModified(neighbour, 9);
    file.readPastRotationWait().readPastRotationWait();

    assertLines("1", "2", "3");
    assertEquals(0L, shown().value("losses-total"));
    assertEquals(0, log.count("app-8080.log"), log::toString);
  }

  @Test
  void shouldReadARotationThatTookTheInodeOfANeighbourThatCouldNotBeRead() throws IOException {
    Path neighbour = file.sibling("app.log.3");
    file.appendTo(neighbour, "foreign\n");
    file.disk.forbid(neighbour);
    write(1, "1\n");
    file.start().read().moveTo("app.log.2");
    // The same file serves as another one with its inode.
    file.disk.allow(neighbour);
    Files.move(neighbour, file.sibling("app.log.1"));
    Files.writeString(file.sibling("app.log.1"), "2\n");
    setModified(file.sibling("app.log.1"), 2);
    write(3, "3\n");
    file.readPastRotationWait().readPastRotationWait();

    assertLines("1", "2", "3");
  }

  @Test
  void shouldNotGiveAFileUpWhoseFolderCannotBeOpenedEither() throws IOException {
    Path away = folder.resolve("away").resolve("app.log.1");
    FileStat stat = new FileStat(new FileIdentity(1, 2), 10, FileTime.fromMillis(START), true);
    RotatedFile rotated = new RotatedFile(away, stat);
    long[] now = {0};
    FileCounts counts = new FileCounts(file.path, () -> now[0]);
    FileOpener opener = new FileOpener(new AllowedPaths(List.of(folder)));
    UnreadableFiles unreadable = new UnreadableFiles(file.path, opener, counts, () -> now[0]);
    file.start();
    int seconds = 0;
    for (; seconds < 300; seconds += 5) {
      now[0] = Duration.ofSeconds(seconds).toNanos();
      assertWaits(unreadable, rotated);
    }

    Files.createDirectory(away.getParent());
    Files.writeString(away, "lines");
    for (; seconds < 355; seconds += 5) {
      now[0] = Duration.ofSeconds(seconds).toNanos();
      assertWaits(unreadable, rotated);
    }
    now[0] = Duration.ofSeconds(seconds).toNanos();
    unreadable.next(rotated, new IOException("stale"));
    assertTrue(unreadable.isGivenUp(stat.identity()));
  }

  private static void assertWaits(UnreadableFiles unreadable, RotatedFile file) {
    assertThrows(NotReadyException.class, () -> unreadable.next(file, new IOException("stale")));
  }

  @Test
  void shouldPutItDownToTheFileWhereOnlyAnotherOneOfItsFolderMayBeRead() throws IOException {
    Path allowed = Files.writeString(folder.resolve("x.log"), "1\n");
    Path copy = Files.writeString(folder.resolve("x.log.1"), "1\n");
    file.start();

    assertTrue(new FileOpener(new AllowedPaths(List.of(allowed))).canOpenFolderOf(copy));
  }

  @Test
  void shouldWaitForAnEarlierFileThatCannotBeRead() throws IOException {
    file.appendTo(file.sibling("app.log.2"), "1\n").appendTo(file.sibling("app.log.1"), "2\n");
    write(3, "3\n");
    file.disk.forbid(file.sibling("app.log.2"));
    file.start().readRotatedFirst().readFor(TEN_SECONDS);
    assertLines();
    assertTrue(file.begunAt().isEmpty(), "whoever goes on from there would not read it");
    assertEquals("trouble", shown().value("state"));

    file.disk.allow(file.sibling("app.log.2"));
    file.readFor(TEN_SECONDS);
    assertLines("1", "2", "3");
    assertEquals(0L, shown().value("losses-total"));
  }

  @Test
  void shouldGiveAnEarlierFileUpThatStaysUnreadableAndCountOneThatWasDeleted() throws IOException {
    file.appendTo(file.sibling("app.log.2"), "1\n").appendTo(file.sibling("app.log.1"), "2\n");
    write(3, "3\n");
    file.disk.forbid(file.sibling("app.log.2"));
    file.start().readRotatedFirst().read();
    Files.delete(file.sibling("app.log.1"));
    file.readFor(OVER_A_MINUTE);

    assertLines("3");
    assertEquals(2L, shown().value("losses-total"));
    assertEquals(2L, shown().value("bytes-lost-total"));
  }

  /** The second file came and was rotated away between two looks. */
  private void readOneAndRotateTwo() throws IOException {
    write(1, "1\n");
    file.start().read().moveTo("app.log.2");
    write(2, "2\n");
    file.moveTo("app.log.1");
    write(3, "3\n");
  }

  private void write(int second, String text) throws IOException {
    file.append(text);
    setModified(file.path, second);
  }

  private static void setModified(Path file, int second) throws IOException {
    Files.setLastModifiedTime(file, FileTime.fromMillis(START + 1000L * second));
  }

  private ShownFile shown() {
    return new ShownFile(file.fileCounts());
  }

  private void assertLines(String... lines) {
    assertEquals(List.of(lines), file.lines, log::toString);
  }
}
