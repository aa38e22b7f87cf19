package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.connect.filetail.metrics.ShownFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to the rotated files that are read first, before their turn. */
class EarlierFilesTest {

  private static final long START = 1_700_000_000_000L;

  @TempDir Path folder;

  private TailedPath file;
  private TailLog log;

  @BeforeEach
  void writeALogThatWasRotatedThreeTimes() throws IOException {
    log = new TailLog();
    file = new TailedPath(Files.createDirectory(folder.resolve("logs")));
    for (int day = 1; day <= 3; day++) {
      Files.writeString(rotation(day), day + "\n");
      Files.setLastModifiedTime(rotation(day), FileTime.fromMillis(START + 86_400_000L * day));
    }
    file.append("4\n");
  }

  @AfterEach
  void close() {
    file.close();
    log.close();
  }

  @Test
  void shouldReadWhatIsCompressedBeforeItsTurn() throws IOException {
    file.start().readRotatedFirst().readOnce();
    GzipTool.compress(rotation(2));
    GzipTool.compress(rotation(3));
    file.readPastRotationWait().readPastRotationWait().readPastRotationWait();

    assertEquals(List.of("1", "2", "3", "4"), file.lines, log::toString);
    assertEquals(0L, shown("losses-total"), log::toString);
  }

  @Test
  void shouldReadWhatIsRenamedBeforeItsTurn() throws IOException {
    file.start().readRotatedFirst().readOnce();
    Files.move(rotation(2), file.sibling("app.log-20260102.old"));
    file.readPastRotationWait().readPastRotationWait().readPastRotationWait();

    assertEquals(List.of("1", "2", "3", "4"), file.lines, log::toString);
  }

  @Test
  void shouldTellOfWhatIsDeletedBeforeItsTurn() throws IOException {
    file.start().readRotatedFirst().readOnce();
    Files.delete(rotation(2));
    file.readPastRotationWait().readPastRotationWait().readPastRotationWait();

    assertEquals(List.of("1", "3", "4"), file.lines, log::toString);
    assertEquals(1L, shown("losses-total"), log::toString);
  }

  private Path rotation(int day) {
    return file.sibling("app.log-2026010" + day);
  }

  private Object shown(String metric) {
    return new ShownFile(file.fileCounts()).value(metric);
  }
}
