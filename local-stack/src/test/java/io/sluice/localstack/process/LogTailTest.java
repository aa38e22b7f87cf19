package io.sluice.localstack.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

  @TempDir private Path folder;

  @Test
  void shouldReturnTheLastFortyLines() throws IOException {
    Path log = folder.resolve("server.log");
    Files.writeString(log, lines(1, 100) + "\n");

    assertEquals(lines(61, 100), LogTail.of(log));
  }

  @Test
  void shouldReturnAShortLogWhole() throws IOException {
    Path log = folder.resolve("server.log");
    Files.writeString(log, "one\ntwo");

    assertEquals("one\ntwo", LogTail.of(log));
  }

  @Test
  void shouldSayThatThereIsNoLog() {
    assertEquals("(no log was written)", LogTail.of(folder.resolve("none.log")));
  }

  private static String lines(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(i -> "line " + i)
        .collect(Collectors.joining("\n"));
  }
}
