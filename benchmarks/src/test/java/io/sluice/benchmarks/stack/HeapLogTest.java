package io.sluice.benchmarks.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeapLogTest {

  @TempDir Path folder;

  private Path file;
  private HeapLog.Since since;

  @BeforeEach
  void collectTwiceBefore() throws IOException {
    file = Files.createFile(folder.resolve("gc.log"));
    collect("GC(0) Pause Young (Normal) (G1 Evacuation Pause) 190M->90M(512M) 3.1ms");
    collect("GC(1) Pause Remark 95M->40M(512M) 8.9ms");
    since = new HeapLog(file).now();
  }

  @Test
  void shouldTellTheMostThatWasLeftSince() throws IOException {
    collect("GC(2) Pause Young (Normal) (G1 Evacuation Pause) 150M->20M(512M) 3.1ms");
    collect("GC(3) Pause Young (Normal) (G1 Evacuation Pause) 150M->35M(512M) 3.1ms");
    collect("GC(4) Pause Young (Normal) (G1 Evacuation Pause) 150M->30M(512M) 3.1ms");

    assertEquals(35, since.megabytes());
  }

  @Test
  void shouldTellWhatWasLeftLastIfThereWasNoCollectionSince() {
    assertEquals(40, since.megabytes());
  }

  private void collect(String line) throws IOException {
    Files.writeString(file, "[1.234s][info][gc] " + line + "\n", StandardOpenOption.APPEND);
  }
}
