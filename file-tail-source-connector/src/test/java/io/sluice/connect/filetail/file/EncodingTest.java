package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.connect.filetail.line.LineLimit;
import io.sluice.connect.filetail.line.LineSettings;
import io.sluice.connect.filetail.line.LongLine;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingTest {

  private static final LineLimit LIMIT = new LineLimit(1024 * 1024, LongLine.SPLIT);

  /** Bytes that look like a line feed are within its characters: U+0A0A, U+0A01, U+010A. */
  private static final String TRICKY = "\u0a0a\u0a01\u010a";

  @TempDir Path folder;

  static List<String> charsetsOfJava() {
    List<String> names = new ArrayList<>();
    for (Charset charset : Charset.availableCharsets().values()) {
      if (charset.canEncode() && charset.newEncoder().canEncode("one two 12\r\n")) {
        names.add(charset.name());
      }
    }
    return names;
  }

  @ParameterizedTest
  @MethodSource("charsetsOfJava")
  void shouldReadLinesInAnyCharsetOfJava(String name) {
    Charset charset = Charset.forName(name);
    try (TailedPath file = tail(charset)) {
      file.append("one 1\r\n\ntwo 2\n", charset).start().read();

      assertEquals(List.of("one 1", "", "two 2"), file.lines);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"})
  void shouldTakeALineFeedForOneOnlyWhereACharacterBegins(String name) {
    Charset charset = Charset.forName(name);
    try (TailedPath file = tail(charset)) {
      byte[] bytes = (TRICKY + "\n" + TRICKY + "x\n").getBytes(charset);
      file.start();
      for (byte one : bytes) {
        file.append(new byte[] {one}).read();
      }

      assertEquals(List.of(TRICKY, TRICKY + "x"), file.lines);
    }
  }

  @Test
  void shouldReadUtf16InTheOrderThatTheMarkTells() {
    byte[] text = "a\nb\n".getBytes(StandardCharsets.UTF_16LE);
    try (TailedPath file = tail(StandardCharsets.UTF_16)) {
      file.append(new byte[] {(byte) 0xff}).start().read();
      file.append(new byte[] {(byte) 0xfe}).append(text).read();
      file.restart().append("c\n", StandardCharsets.UTF_16LE).read();

      assertEquals(List.of("a", "b", "c"), file.lines);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void shouldReadOnInTheSameOrderWhereCopytruncateHasTakenTheMarkAway(String name) {
    Charset charset = Charset.forName(name);
    try (TailedPath file = tail(Charset.forName(name.substring(0, 6)))) {
      file.append("\ufeff1 世界\n", charset).start().read();
      file.copyTo("app.log.1").truncate().append("2 世界\n", charset).read();
      file.append("3\n", charset).restart().append("4\n", charset).read();

      assertEquals(List.of("1 世界", "2 世界", "3", "4"), file.lines);
    }
  }

  @Test
  void shouldTakeWhatIsNotLatinForBigEndianWithoutAMark() {
    try (TailedPath file = tail(StandardCharsets.UTF_16)) {
      // With the bytes the other way round the first of them were Latin.
      file.append("\u4e00世界\n", StandardCharsets.UTF_16BE).start().read();

      assertEquals(List.of("\u4e00世界"), file.lines);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "GB18030"})
  void shouldNotTakeTheByteOrderMarkForPartOfTheFirstLine(String name) {
    Charset charset = Charset.forName(name);
    try (TailedPath file = tail(charset)) {
      file.append("\ufeffa\n\ufeffb\n", charset).start().read();

      assertEquals(List.of("a", "\ufeffb"), file.lines);
    }
  }

  @Test
  void shouldPutACharacterTogetherThatStraddlesTwoReads() {
    byte[] line = "订单 42 世界\n".getBytes(Charset.forName("GBK"));
    try (TailedPath file = tail(Charset.forName("GBK"))) {
      file.append(Arrays.copyOf(line, 3)).start().read();
      file.append(Arrays.copyOfRange(line, 3, line.length)).read();

      assertEquals(List.of("订单 42 世界"), file.lines);
    }
  }

  @Test
  void shouldReplaceAndCountWhatIsNoText() {
    try (TailedPath file = tail(StandardCharsets.UTF_8)) {
      file.append(new byte[] {'a', (byte) 0xff, 'b', (byte) 0xc3, '\n', (byte) 0xfe, '\n'});
      file.append("a real \ufffd\n").start().read();

      assertEquals(List.of("a\ufffdb\ufffd", "\ufffd", "a real \ufffd"), file.lines);
      assertEquals(3, file.counts().decodeErrors());
    }
  }

  @Test
  void shouldKeepNulBytesAndEmptyLines() {
    try (TailedPath file = tail(StandardCharsets.UTF_8)) {
      file.append("\n\u0000a\u0000\n\r\n\n").start().read();

      assertEquals(List.of("", "\u0000a\u0000", "", ""), file.lines);
    }
  }

  @Test
  void shouldFindTheLastLineOfWideCharactersWhenItStartsAtTheEnd() {
    try (TailedPath file = tail(StandardCharsets.UTF_16LE)) {
      file.append("old\nbegun " + TRICKY, StandardCharsets.UTF_16LE);
      file.start(StartPosition.END).read();
      file.append(" ended\n", StandardCharsets.UTF_16LE).read();

      assertEquals(List.of("begun " + TRICKY + " ended"), file.lines);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GBK", "Shift_JIS", "EUC-JP", "UTF-16LE", "GB18030", "UTF-8"})
  void shouldNotSplitALongLineWithinACharacter(String name) {
    Charset charset = Charset.forName(name);
    String line = "a日本語日本語日本語日本語日本語";
    LineLimit limit = new LineLimit(8, LongLine.SPLIT);
    try (TailedPath file =
        new TailedPath(folder, LineSettings.singleLines(charset, limit, Duration.ZERO))) {
      file.append(line + "\n", charset).start().read();

      assertEquals(line, String.join("", file.lines));
      assertEquals(0, file.counts().decodeErrors());
    }
  }

  @Test
  void shouldNotSplitALineOfTheGreatestLengthWithinItsEnding() {
    LineLimit limit = new LineLimit(8, LongLine.SPLIT);
    Charset charset = StandardCharsets.UTF_16LE;
    try (TailedPath file =
        new TailedPath(folder, LineSettings.singleLines(charset, limit, Duration.ZERO))) {
      byte[] bytes = "four\r\n".getBytes(charset);
      file.append(Arrays.copyOf(bytes, 11)).start().read();
      file.append(Arrays.copyOfRange(bytes, 11, 12)).read();

      assertEquals(List.of("four"), file.lines);
      assertEquals(List.of("[]"), file.marks);
    }
  }

  @Test
  void shouldTruncateALineThatCopytruncateCutWithinACharacter() {
    LineLimit limit = new LineLimit(8, LongLine.TRUNCATE);
    Charset charset = Charset.forName("UTF-32LE");
    try (TailedPath file =
        new TailedPath(folder, LineSettings.singleLines(charset, limit, Duration.ZERO))) {
      byte[] bytes = "a\ntoo long\nb\n".getBytes(charset);
      file.append(Arrays.copyOf(bytes, 34)).start().read();
      file.copyTo("app.log.1").truncate();
      file.append(Arrays.copyOfRange(bytes, 34, 35)).read();
      file.append(Arrays.copyOfRange(bytes, 35, bytes.length)).read();

      assertEquals(List.of("a", "to", "b"), file.lines);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "GBK", "UTF-16LE"})
  void shouldNotSendAPartOfACharacterAsPartOfAPartialLine(String name) {
    Charset charset = Charset.forName(name);
    Duration timeout = Duration.ofSeconds(10);
    try (TailedPath file =
        new TailedPath(folder, LineSettings.singleLines(charset, LIMIT, timeout))) {
      byte[] bytes = "a日日b\nnext\n".getBytes(charset);
      int half = "a日".getBytes(charset).length + 1;
      file.append(Arrays.copyOf(bytes, half)).start().read().readAfter(timeout);
      file.append(Arrays.copyOfRange(bytes, half, bytes.length)).read();

      assertEquals(List.of("a日", "日b", "next"), file.lines);
      assertEquals(List.of("[partial]", "[continued]", "[]"), file.marks);
      assertEquals(1, file.counts().partialLines());
    }
  }

  private TailedPath tail(Charset charset) {
    return new TailedPath(folder, LineSettings.singleLines(charset, LIMIT, Duration.ZERO));
  }
}
