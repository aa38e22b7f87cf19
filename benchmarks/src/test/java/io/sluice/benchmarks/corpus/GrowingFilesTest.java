package io.sluice.benchmarks.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowingFilesTest {

  @TempDir Path corpus;
  @TempDir Path folder;

  @Test
  void shouldDealOutEachLineOnce() throws IOException {
    Path log = Corpus.ACCESS.in(corpus, 1003);
    try (GrowingFiles files = new GrowingFiles(log, folder, 7, 10)) {
      files.begin();
      assertEquals(7 * 10, lines().size());
      files.grow();
    }

    List<String> expected = new ArrayList<>(Files.readAllLines(log));
    List<String> found = lines();
    Collections.sort(expected);
    Collections.sort(found);
    assertEquals(expected, found);
    for (int i = 0; i < 7; i++) {
      assertTrue(Files.readAllLines(folder.resolve(i + ".log")).size() >= 130, "file " + i);
    }
  }

  private List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      lines.addAll(Files.readAllLines(folder.resolve(i + ".log")));
    }
    return lines;
  }
}
