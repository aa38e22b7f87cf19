package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.connect.filetail.line.LineLimit;
import io.sluice.connect.filetail.line.LineSettings;
import io.sluice.connect.filetail.line.LongLine;
import io.sluice.connect.filetail.line.Multiline;
import io.sluice.connect.filetail.line.Multiline.Match;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MultilineTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  @TempDir Path folder;

  /** The table of Filebeat's documentation. */
  @ParameterizedTest
  @CsvSource({
    "false, AFTER, 'a,b,b,c,b,a,', 'a b b,c b'",
    "false, BEFORE, 'b,b,a,b,c,', 'b b a,b c'",
    "true, AFTER, 'b,a,c,b,b,a,b,', 'b a c,b,b a'",
    "true, BEFORE, 'a,c,b,b,a,b,', 'a c b,b,a b'"
  })
  void shouldGroupLinesAsFilebeatDoes(boolean negate, Match match, String text, String groups) {
    try (TailedPath file = tail("^b", negate, match)) {
      file.append(text.replace(',', '\n')).start().read();

      assertEquals(List.of(groups.split(",")), spaced(file.lines));
    }
  }

  @Test
  void shouldHandOnAGroupOnlyWhenItsNextLineShowsThatItIsWhole() {
    try (TailedPath file = trace()) {
      file.append("error\n at x\n").start().read();
      assertEquals(List.of(), file.lines);

      file.append(" at y\nnext\n").read();
      assertEquals(List.of("error\n at x\n at y"), file.lines);
      assertEquals(List.of("[multiline]"), file.marks);
      assertEquals(List.of(0L), file.starts);
    }
  }

  @Test
  void shouldHandOnAGroupWhenNothingHasComeForTheTimeout() {
    try (TailedPath file = trace()) {
      file.append("error\n at x\n").start().read();
      file.append(" at y\n").readAfter(TIMEOUT.dividedBy(2)).readAfter(TIMEOUT.dividedBy(2));
      assertEquals(List.of(), file.lines);

      file.readAfter(TIMEOUT);
      assertEquals(List.of("error\n at x\n at y"), file.lines);
    }
  }

  @Test
  void shouldMarkWhatComesAfterTheTimeoutAsContinuedAlsoAfterARestart() {
    try (TailedPath file = trace()) {
      file.append("error\n at x\n").start().read().readAfter(TIMEOUT);
      file.restart().append(" at y\nnext\n").read();

      assertEquals(List.of("error\n at x", " at y"), file.lines);
      assertEquals(List.of("[multiline]", "[continued]"), file.marks);
    }
  }

  @Test
  void shouldKeepAGroupWholeAcrossARestart() {
    try (TailedPath file = trace()) {
      file.append("one\nerror\n at x\n").start().read();
      file.restart().read().append(" at y\nnext\n").read();

      assertEquals(List.of("one", "error\n at x\n at y"), file.lines);
    }
  }

  @Test
  void shouldKeepAGroupWholeAcrossARename() {
    try (TailedPath file = trace()) {
      file.append("error\n at x\n").start().read();
      file.moveTo("app.log.1").append(" at y\n").readPastRotationWait();
      assertEquals(List.of(), file.lines);

      file.append("next\n").read();
      assertEquals(List.of("error\n at x\n at y"), file.lines);
    }
  }

  @Test
  void shouldKeepAGroupWholeAcrossARenameAndARestart() {
    try (TailedPath file = trace()) {
      file.append("one\nerror\n at x\n").start().read();
      file.moveTo("app.log.1").append(" at y\n").readPastRotationWait();
      file.restart().append("next\n").readPastRotationWait();

      assertEquals(List.of("one", "error\n at x\n at y"), file.lines);
    }
  }

  @Test
  void shouldKeepAGroupWholeAcrossACopytruncate() {
    try (TailedPath file = trace()) {
      file.append("error\n at x\n a").start().read();
      file.copyTo("app.log.1").truncate().append("t y\nnext\n").read();

      assertEquals(List.of("error\n at x\n at y"), file.lines);
    }
  }

  @Test
  void shouldTellWhereALineBeganThatWasCarriedOverBehindAGroup() {
    try (TailedPath file = trace()) {
      file.append("one\nerror\n at x\nne").start().read();
      file.copyTo("app.log.1").truncate().append("xt\nlast\n").read().readAfter(TIMEOUT);

      assertEquals(List.of("one", "error\n at x", "next", "last"), file.lines);
      assertEquals(List.of(0L, 4L, 16L, 3L), file.starts);
    }
  }

  @Test
  void shouldGoOnInTheFileInWhichAPieceOfAGroupEndsThatCameFromSeveral() throws IOException {
    try (TailedPath file = tail(new Multiline("^ ", false, Match.AFTER, 2, TIMEOUT), 1024)) {
      file.append("one\nerror\n").start().read();
      file.copyTo("app.log.1").truncate().append(" 1\n 2").read();
      file.copyTo("app.log.2").truncate().append("2\n 3\nnext\n").read();
      assertEquals(List.of("one", "error\n 1", " 22\n 3"), file.lines);

      assertEquals(3L, file.offsets.get(1).get(FilePosition.POSITION));
      assertEquals(
          Files.getAttribute(file.sibling("app.log.2"), "unix:ino"),
          file.offsets.get(1).get(FilePosition.INODE));
    }
  }

  @Test
  void shouldLeaveTheByteOrderMarksOutOfAGroupFromTwoFiles() {
    try (TailedPath file = trace()) {
      file.append("\ufefferror\n").start().read();
      file.moveTo("app.log.1").append("\ufeff at x\nnext\n").readPastRotationWait();

      assertEquals("error\n at x", file.lines.get(0));
    }
  }

  @ParameterizedTest
  @EnumSource(LongLine.class)
  void shouldWaitForTheLineAfterAGroupOfJustTheGreatestLength(LongLine longLine) {
    Multiline trace = new Multiline("^ ", false, Match.AFTER, 500, TIMEOUT);
    String group = "error\r\n " + "x".repeat(400_000 - 8);
    LineLimit limit = new LineLimit(400_000, longLine);
    try (TailedPath file =
        new TailedPath(
            folder, LineSettings.groups(StandardCharsets.UTF_8, limit, trace, Duration.ZERO))) {
      file.append(group + "\r\n" + "short\nlast\n".repeat(10)).start().read();

      assertEquals(List.of("short", "last", "short"), file.lines.subList(1, 4));
      assertEquals("[multiline]", file.marks.get(0));
    }
  }

  @Test
  void shouldSendTheRestOfALongLineApartHoweverItCame() {
    Multiline trace = new Multiline("^ ", false, Match.AFTER, 500, TIMEOUT);
    try (TailedPath file = tail(trace, 16)) {
      file.append("x".repeat(18)).start().read();
      file.append("y\n at 1\nnext\n").read();

      assertEquals(List.of("x".repeat(16), "xxy", " at 1"), file.lines);
      assertEquals(List.of("[split]", "[continued]", "[continued]"), file.marks);
    }
  }

  @Test
  void shouldHandOnTheGroupAtTheEndOfADeletedFile() {
    try (TailedPath file = trace()) {
      file.append("error\n at x\n at y").start().read().delete().readPastRotationWait();

      assertEquals(List.of("error\n at x\n at y"), file.lines);
    }
  }

  @Test
  void shouldGoOnInAnotherRecordWhereAGroupHasTooManyLines() {
    Multiline pairs = new Multiline("^ ", false, Match.AFTER, 2, TIMEOUT);
    try (TailedPath file = tail(pairs, 1024 * 1024)) {
      file.append("error\n 1\n 2\n 3\n 4\nnext\n").start().read();

      assertEquals(List.of("error\n 1", " 2\n 3", " 4"), file.lines);
      assertEquals(
          List.of("[multiline, split]", "[multiline, continued, split]", "[continued]"),
          file.marks);
      assertEquals(5, file.counts().lines());
      assertEquals(0, file.counts().longLines());
    }
  }

  @Test
  void shouldNotCountALineAsLongThatIsCutOffFromItsGroup() {
    Multiline alone = new Multiline("^ ", false, Match.AFTER, 1, TIMEOUT);
    try (TailedPath file = tail(alone, 1024 * 1024)) {
      file.append("error\n 1\nnext\n").start().read();

      assertEquals(List.of("[split]", "[continued]"), file.marks);
      assertEquals(0, file.counts().longLines());
    }
  }

  @Test
  void shouldGoOnInAnotherRecordWhereAGroupHasTooManyBytes() {
    Multiline trace = new Multiline("^ ", false, Match.AFTER, 500, TIMEOUT);
    try (TailedPath file = tail(trace, 16)) {
      file.append("error\n 1234\n 5678\n" + " x".repeat(10) + "\n 9\nnext\n").start().read();

      assertEquals(List.of("error\n 1234", " 5678", " x x x x x x x x", " x x", " 9"), file.lines);
      assertEquals(
          List.of(
              "[multiline, split]", "[continued, split]", "[split]", "[continued]", "[continued]"),
          file.marks);
    }
  }

  @Test
  void shouldReadAGroupThatIsLargerThanTheBuffer() {
    String big = "error" + ("\n " + "x".repeat(999)).repeat(600);
    try (TailedPath file = trace()) {
      file.append("a\n" + big + "\nb\nc\n").start().read();

      assertEquals(List.of("a", "b"), List.of(file.lines.get(0), file.lines.get(3)));
      assertEquals(big, file.lines.get(1) + "\n" + file.lines.get(2));
    }
  }

  @Test
  void shouldTakeALineThatIsTooLongForThePatternForOneThatDoesNotMatch() {
    String deep = "ab".repeat(100_000);
    try (TailedPath file = tail("^(a|b)*$", false, Match.AFTER)) {
      file.append("x\nab\n" + deep + "\ny\n").start().read();

      assertEquals(List.of("x\nab", deep), file.lines);
    }
  }

  @Test
  void shouldPutPlainLineFeedsBetweenTheLinesOfARecord() {
    try (TailedPath file = trace()) {
      file.append("error\r\n at x\r\nnext\r\n").start().read();

      assertEquals(List.of("error\n at x"), file.lines);
    }
  }

  private static List<String> spaced(List<String> groups) {
    return groups.stream().map(group -> group.replace('\n', ' ')).toList();
  }

  private TailedPath trace() {
    return tail("^\\s", false, Match.AFTER);
  }

  private TailedPath tail(String pattern, boolean negate, Match match) {
    return tail(new Multiline(pattern, negate, match, 500, TIMEOUT), 1024 * 1024);
  }

  private TailedPath tail(Multiline multiline, int maxBytes) {
    return new TailedPath(
        folder,
        LineSettings.groups(
            StandardCharsets.UTF_8,
            new LineLimit(maxBytes, LongLine.SPLIT),
            multiline,
            Duration.ZERO));
  }
}
