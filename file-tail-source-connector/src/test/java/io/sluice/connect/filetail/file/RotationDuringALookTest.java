package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rotations that happen just while the folder is being looked through. */
class RotationDuringALookTest {

  @TempDir Path folder;

  private int written;
  private boolean rotated;

  /**
   * @param before how often the file was rotated since it was read
   * @param during how often it is, at each moment of the look
   */
  @ParameterizedTest
  @CsvSource({
    "1, 1, false",
    "1, 2, false",
    "3, 1, false",
    "3, 2, false",
    "1, 4, false",
    "1, 1, true",
    "1, 2, true",
    "3, 1, true",
    "3, 2, true",
    "0, 1, true",
    "0, 2, true"
  })
  void shouldReadEachFileOnceAndInOrder(int before, int during, boolean restarted)
      throws IOException {
    StringBuilder wrong = new StringBuilder();
    rotated = true;
    for (int entry = 1; rotated; entry++) {
      written = 0;
      rotated = false;
      try (TailedPath file =
          new TailedPath(Files.createDirectory(folder.resolve("entry-" + entry)))) {
        write(file);
        file.start().read();
        rotateAndLook(file, before, during, restarted, entry);
        List<String> expected =
            IntStream.rangeClosed(1, written).mapToObj(Integer::toString).toList();
        if (!expected.equals(file.lines)) {
          wrong.append("entry ").append(entry).append(": ").append(file.lines).append('\n');
        }
      }
    }
    assertEquals("", wrong.toString());
  }

  /** Of a path that was never read, beside a file that is another's. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void shouldReadEachFileFromTheFirstLookOn(int during) throws IOException {
    StringBuilder wrong = new StringBuilder();
    rotated = true;
    for (int entry = 1; rotated; entry++) {
      written = 0;
      rotated = false;
      try (TailedPath file =
          new TailedPath(Files.createDirectory(folder.resolve("entry-" + entry)))) {
        file.appendTo(file.sibling("app.log.20"), "another's\n");
        write(file);
        file.start()
            .whileListing(
                entry,
                () -> {
                  rotated = true;
                  rotate(file, during);
                });
        for (int i = 0; i < 8; i++) {
          file.readPastRotationWait();
        }
        List<String> expected =
            IntStream.rangeClosed(1, written).mapToObj(Integer::toString).toList();
        if (!expected.equals(file.lines)) {
          wrong.append("entry ").append(entry).append(": ").append(file.lines).append('\n');
        }
      }
    }
    assertEquals("", wrong.toString());
  }

  /** Of a file that is copied and compressed, when nothing was seen of what is in it. */
  @Test
  void shouldReadWhatIsTruncatedWhileItsCompressedCopyIsLookedAt() throws IOException {
    StringBuilder wrong = new StringBuilder();
    String longLine = "2".repeat(5000);
    rotated = true;
    for (int entry = 1; rotated; entry++) {
      rotated = false;
      try (TailedPath file =
          new TailedPath(Files.createDirectory(folder.resolve("entry-" + entry)))) {
        file.append("1\n").start().read().truncate();
        file.append(longLine + "\n").copyTo("app.log.1");
        FileTime later = FileTime.fromMillis(System.currentTimeMillis() + 3_600_000);
        Files.setLastModifiedTime(file.sibling("app.log.1"), later);
        GzipTool.compress(file.sibling("app.log.1"));
        file.whileListing(
            entry,
            () -> {
              rotated = true;
              file.truncate().append("3\n");
            });
        for (int i = 0; i < 8; i++) {
          file.readPastRotationWait();
        }
        if (!List.of("1", longLine, "3").equals(file.lines) && rotated) {
          wrong.append("entry ").append(entry).append(": ").append(file.lines).append('\n');
        }
      }
    }
    assertEquals("", wrong.toString());
  }

  private void rotateAndLook(
      TailedPath file, int before, int during, boolean restarted, int entry) {
    if (restarted) {
      file.close();
    }
    rotate(file, before);
    if (restarted) {
      file.start();
    }
    file.whileListing(
        entry,
        () -> {
          rotated = true;
          rotate(file, during);
        });
    for (int i = 0; i < 8; i++) {
      file.readPastRotationWait();
    }
  }

  private void rotate(TailedPath file, int times) {
    try {
      for (int i = 0; i < times; i++) {
        for (int number = 9; number > 0; number--) {
          Path from = number == 1 ? file.path : file.sibling("app.log." + (number - 1));
          if (Files.exists(from)) {
            Files.move(from, file.sibling("app.log." + number));
          }
        }
        write(file);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** A second apart: the file system's clock ticks too slowly for a test. */
  private void write(TailedPath file) throws IOException {
    file.append(++written + "\n");
    Files.setLastModifiedTime(file.path, FileTime.fromMillis(1_700_000_000_000L + 1000L * written));
  }
}
