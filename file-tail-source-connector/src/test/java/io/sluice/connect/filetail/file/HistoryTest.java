package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.connect.filetail.folder.FolderListings;
import io.sluice.connect.filetail.line.LineLimit;
import io.sluice.connect.filetail.line.LineSettings;
import io.sluice.connect.filetail.line.LongLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

  @TempDir Path folder;

  private Path path;
  private TailContext context;

  @BeforeEach
  void write() throws IOException {
    path = Files.writeString(folder.resolve("app.log"), "x\n");
    TailSettings settings =
        new TailSettings(
            new AllowedPaths(List.of(folder)),
            LineSettings.singleLines(new LineLimit(1024, LongLine.SPLIT)),
            Duration.ofSeconds(2));
    context =
        new TailContext(
            settings, new FolderListings(() -> 0), name -> false, path -> List.of(), () -> 0);
  }

  @Test
  void shouldReadPlainRotationsOldestFirst() throws IOException {
    Path newer = rotation("app.log.1", 2);
    Path older = rotation("app.log.2", 1);

    assertEquals(List.of(older, newer), pathsReadFirst(find(Map.of())));
  }

  @Test
  void shouldBeginInTheOldestRotationWhereSomeAreCompressed() throws IOException {
    rotation("app.log.1", 2);
    Path older = rotation("app.log.2.gz", 1);

    History.Found found = find(Map.of());

    assertEquals(Optional.of(FileStat.of(older).orElseThrow().identity()), beginning(found));
    assertEquals(List.of(), found.first());
  }

  @Test
  void shouldLeaveOutWhatCannotBeLookedAt() throws IOException {
    Path rotated = rotation("app.log.1", 2);
    Path loop = folder.resolve("app.log.old");
    Files.createSymbolicLink(loop, loop);
    Files.createDirectory(folder.resolve("app.log.3"));

    assertEquals(List.of(rotated), pathsReadFirst(find(Map.of())));
  }

  /** It cannot be told which of the compressed were read by the names that they had then. */
  @Test
  void shouldLeaveCompressedRotationsOutWhereOthersWereFollowedByThemselves() throws IOException {
    Path newer = rotation("app.log.1", 2);
    Path older = rotation("app.log.2.gz", 1);

    History.Found found = find(Map.of(newer, positionIn(newer)));

    assertEquals(List.of(newer), pathsReadFirst(found));
    assertEquals(List.of(older), found.leftOut());
  }

  /** Rotation renames a file between the moment its position is asked for and the first look. */
  @Test
  void shouldKnowAFileThatWasReadByAnotherName() throws IOException {
    Path renamed = rotation("app.log.2", 1);
    FilePosition position = positionIn(renamed);

    History.Found found = find(Map.of(folder.resolve("app.log.1"), position));

    assertEquals(Optional.of(position), found.first().get(0).position());
  }

  @Test
  void shouldTellWhenTheNamesStandForOtherFiles() throws IOException {
    Path rotated = rotation("app.log.1", 1);
    History history = new History(name -> true, Map.of());
    History.Found found = history.find(path, context);
    history.requireStill(found, path, context);

    Files.move(rotated, folder.resolve("app.log.2"));

    assertThrows(NotReadyException.class, () -> history.requireStill(found, path, context));
  }

  private History.Found find(Map<Path, FilePosition> positions) throws IOException {
    return new History(name -> true, positions).find(path, context);
  }

  private static List<Path> pathsReadFirst(History.Found found) {
    assertEquals(Optional.empty(), found.begin());
    return found.first().stream().map(EarlierFile::path).toList();
  }

  private static Optional<FileIdentity> beginning(History.Found found) {
    return found.begin().map(FilePosition::identity);
  }

  private static FilePosition positionIn(Path file) throws IOException {
    FileIdentity identity = FileStat.of(file).orElseThrow().identity();
    return new FilePosition(1, identity, null, null, null, 0, Rotation.NONE);
  }

  private Path rotation(String name, long second) throws IOException {
    Path file = Files.writeString(folder.resolve(name), second + "\n");
    return Files.setLastModifiedTime(file, FileTime.fromMillis(1000 * second));
  }
}
