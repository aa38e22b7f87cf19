package io.sluice.connect.filetail.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.connect.filetail.file.AllowedPaths;
import io.sluice.connect.filetail.file.EarlierFile;
import io.sluice.connect.filetail.file.FilePosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

  @TempDir Path folder;

  private AllowedPaths allowed;

  @BeforeEach
  void allow() {
    allowed = new AllowedPaths(List.of(folder));
  }

  @Test
  void shouldReadPlainRotationsOldestFirst() throws IOException {
    EarlierFile newer = rotation("app.log.1", 2, Optional.empty());
    EarlierFile older = rotation("app.log.2", 1, Optional.empty());

    assertEquals(new History(Optional.empty(), List.of(older, newer)), of(newer, older));
  }

  @Test
  void shouldBeginInTheOldestRotationWhereSomeAreCompressed() throws IOException {
    EarlierFile newer = rotation("app.log.1", 2, Optional.empty());
    EarlierFile older = rotation("app.log.2.gz", 1, Optional.empty());

    assertEquals(new History(Optional.of(older.beginning(allowed)), List.of()), of(newer, older));
  }

  /** It cannot be told which of the compressed were read by the names that they had then. */
  @Test
  void shouldLeaveCompressedRotationsOutWhereOthersWereFollowedByThemselves() throws IOException {
    EarlierFile unread = rotation("app.log.1", 2, Optional.empty());
    EarlierFile newer = rotation("app.log.1", 2, Optional.of(unread.beginning(allowed)));
    EarlierFile older = rotation("app.log.2.gz", 1, Optional.empty());

    assertEquals(new History(Optional.empty(), List.of(newer)), of(newer, older));
  }

  private History of(EarlierFile... rotations) {
    return History.of(folder.resolve("app.log"), List.of(rotations), allowed);
  }

  private EarlierFile rotation(String name, long second, Optional<FilePosition> position)
      throws IOException {
    Path path = folder.resolve(name);
    Files.writeString(path, second + "\n");
    Files.setLastModifiedTime(path, FileTime.fromMillis(1000 * second));
    return EarlierFile.of(path, position);
  }
}
