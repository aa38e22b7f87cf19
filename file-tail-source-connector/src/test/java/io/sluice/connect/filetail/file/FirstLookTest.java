package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.filetail.folder.FolderListings;
import io.sluice.connect.filetail.line.LineLimit;
import io.sluice.connect.filetail.line.LineSettings;
import io.sluice.connect.filetail.line.LongLine;
import io.sluice.connect.filetail.metrics.FileCounts;
import io.sluice.connect.filetail.metrics.ShownFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A path that has no file, or none that can be read, when it is looked at first. */
class FirstLookTest {

  @TempDir Path folder;

  private TailedPath file;
  private TailLog log;
  private int written;

  @BeforeEach
  void follow() throws IOException {
    log = new TailLog();
    file = new TailedPath(Files.createDirectory(folder.resolve("logs")));
  }

  @AfterEach
  void close() {
    file.close();
    log.close();
  }

  @Test
  void shouldReadWhatWasWrittenAndRotatedBetweenTwoLooks() throws IOException {
    file.start().read();
    write("1\n").moveTo("app.log.1");
    write("2\n").moveTo("app-2026-11-21.log");
    write("3\n").readPastRotationWait();

    assertSent("1", "2", "3");
  }

  @Test
  void shouldReadWhatWasRotatedAndCompressedBetweenTwoLooks() throws IOException {
    file.start().read();
    write("1\n").moveTo("app.log.2");
    write("2\n").moveTo("app.log.1");
    GzipTool.compress(file.sibling("app.log.2"));
    write("3\n").readPastRotationWait();

    assertSent("1", "2", "3");
  }

  @Test
  void shouldReadMoreThanMayBeOpen() throws IOException {
    file.start().read();
    for (int i = 1; i <= 40; i++) {
      write(i + "\n").moveTo("app.log-" + (20260000 + i));
    }
    write("41\n");
    for (int i = 0; i < 6; i++) {
      file.readPastRotationWait();
    }

    assertSent(IntStream.rangeClosed(1, 41).mapToObj(Integer::toString).toArray(String[]::new));
  }

  @Test
  void shouldReadARotatedFileThoughThePathHasNoneAgain() throws IOException {
    file.start().read();
    write("1\n").moveTo("app.log.1").read();
    write("2\n").readPastRotationWait();

    assertSent("1", "2");
  }

  @Test
  void shouldReadWhatWasCopiedAndTruncatedBetweenTwoLooks() throws IOException {
    file.start().read();
    write("1\n").copyTo("app.log.1").truncate();
    write("2\n").readPastRotationWait();

    assertSent("1", "2");
  }

  @Test
  void shouldLeaveAloneWhatAnotherProgramBeginsWhileTheFileCannotBeRead() throws IOException {
    write("1\n");
    file.disk.forbid(file.path);
    file.start().read();
    Files.writeString(file.sibling("app-8080.log"), "another program's\n");
    file.read();
    file.disk.allow(file.path);
    file.readPastRotationWait();

    assertSent("1");
  }

  @Test
  void shouldReadWhatMayBeAnotherProgramsWhereThePathGotAnotherFile() throws IOException {
    write("1\n");
    file.disk.forbid(file.path);
    file.start().read().moveTo("app-1.log");
    file.disk.allow(file.sibling("app-1.log"));
    write("2\n").readPastRotationWait();

    assertSent("1", "2");
  }

  @Test
  void shouldLeaveAloneWhatWasThere() throws IOException {
    write("old\n").moveTo("app.log.2");
    write("not so old\n").moveTo("app.log.1");
    file.start().read();
    Files.move(file.sibling("app.log.2"), file.sibling("app.log.3"));
    GzipTool.compress(file.sibling("app.log.3"));
    Files.move(file.sibling("app.log.1"), file.sibling("app.log.2"));
    write("1\n").moveTo("app.log.1");
    write("2\n").readPastRotationWait();

    assertSent("1", "2");
  }

  @Test
  void shouldLeaveAloneWhatANewFolderBrings() throws IOException {
    write("old\n").moveTo("app.log.1");
    write("1\n");
    Files.move(file.folder, folder.resolve("not-mounted"));
    file.start().read();
    Files.move(folder.resolve("not-mounted"), file.folder);
    file.readPastRotationWait();

    assertSent("1");
  }

  @Test
  void shouldLeaveAloneAnotherProgramsLogThatCameBefore() throws IOException {
    file.start().read();
    assertTrue(file.isQuiet());
    file.appendTo(file.sibling("app-8080.log"), "another program's\n");
    assertEquals(false, file.hasChanged());
    file.appendTo(file.sibling("app-8080.log"), "another program's\n");
    write("1\n").moveTo("app-2026-11-21.log");
    write("2\n").readPastRotationWait();

    assertSent("1", "2");
  }

  @Test
  void shouldLeaveAloneAnotherProgramsLogThatComesTogetherWithThePath() throws IOException {
    file.start().read();
    Path theirs = file.sibling("app-8080.log");
    file.appendTo(theirs, "another program's\n");
    write("1\n");
    for (int i = 0; i < 5; i++) {
      file.appendTo(theirs, "another program's\n").readPastRotationWait();
    }

    assertSent("1");
  }

  @Test
  void shouldReadWhatIsRotatedWhileItCannotBeOpened() throws IOException {
    write("1\n");
    file.disk.forbid(file.path);
    file.start().read();
    file.moveTo("app.log.1").disk.allow(file.sibling("app.log.1"));
    write("2\n").readPastRotationWait();

    assertSent("1", "2");
  }

  @Test
  void shouldReadWhatIsCompressedWhileItCannotBeOpened() throws IOException {
    write("1\n");
    file.disk.forbid(file.path);
    file.start().read();
    file.moveTo("app.log.1").disk.allow(file.sibling("app.log.1"));
    GzipTool.compress(file.sibling("app.log.1"));
    write("2\n").readPastRotationWait();

    assertSent("1", "2");
  }

  @Test
  void shouldReadWhatIsCopiedAndTruncatedWhileItCannotBeOpened() throws IOException {
    write("1\n");
    file.disk.forbid(file.path);
    file.start().read();
    file.copyTo("app.log.1").truncate();
    file.disk.allow(file.path);
    write("2\n").readPastRotationWait();

    assertSent("1", "2");
  }

  @Test
  void shouldNotReadWhatWasRotatedBeforeItsEndWasFoundButTell() throws IOException {
    write("1\n");
    file.disk.forbid(file.path);
    file.start(StartPosition.END).read();
    file.append("2\n").moveTo("app.log.1").disk.allow(file.sibling("app.log.1"));
    write("3\n").readPastRotationWait();

    assertEquals(List.of("3"), file.lines, log::toString);
    assertEquals(1, log.count("and it was rotated before it was read"), log::toString);
  }

  @Test
  void shouldTellWhatWasRotatedBetweenItWasFoundAndLookedAtFirst() throws IOException {
    write("1\n");
    FoundEnd found = FoundEnd.of(file.path).orElseThrow();
    file.append("2\n").moveTo("app.log.1");
    write("3\n");
    file.start(StartPosition.END).wasFound(found).readPastRotationWait();

    assertEquals(List.of("3"), file.lines, log::toString);
    assertEquals(1, log.count("bytes 2 to 4 were written to"), log::toString);
  }

  @Test
  void shouldReadFromWhereItEndedWhenItWasFound() throws IOException {
    write("1\nha");
    FoundEnd found = FoundEnd.of(file.path).orElseThrow();
    file.append("lf\n3\n").start(StartPosition.END).wasFound(found).readPastRotationWait();

    assertSent("half", "3");
  }

  @Test
  void shouldReadAllOfWhatWasNotThereWhenItsPathWasFound() throws IOException {
    FoundEnd found = FoundEnd.of(file.path).orElseThrow();
    write("1\n");
    file.start(StartPosition.END).wasFound(found).readPastRotationWait();

    assertSent("1");
  }

  @Test
  void shouldNotKnowTheEndOfWhatCannotBeSeen() throws IOException {
    Files.createSymbolicLink(file.path, file.path);
    file.start();

    assertEquals(Optional.empty(), FoundEnd.of(file.path));
  }

  @Test
  void shouldReadWhatIsWrittenWhileItCannotBeOpenedAndItsEndIsLookedFor() throws IOException {
    write("1\n");
    file.disk.forbid(file.path);
    file.start(StartPosition.END).read();
    write("2\n").read().disk.allow(file.path);
    file.read();
    write("3\n").read();

    assertSent("2", "3");
  }

  @Test
  void shouldReadAllOfAFileThatIsTruncatedWhileItsEndIsLookedFor() throws IOException {
    write("1, of which the end is looked for\n");
    file.disk.forbid(file.path);
    file.start(StartPosition.END).read();
    file.truncate();
    write("2\n").read().disk.allow(file.path);
    file.readPastRotationWait();

    assertSent("2");
  }

  @Test
  void shouldKnowAnotherProgramsLogOnceHoweverOftenItGrows() throws IOException {
    AllowedPaths allowed = new AllowedPaths(List.of(file.folder));
    TailContext context =
        new TailContext(
            new TailSettings(
                allowed,
                LineSettings.singleLines(new LineLimit(1024, LongLine.SPLIT)),
                TailedPath.ROTATION_WAIT),
            new FolderListings(() -> 0),
            other -> false,
            path -> List.of(),
            () -> 0);
    FileCounts counts = new FileCounts(file.path, () -> 0);
    FileOpener opener = new FileOpener(allowed);
    Siblings siblings = new Siblings(file.path, context);
    UnreadableFiles unreadable = new UnreadableFiles(file.path, opener, counts, () -> 0);
    RotatedFiles rotated =
        new RotatedFiles(file.path, siblings, opener, unreadable, any -> false, () -> 0);
    FirstLook first = new FirstLook(file.path, siblings, rotated, context.folders(), counts);
    for (int i = 0; i < 50; i++) {
      file.appendTo(file.sibling("app-8080.log"), "another program's\n");
      Files.createFile(file.sibling("unrelated-" + i));
      Files.setLastModifiedTime(file.folder, FileTime.fromMillis(1_700_000_000_000L + i));
      first.isAbsent(first.take());
    }
    file.start();

    GzipHead any = new GzipHead(new byte[0], true);
    KnownFiles present = first.present(StartPosition.BEGINNING, first.take(), Optional.empty());
    assertEquals(1, present.originals(any).size());
  }

  /** A second apart: the file system's clock ticks too slowly for a test. */
  private TailedPath write(String text) throws IOException {
    file.append(text);
    Files.setLastModifiedTime(
        file.path, FileTime.fromMillis(1_700_000_000_000L + 1000L * ++written));
    return file;
  }

  private void assertSent(String... lines) {
    assertEquals(List.of(lines), file.lines, log::toString);
    assertEquals(0L, new ShownFile(file.fileCounts()).value("losses-total"), log::toString);
  }
}
