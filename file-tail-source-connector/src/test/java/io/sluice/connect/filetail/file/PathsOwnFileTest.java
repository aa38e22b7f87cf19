package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.filetail.metrics.ShownFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has the path, where that is not the file that was read, or others look like it. */
class PathsOwnFileTest {

  @TempDir Path folder;

  private TailedPath file;

  @BeforeEach
  void followThePath() throws IOException {
    file = new TailedPath(Files.createDirectory(folder.resolve("logs")));
  }

  @AfterEach
  void close() {
    file.close();
  }

  @Test
  void shouldGoOnThoughTheDeviceNumberHasChanged() {
    file.append("1\n").start().read();
    FilePosition before = file.committed();
    file.close();
    FileIdentity moved = new FileIdentity(before.identity().device() + 1, 4711);
    file.append("2\n")
        .start(
            Optional.of(
                new FilePosition(
                    before.position(),
                    moved,
                    before.head(),
                    before.anchor(),
                    null,
                    before.epoch(),
                    Rotation.NONE)),
            StartPosition.BEGINNING)
        .read();

    assertEquals(List.of("1", "2"), file.lines);
  }

  /** From a backup, or by an editor that saves into a new file. */
  @Test
  void shouldFollowAFileThatWasPutInThePlaceOfTheOneThatWasRead() throws IOException {
    file.append("1\n").start().read().close();
    Path restored = Files.copy(file.path, folder.resolve("restored"));
    Files.move(restored, file.path, StandardCopyOption.REPLACE_EXISTING);
    file.append("2\n").restart().read();
    file.append("thr").read().append("ee\n").read();
    assertEquals(List.of("1", "2", "three"), file.lines);

    file.restart().append("fo").read().append("ur\n").readFor(Duration.ofMinutes(2));
    assertEquals(List.of("1", "2", "three", "four"), file.lines);
    assertEquals(0L, new ShownFile(file.fileCounts()).value("losses-total"));
    assertTrue(file.isQuiet());
  }

  @Test
  void shouldGoToAPositionThatWasSetByHand() {
    file.append("1\n2\n3\n")
        .start(
            Optional.of(new FilePosition(2, null, null, null, null, 0, Rotation.NONE)),
            StartPosition.BEGINNING)
        .read();

    assertEquals(List.of("2", "3"), file.lines);
  }

  /** One rotation may have made both logs anew, empty. */
  @Test
  void shouldLeaveAnothersLogAloneThatWasEmptyWhenBothBegan() throws IOException {
    Path theirs = Files.createFile(file.sibling("app-1.log"));
    file.append("").start().read();
    Files.writeString(theirs, "theirs\n");
    file.append("ours\n").readPastRotationWait();

    assertEquals(List.of("ours"), file.lines);
  }

  @Test
  void shouldFindWhatWasCopiedOverAnEmptyFileOfSuchAName() throws IOException {
    Files.createFile(file.sibling("app-1.log"));
    file.append("1\n").start().read();
    file.append("2\n");
    Files.write(file.sibling("app-1.log"), Files.readAllBytes(file.path));
    file.truncate().append("3\n").readPastRotationWait();

    assertEquals(List.of("1", "2", "3"), file.lines);
    assertEquals(0L, new ShownFile(file.fileCounts()).value("losses-total"));
  }
}
