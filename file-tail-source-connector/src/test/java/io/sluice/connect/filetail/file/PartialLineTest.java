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

class PartialLineTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @TempDir Path folder;

  @Test
  void shouldWaitForTheEndingOfTheLastLineUnlessToldOtherwise() {
    try (TailedPath file = new TailedPath(folder)) {
      file.append("a\nbeg").start().read().readAfter(Duration.ofDays(1));
      file.restart().read().append("un\n").read();

      assertEquals(List.of("a", "begun"), file.lines);
      assertEquals(List.of("[]", "[]"), file.marks);
    }
  }

  @Test
  void shouldSendTheLastLineWhenItHasNotGrownForTheTimeout() {
    try (TailedPath file = tail(LongLine.SPLIT)) {
      file.append("a\nbe").start().read().readAfter(TIMEOUT.dividedBy(2));
      file.append("g").readAfter(TIMEOUT.dividedBy(2));
      assertEquals(List.of("a"), file.lines);

      file.readAfter(TIMEOUT).readAfter(TIMEOUT);
      assertEquals(List.of("a", "beg"), file.lines);
      assertEquals(List.of("[]", "[partial]"), file.marks);
      assertEquals(1, file.counts().partialLines());
      assertEquals(1, file.counts().lines());

      file.append("un\n").read();
      assertEquals(2, file.counts().lines());
    }
  }

  @Test
  void shouldMarkTheRestOfAPartialLineAlsoAfterARestart() {
    try (TailedPath file = tail(LongLine.SPLIT)) {
      file.append("beg").start().read().readAfter(TIMEOUT);
      file.restart().append("un\nnext\n").read();

      assertEquals(List.of("beg", "un", "next"), file.lines);
      assertEquals(List.of("[partial]", "[continued]", "[]"), file.marks);
      assertEquals(List.of(0L, 3L, 6L), file.starts);
    }
  }

  @Test
  void shouldMakeNoRecordOfTheEndingAlone() {
    try (TailedPath file = tail(LongLine.SPLIT)) {
      file.append("all").start().read().readAfter(TIMEOUT).append("\n").read();
      file.append("next\n\n").read();

      assertEquals(List.of("all", "next", ""), file.lines);
      assertEquals(10, file.counts().bytes());
    }
  }

  @Test
  void shouldSendTheBeginningOfALongLineThatIsTruncated() {
    try (TailedPath file = tail(LongLine.TRUNCATE)) {
      file.append("123456789").start().read().readAfter(TIMEOUT);
      file.append("0\nnext\n").read();

      assertEquals(List.of("1234", "0", "next"), file.lines);
      assertEquals(List.of("[truncated]", "[continued]", "[]"), file.marks);
    }
  }

  @Test
  void shouldPutALineTogetherThatCopytruncateCutInTwo() {
    try (TailedPath file = new TailedPath(folder)) {
      file.append("one\ntw").start().read();
      file.copyTo("app.log.1").truncate().append("o\nthree\n").read();

      assertEquals(List.of("one", "two", "three"), file.lines);
      assertEquals(List.of(0L, 4L, 2L), file.starts);
    }
  }

  @Test
  void shouldPutItTogetherAgainWhenTheFirstTryWasNotCommitted() {
    try (TailedPath file = new TailedPath(folder)) {
      file.append("one\ntw").start().read();
      FilePosition committed = file.committed();
      file.copyTo("app.log.1").truncate().append("o\nthree\n").read();
      file.lines.clear();
      file.restart(committed).read();

      assertEquals(List.of("two", "three"), file.lines);
    }
  }

  @Test
  void shouldGoOnBehindALineThatWasPutTogether() {
    try (TailedPath file = new TailedPath(folder)) {
      file.append("one\ntw").start().read();
      file.copyTo("app.log.1").truncate().append("o\n").read();
      file.restart().append("three\n").read();

      assertEquals(List.of("one", "two", "three"), file.lines);
    }
  }

  @Test
  void shouldPutALineTogetherThatWasCutTwice() {
    try (TailedPath file = new TailedPath(folder)) {
      file.append("one\nt").start().read();
      file.copyTo("app.log.1").truncate().append("w").read();
      file.copyTo("app.log.2").truncate().append("o\nthree\n").read();

      assertEquals(List.of("one", "two", "three"), file.lines);
    }
  }

  @Test
  void shouldMarkTheRestOfAPartialLineThatCopytruncateCutAway() {
    try (TailedPath file = tail(LongLine.SPLIT)) {
      file.append("a\nbeg").start().read().readAfter(TIMEOUT);
      file.copyTo("app.log.1").truncate().append("un\nnext\n").read();

      assertEquals(List.of("a", "beg", "un", "next"), file.lines);
      assertEquals(List.of("[]", "[partial]", "[continued]", "[]"), file.marks);
    }
  }

  @Test
  void shouldMakeNoRecordOfTheEndingAloneThatComesAfterCopytruncate() {
    try (TailedPath file = tail(LongLine.SPLIT)) {
      file.append("a\nall").start().read().readAfter(TIMEOUT);
      file.copyTo("app.log.1").truncate().append("\nnext\n").read();

      assertEquals(List.of("a", "all", "next"), file.lines);
    }
  }

  @Test
  void shouldEndTheLastLineOfARenamedFile() {
    try (TailedPath file = new TailedPath(folder)) {
      file.append("one\ntw").start().read();
      file.moveTo("app.log.1").append("three\n").readPastRotationWait();

      assertEquals(List.of("one", "tw", "three"), file.lines);
      assertEquals(List.of("[]", "[]", "[]"), file.marks);
    }
  }

  private TailedPath tail(LongLine longLine) {
    return new TailedPath(
        folder,
        LineSettings.singleLines(StandardCharsets.UTF_8, new LineLimit(4, longLine), TIMEOUT));
  }
}
