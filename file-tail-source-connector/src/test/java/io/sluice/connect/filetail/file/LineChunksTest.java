package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.connect.filetail.line.LineLimit;
import io.sluice.connect.filetail.line.LineSettings;
import io.sluice.connect.filetail.line.LongLine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineChunksTest {

  @TempDir Path folder;

  @Test
  void shouldPutAsManyWholeLinesInARecordAsFit() {
    try (TailedPath file = tail(10, 100)) {
      file.append("one\ntwo\r\n4444\n\n6\nbeg").start().read();

      assertEquals(List.of("one\ntwo\r\n", "4444\n\n6\n"), file.lines);
      assertEquals(List.of(2, 3), file.lineCounts);
      assertEquals(List.of(0L, 9L), file.starts);
      assertEquals(5, file.counts().lines());
      assertEquals(2, file.counts().records());
    }
  }

  @Test
  void shouldPutALineThatIsLongerThanARecordInOneOfItsOwn() {
    try (TailedPath file = tail(4, 100)) {
      file.append("1\n1234567\n2\n3\n").start().read();

      assertEquals(List.of("1\n", "1234567\n", "2\n3\n"), file.lines);
    }
  }

  @Test
  void shouldSplitALineThatIsLongerThanAllowed() {
    try (TailedPath file = tail(100, 4)) {
      file.append("1\n12345\n2\n3\n").start().read();

      assertEquals(List.of("1\n", "1234", "5", "2\n3\n"), file.lines);
      assertEquals(List.of("[]", "[split]", "[continued]", "[]"), file.marks);
    }
  }

  @Test
  void shouldGoOnBehindTheLastWholeLine() {
    try (TailedPath file = tail(100, 100)) {
      file.append("one\ntwo\nth").start().read();
      file.restart().append("ree\n").read();

      assertEquals(List.of("one\ntwo\n", "three\n"), file.lines);
    }
  }

  private TailedPath tail(int recordBytes, int lineBytes) {
    return new TailedPath(
        folder,
        LineSettings.chunks(
            StandardCharsets.UTF_8,
            new LineLimit(lineBytes, LongLine.SPLIT),
            recordBytes,
            Duration.ZERO));
  }
}
