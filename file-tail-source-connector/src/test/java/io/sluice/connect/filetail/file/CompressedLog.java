package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;

/** A log that is followed while its rotations are compressed, at times that the test chooses. */
final class CompressedLog implements AutoCloseable {

  final TailedPath file;

  /** Later than anything that is written meanwhile, however long that takes. */
  private final long start = System.currentTimeMillis() + 3_600_000;

  CompressedLog(Path folder) {
    this.file = new TailedPath(folder);
  }

  /** Reads all there is, with the time that it takes to go through several rotations. */
  void readOn() {
    for (int i = 0; i < 6; i++) {
      file.readPastRotationWait();
    }
  }

  /** Rotations are a second apart at least; the file system's clock ticks too slowly for a test. */
  void rotate(String name, long second) throws IOException {
    file.moveTo(name);
    setModified(name, second);
  }

  void compress(String name) throws IOException {
    GzipTool.compress(file.sibling(name));
  }

  void compressAt(String name, long second) throws IOException {
    GzipTool.compressAt(file.sibling(name), time(second));
  }

  void write(String name, byte[] bytes) throws IOException {
    Files.write(
        file.sibling(name), bytes, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    setModified(name, 5);
  }

  void setModified(String name, long second) throws IOException {
    Files.setLastModifiedTime(file.sibling(name), time(second));
  }

  private FileTime time(long second) {
    return FileTime.fromMillis(start + 1000 * second);
  }

  void assertLines(String... expected) {
    assertEquals(List.of(expected), file.lines);
  }

  @Override
  public void close() {
    file.close();
  }
}
