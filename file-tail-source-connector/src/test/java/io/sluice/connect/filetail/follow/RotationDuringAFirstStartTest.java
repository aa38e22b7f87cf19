package io.sluice.connect.filetail.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rotations that happen between the moment a glob's files are found and the first look at them. */
class RotationDuringAFirstStartTest {

  @TempDir Path folder;

  private int written;
  private boolean rotated;

  /**
   * @param before how often the file was rotated before the start
   * @param during how often it is, at each moment of the start
   */
  @ParameterizedTest
  @CsvSource({
    "0, 1", "0, 2", "1, 1", "1, 2", "3, 1", "3, 2", "1, 4",
  })
  void shouldReadEachFileOnceAndInOrder(int before, int during) throws IOException {
    StringBuilder wrong = new StringBuilder();
    rotated = true;
    for (int moment = 1; rotated; moment++) {
      written = 0;
      rotated = false;
      try (Following files =
          new Following(Files.createDirectory(folder.resolve("moment-" + moment)))) {
        write(files);
        rotate(files, before);
        files
            .glob("app.log*")
            .atMoment(
                moment,
                () -> {
                  rotated = true;
                  rotate(files, during);
                });
        files.start();
        // What is rotated while the files are read is the matter of another test.
        boolean found = false;
        for (int polls = 0; polls < 20 && !found; polls++) {
          found = files.poll() > 0;
          files.pass(150_000_000L);
        }
        files.atMoment(-1, () -> {});
        for (int i = 0; i < 8; i++) {
          files.readPastRotationWait();
        }
        List<String> expected =
            IntStream.rangeClosed(1, written).mapToObj(line -> "app.log " + line).toList();
        if (!expected.equals(files.lines)) {
          wrong.append("moment ").append(moment).append(": ").append(files.lines).append('\n');
        }
      }
    }
    assertEquals("", wrong.toString());
  }

  private void rotate(Following files, int times) {
    try {
      for (int i = 0; i < times; i++) {
        for (int number = 9; number > 0; number--) {
          String from = number == 1 ? "app.log" : "app.log." + (number - 1);
          if (Files.exists(files.path(from))) {
            files.move(from, "app.log." + number);
          }
        }
        write(files);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** A second apart: the file system's clock ticks too slowly for a test. */
  private void write(Following files) throws IOException {
    files.append("app.log", ++written + "\n");
    FileTime time = FileTime.fromMillis(1_700_000_000_000L + 1000L * written);
    Files.setLastModifiedTime(files.path("app.log"), time);
  }
}
