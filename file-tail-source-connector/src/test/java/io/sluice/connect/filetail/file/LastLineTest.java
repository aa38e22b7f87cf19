package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.filetail.metrics.ShownFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start at the end of a file whose last line ending is far away. */
class LastLineTest {

  private static final long HOLE = 64L * 1024 * 1024;

  @TempDir Path folder;

  @Test
  void shouldSearchAHugeHoleALittleAtATime() throws IOException {
    try (TailedPath file = new TailedPath(folder)) {
      write(file.path, HOLE, "begun");
      file.withTimePerLook(Duration.ofMillis(1)).start(StartPosition.END);
      file.readOnce();
      assertEquals(List.of(), file.lines);
      assertTrue(file.openFiles() == 0, "all of it was searched in one look");

      file.readFor(Duration.ofSeconds(10)).append(" ended\nnext\n").read();
      assertEquals(List.of("begun ended", "next"), file.lines);
    }
  }

  @Test
  void shouldFindTheEndThatWasThereWhenTheSearchBegan() throws IOException {
    try (TailedPath file = new TailedPath(folder)) {
      file.append("old\n");
      write(file.path, HOLE, "begun");
      file.withTimePerLook(Duration.ofMillis(1)).start(StartPosition.END).readOnce();
      file.append(" ended\nnext\n").readFor(Duration.ofSeconds(10));

      // A line that long is split.
      String all = String.join("", file.lines);
      assertEquals("begun endednext", all.replace("\u0000", ""));
      assertEquals(HOLE - 4, all.chars().filter(one -> one == 0).count());
    }
  }

  @Test
  void shouldReadAFileFromItsBeginningThatComesDuringTheSearch() throws IOException {
    try (TailedPath file = new TailedPath(folder)) {
      write(file.path, HOLE, "begun");
      file.withTimePerLook(Duration.ofMillis(1)).start(StartPosition.END).readOnce();
      file.append(" ended\n");
      file.moveTo("app.log.1").append("1\n2\n").readFor(Duration.ofSeconds(10));

      assertEquals(List.of("1", "2"), file.lines);
      assertEquals(7L, new ShownFile(file.fileCounts()).value("bytes-lost-total"));
    }
  }

  private static void write(Path file, long at, String text) throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.seek(at);
      sparse.writeBytes(text);
    }
  }
}
