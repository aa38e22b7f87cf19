package io.sluice.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessLogTest {

  @TempDir Path one;
  @TempDir Path other;

  @Test
  void shouldMakeTheSameBytesEachTime() throws IOException {
    Path first = new AccessLog(1000).in(one);
    Path second = new AccessLog(1000).in(other);

    assertEquals(1000, Files.readAllLines(first).size());
    assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
  }
}
