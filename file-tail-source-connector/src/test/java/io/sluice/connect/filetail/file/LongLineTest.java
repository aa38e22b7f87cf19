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

class LongLineTest {

  @TempDir Path folder;

  @Test
  void shouldSplitALongLineAndMarkAllButItsLastPiece() {
    try (TailedPath file = new TailedPath(folder, new LineLimit(4, LongLine.SPLIT))) {
      file.append("12345678 0\nab\n").start().read();

      assertEquals(List.of("1234", "5678", " 0", "ab"), file.lines);
      assertEquals(List.of("[split]", "[continued, split]", "[continued]", "[]"), file.marks);
    }
  }

  @Test
  void shouldSendPiecesOfALineWhoseEndIsNotThereYet() {
    try (TailedPath file = new TailedPath(folder, new LineLimit(4, LongLine.SPLIT))) {
      file.append("123456").start().read();
      assertEquals(List.of("1234"), file.lines);

      file.restart().append("7\n").read();
      assertEquals(List.of("1234", "567"), file.lines);
    }
  }

  @Test
  void shouldNotSplitALineOfTheGreatestLengthFromItsCarriageReturn() {
    try (TailedPath file = new TailedPath(folder, new LineLimit(4, LongLine.SPLIT))) {
      file.append("1234\r").start().read().append("\n").read();

      assertEquals(List.of("1234"), file.lines);
    }
  }

  @Test
  void shouldNotSplitWithinACharacter() {
    try (TailedPath file = new TailedPath(folder, new LineLimit(4, LongLine.SPLIT))) {
      file.append("äöü€\n").start().read();

      assertEquals(List.of("äö", "ü", "€"), file.lines);
    }
  }

  @Test
  void shouldTruncateALongLineOnceItsEndIsThere() {
    try (TailedPath file = new TailedPath(folder, new LineLimit(4, LongLine.TRUNCATE))) {
      file.append("123456").start().read();
      assertEquals(List.of(), file.lines);

      file.append("78\nab\n").read();
      assertEquals(List.of("1234", "ab"), file.lines);
      assertEquals(List.of("[truncated]", "[]"), file.marks);
    }
  }

  @Test
  void shouldHandOnALineLongerThanTheBuffer() {
    String line = "x".repeat(700_000);
    try (TailedPath file = new TailedPath(folder)) {
      file.append("a\n" + line + "\nb\n").start().read();

      assertEquals(List.of("a", line, "b"), file.lines);
    }
  }

  @Test
  void shouldTruncateTheLastLineOfARenamedFileThatIsLongerThanTheBuffer() {
    try (TailedPath file = new TailedPath(folder, new LineLimit(4, LongLine.TRUNCATE))) {
      file.append("a\n" + "x".repeat(700_000)).start().read();
      file.moveTo("app.log.1").append("b\n").readPastRotationWait();

      assertEquals(List.of("a", "xxxx", "b"), file.lines);
    }
  }

  @Test
  void shouldSendTheBeginningOfATruncatedLineLongerThanTheBufferAfterTheTimeout() {
    Duration timeout = Duration.ofSeconds(10);
    LineLimit limit = new LineLimit(4, LongLine.TRUNCATE);
    try (TailedPath file =
        new TailedPath(folder, LineSettings.singleLines(StandardCharsets.UTF_8, limit, timeout))) {
      file.append("x".repeat(700_000)).start().read().readAfter(timeout);

      assertEquals(List.of("xxxx"), file.lines);
    }
  }

  @Test
  void shouldTruncateALineLongerThanTheBuffer() {
    try (TailedPath file = new TailedPath(folder, new LineLimit(300_000, LongLine.TRUNCATE))) {
      file.append("a\n" + "x".repeat(400_000)).start().read();
      file.append("x".repeat(400_000)).read().append("\nb\n").read();

      assertEquals(List.of("a", "x".repeat(300_000), "b"), file.lines);
    }
  }
}
