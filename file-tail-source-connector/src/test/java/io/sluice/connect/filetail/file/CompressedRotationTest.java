package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of rotations that were compressed before they were read to their end. */
class CompressedRotationTest {

  private TailedPath file;
  private CompressedLog log;

  @BeforeEach
  void followThePath(@TempDir Path folder) {
    log = new CompressedLog(folder);
    file = log.file;
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void shouldGoOnInTheFileThatWasCompressedWhileItWasDown() throws IOException {
    file.append("1\n").start().read().append("2\n").close();
    log.rotate("app.log.1", 1);
    log.compress("app.log.1");
    file.append("3\n").start().readPastRotationWait();

    log.assertLines("1", "2", "3");
  }

  @Test
  void shouldSendTheLastLineOfACompressedFileThoughItHasNoEnding() throws IOException {
    file.append("1\n2").start().read().close();
    log.rotate("app.log.1", 1);
    log.compress("app.log.1");
    file.append("3\n").start().readPastRotationWait();

    log.assertLines("1", "2", "3");
  }

  @Test
  void shouldGoOnInTheFileThatWasCompressedUnderItsOwnName() throws IOException {
    file.append("1\n").start().read().append("2\n").close();
    log.compress("app.log");
    file.append("3\n").start().readPastRotationWait();

    log.assertLines("1", "2", "3");
  }

  @Test
  void shouldReadTheTailFromTheCompressedCopyOfATruncatedFile() throws IOException {
    file.append("1\n").start().read().append("2\n").copyTo("app.log.1").truncate();
    log.compress("app.log.1");
    file.append("3\n").readPastRotationWait();

    log.assertLines("1", "2", "3");
  }

  @Test
  void shouldReadTheTailFromTheCompressedCopyOfAFileThatWasTruncatedWhileItWasDown()
      throws IOException {
    file.append("1\n").start().read().append("2\n").close();
    file.copyTo("app.log.1").truncate();
    log.compress("app.log.1");
    file.append("3\n").start().readPastRotationWait();

    log.assertLines("1", "2", "3");
  }

  @Test
  void shouldReadAFileOnceThatIsCompressedWhileItIsOpen() throws IOException {
    file.append("1\n").start().read().append("2\n");
    log.rotate("app.log.1", 1);
    log.compressAt("app.log.1", 50);
    file.append("3\n");
    log.readOn();

    log.assertLines("1", "2", "3");
  }

  @Test
  void shouldReadMembersThatStandOneAfterTheOther() throws IOException {
    file.append("1\n").start().read().append("2\n3\n4\n").delete().close();
    log.write(
        "app.log.1.gz",
        GzipTool.join(GzipTool.member("1\n2"), GzipTool.member("\n3\n"), GzipTool.member("4\n")));
    file.append("5\n").start();
    log.readOn();

    log.assertLines("1", "2", "3", "4", "5");
  }

  @Test
  void shouldGoOnFromEachOffsetThatItHandedOut() throws IOException {
    String[] lines = IntStream.range(0, 12).mapToObj(i -> "line " + i).toArray(String[]::new);
    file.append(lines[0] + "\n").start().read();
    for (int i = 1; i < 4; i++) {
      file.append(lines[i] + "\n");
    }
    file.close();
    log.rotate("app.log.2", 1);
    log.compress("app.log.2");
    for (int i = 4; i < 8; i++) {
      file.append(lines[i] + "\n");
    }
    log.rotate("app.log.1", 2);
    log.compress("app.log.1");
    for (int i = 8; i < 12; i++) {
      file.append(lines[i] + "\n");
    }
    file.start();
    log.readOn();
    log.assertLines(lines);
    file.close();
    Files.move(file.sibling("app.log.2.gz"), file.sibling("app.log.3.gz"));
    Files.move(file.sibling("app.log.1.gz"), file.sibling("app.log.2.gz"));
    List<Map<String, Object>> offsets = List.copyOf(file.offsets);
    for (int i = 0; i < offsets.size(); i++) {
      file.lines.clear();
      file.start(Optional.of(FilePosition.fromOffset(offsets.get(i))), StartPosition.BEGINNING);
      log.readOn();
      assertEquals(Arrays.asList(lines).subList(i + 1, 12), file.lines, "after line " + i);
      file.close();
    }
    file.start();
  }

  @Test
  void shouldGoOnThoughAFileTakesManySlicesToReadThrough() throws IOException {
    String line = "x".repeat(99) + "\n";
    String block = line.repeat(20_000);
    file.append(block + "1\n").start().read().append(block + "2\n").close();
    int read = file.lines.size();
    log.rotate("app.log.1", 1);
    log.compress("app.log.1");
    file.append("3\n").withTimePerLook(Duration.ofMillis(3)).start();
    file.read();
    assertEquals(read, file.lines.size());

    for (int i = 0; i < 60; i++) {
      file.read();
    }
    assertEquals(2 * read + 1, file.lines.size());
    assertEquals(List.of("2", "3"), file.lines.subList(2 * read - 1, 2 * read + 1));
  }
}
