package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

/** What is deleted or truncated while one of the files that came with it has to be waited for. */
class AwaitedFilesTest {

  /** Later than anything that is written while a test runs, however long that takes. */
  private static final long START = System.currentTimeMillis() + 3_600_000;

  @TempDir Path folder;

  private TailedPath file;
  private TailLog log;
  private int changes;

  @BeforeEach
  void readTheFirstFile() throws IOException {
    log = new TailLog();
    file = new TailedPath(Files.createDirectory(folder.resolve("logs")));
    write("1\n");
    file.start().read();
  }

  @AfterEach
  void close() {
    file.close();
    log.close();
  }

  @Test
  void shouldTellOfThePathsOwnThatIsDeleted() throws IOException {
    rotateTwice();
    file.read();
    replace();

    assertSent("1", "banner", "3");
    assertLost(1, "banner\n2\n");
  }

  @Test
  void shouldTellOfThePathsOwnThatIsDeletedAfterARestart() throws IOException {
    file.close();
    rotateTwice();
    file.start().read();
    replace();

    assertSent("1", "banner", "3");
    assertLost(1, "banner\n2\n");
  }

  @Test
  void shouldTellNothingOfAnotherProgramsLogThatIsDeletedAfterARestart() throws IOException {
    file.close();
    rotateTwice();
    file.appendTo(file.sibling("app-2026-11-22.log"), "theirs\n");
    setModified("app-2026-11-22.log");
    file.start().read();
    Files.delete(file.sibling("app-2026-11-22.log"));
    file.readFor(Duration.ofSeconds(80));

    assertSent("1", "banner", "banner", "2");
    assertLost(0, "");
  }

  @Test
  void shouldLeaveAnotherProgramsLogAloneThatGotTheInodeOfThePositionsFile() throws IOException {
    file.close();
    move("app.log", "app-8080.log");
    Files.writeString(file.sibling("app-8080.log"), "theirs\n");
    setModified("app-8080.log");
    write("banner\n");
    move("app.log", "app.log.1");
    write("banner\n2\n");
    Files.writeString(file.sibling("app-9090.log"), "theirs, too\n");
    setModified("app-9090.log");
    file.start().readFor(Duration.ofSeconds(80));

    assertSent("1", "banner", "banner", "2");
  }

  @Test
  void shouldTellOfThePathsOwnThatWasTruncatedBeforeAndIsTruncatedAgain() throws IOException {
    file.close();
    file.copyTo("app.log.2").truncate();
    setModified("app.log.2");
    file.appendTo(file.sibling("app.log.1"), "banner\n");
    setModified("app.log.1");
    write("banner\n2\n");
    file.start().read().truncate();
    write("3\n");
    file.readFor(Duration.ofSeconds(80));

    assertSent("1", "banner", "3");
    assertLost(1, "banner\n2\n");
  }

  @Test
  void shouldTellOfNoLossWhereTheCompressedCopysTimeIsCutToSeconds() throws IOException {
    rotateTwice();
    Files.setLastModifiedTime(file.path, FileTime.fromMillis(later(500)));
    file.read().copyTo("app.log.0").truncate();
    GzipTool.compressAt(file.sibling("app.log.0"), FileTime.fromMillis(later(0)));
    write("3\n");
    file.readFor(Duration.ofSeconds(80));

    assertSent("1", "banner", "banner", "2", "3");
    assertLost(0, "");
  }

  /** Milliseconds after a whole second, at which nothing else is written. */
  private long later(int millis) {
    return (START / 1000 + changes + 2) * 1000 + millis;
  }

  private void replace() throws IOException {
    file.delete();
    write("3\n");
    file.readFor(Duration.ofSeconds(80));
  }

  @Test
  void shouldTellOfOneThatIsDeletedBesideAnother() throws IOException {
    move("app.log", "app.log.3");
    write("2\n");
    move("app.log", "app.log.2");
    write("banner\n");
    move("app.log", "app.log.1");
    write("banner\n3\n");
    file.read();
    Files.delete(file.sibling("app.log.2"));
    file.readFor(Duration.ofSeconds(80));

    assertSent("1", "banner", "banner", "3");
    assertLost(1, "2\n");
  }

  @Test
  void shouldTellOfThePathsOwnThatIsTruncated() throws IOException {
    rotateTwice();
    file.read().truncate();
    write("3\n");
    file.readFor(Duration.ofSeconds(80));

    assertSent("1", "banner", "3");
    assertLost(1, "banner\n2\n");
  }

  @Test
  void shouldTellOfNoLossWhereItIsCopiedAndTruncated() throws IOException {
    rotateTwice();
    file.read().copyTo("app.log.0").truncate();
    setModified("app.log.0");
    write("3\n");
    file.readFor(Duration.ofSeconds(80));

    assertSent("1", "banner", "banner", "2", "3");
    assertLost(0, "");
  }

  @Test
  void shouldTellOfNoLossWhereItIsCompressed() throws IOException {
    rotateTwice();
    file.read();
    GzipTool.compress(file.sibling("app.log.1"));
    file.readFor(Duration.ofSeconds(80));

    assertSent("1", "banner", "banner", "2");
    assertLost(0, "");
  }

  @Test
  void shouldTellOfThePathsOwnThatIsDeletedBeforeAnyFileWasOpened() throws IOException {
    file.close();
    file.offsets.clear();
    file.lines.clear();
    file.delete();
    file.start().read();
    write("banner\n");
    move("app.log", "app.log.1");
    write("banner\n2\n");
    file.read();
    replace();

    assertSent("banner", "3");
    assertLost(1, "banner\n2\n");
  }

  @Test
  void shouldTellOfNoLossWhereTheFolderIsAwayForAMomentBeforeAnyFileWasOpened() throws IOException {
    followAnew();
    rotateOnce();
    file.read();
    Path away = folder.resolve("away");
    Files.move(file.folder, away);
    file.read();
    Files.move(away, file.folder);
    file.readFor(Duration.ofSeconds(80));

    assertSent("banner", "banner", "2");
    assertLost(0, "");
  }

  @Test
  void shouldTellOfOneThatWasTruncatedAndCannotBeReadThen() throws IOException {
    followAnew();
    rotateOnce();
    file.read().truncate();
    write("banner\n");
    file.read().moveTo("app.log.0");
    file.disk.forbid(file.sibling("app.log.0"));
    file.disk.forbid(file.sibling("app.log.1"));
    for (int i = 0; i < 15; i++) {
      file.readAfter(Duration.ofSeconds(10));
    }

    assertSent();
    assertEquals(2, log.count("could not be read for a minute"), log::toString);
    assertLost(3, "banner\n" + "banner\n" + "banner\n2\n");
  }

  @Test
  void shouldTellOfThoseWhoseFolderIsRemovedBeforeAnyFileWasOpened() throws IOException {
    followAnew();
    rotateOnce();
    file.read();
    Files.move(file.folder, folder.resolve("away"));
    file.readFor(Duration.ofSeconds(55));
    assertLost(0, "");

    file.readFor(Duration.ofSeconds(10));
    assertLost(2, "banner\n" + "banner\n2\n");
  }

  @Test
  void shouldTellOfThoseThatAreDeletedBeforeAnyFileWasOpened() throws IOException {
    followAnew();
    // Moved, for a deleted one's inode would be another's at once.
    Files.move(file.sibling("app.log.9"), folder.resolve("old"));
    file.read();
    rotateOnce();
    file.read();
    Files.delete(file.sibling("app.log.1"));
    file.delete().read();

    assertLost(2, "banner\n" + "banner\n2\n");
  }

  /** A path that has no file yet, beside a rotation that was there before. */
  private void followAnew() throws IOException {
    file.close();
    file.offsets.clear();
    file.lines.clear();
    move("app.log", "app.log.9");
    file.start().read();
  }

  /** The rotated one may be a copy of the path's own that is being made. */
  private void rotateTwice() throws IOException {
    move("app.log", "app.log.2");
    rotateOnce();
  }

  private void rotateOnce() throws IOException {
    write("banner\n");
    move("app.log", "app.log.1");
    write("banner\n2\n");
  }

  private void move(String from, String to) throws IOException {
    Files.move(file.sibling(from), file.sibling(to));
  }

  /** A second apart: the file system's clock ticks too slowly for a test. */
  private void write(String text) throws IOException {
    file.append(text);
    setModified("app.log");
  }

  private void setModified(String name) throws IOException {
    FileTime time = FileTime.fromMillis(START + 1000L * ++changes);
    Files.setLastModifiedTime(file.sibling(name), time);
  }

  private void assertSent(String... lines) {
    assertEquals(List.of(lines), file.lines, log::toString);
  }

  private void assertLost(long losses, String text) {
    ShownFile shown = new ShownFile(file.fileCounts());
    assertEquals(losses, shown.value("losses-total"), log::toString);
    assertEquals((long) text.length(), shown.value("bytes-lost-total"), log::toString);
  }
}
