package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.filetail.metrics.ShownFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A path whose file is rotated more often than files may be open: each file has one line, which is
 * its number, and was written to a second after the one before.
 */
final class ManyRotations implements AutoCloseable {

  private static final long START = 1_700_000_000_000L;
  private static final int MOST_READS = 1000;

  final TailedPath file;
  final TailLog log = new TailLog();
  private int written;

  ManyRotations(Path folder) throws IOException {
    file = new TailedPath(Files.createDirectory(folder.resolve("logs")));
  }

  /** Writes the next file's line. */
  void writeNext() throws IOException {
    file.append(++written + "\n");
    setModified(file.path, written);
  }

  void rotate(int times) throws IOException {
    for (int i = 0; i < times; i++) {
      Files.move(file.path, rotation(written));
      writeNext();
    }
  }

  void rotateInTwoForms(int times) throws IOException {
    for (int i = 0; i < times; i++) {
      writeNext();
      String day = String.format("app.log.2026-11-%02d", 1 + written / 2);
      file.moveTo(written % 2 == 0 ? day : day + ".1");
    }
    writeNext();
  }

  Path rotation(int number) {
    return file.sibling("app.log-" + (20260000 + number));
  }

  void setModified(Path file, int second) throws IOException {
    Files.setLastModifiedTime(file, FileTime.fromMillis(START + 1000L * second));
  }

  /** Expects the lines of all files up to that. */
  void readToEndOf(int last) throws IOException {
    readUntil(last);
    assertEquals(numbers(last), file.lines, log::toString);
  }

  void readUntil(int count) throws IOException {
    for (int i = 0; i < MOST_READS && file.lines.size() < count; i++) {
      file.read().pass(TailedPath.ROTATION_WAIT);
      long open = OpenDescriptors.below(file.folder);
      assertTrue(open <= 20, () -> open + " descriptors");
    }
  }

  static List<String> numbers(int last) {
    return new ArrayList<>(IntStream.rangeClosed(1, last).mapToObj(Integer::toString).toList());
  }

  Object shown(String metric) {
    return new ShownFile(file.fileCounts()).value(metric);
  }

  @Override
  public void close() {
    file.close();
    log.close();
  }
}
