package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.filetail.line.LineLimit;
import io.sluice.connect.filetail.line.LineSettings;
import io.sluice.connect.filetail.line.LongLine;
import io.sluice.connect.filetail.metrics.ShownFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a file that was truncated while its writer, who does not append, went on. */
class HoleTest {

  private static final LineLimit LIMIT = new LineLimit(1024 * 1024, LongLine.SPLIT);
  private static final int MEGABYTE = 1024 * 1024;
  private static final String LONG = "x".repeat(4999);

  @TempDir Path folder;

  private final TailLog log = new TailLog();
  private TailedPath file;
  private FileChannel writer;

  @BeforeEach
  void followThePath() throws IOException {
    follow(LineSettings.singleLines(LIMIT));
  }

  private void follow(LineSettings settings) throws IOException {
    file = new TailedPath(folder, settings);
    writer = FileChannel.open(file.path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  @AfterEach
  void close() throws IOException {
    writer.close();
    file.close();
    log.close();
  }

  @Test
  void shouldGoOnBehindTheHoleAfterCopytruncate() {
    write(LONG + "\n");
    file.start().read().copyTo("app.log.1").truncate();
    write("two\nthree\n");
    file.read();

    assertEquals(List.of(LONG, "two", "three"), file.lines);
    assertEquals(List.of(0L, 5000L, 5004L), file.starts);
    assertEquals(5010, file.committed().position());
    assertEquals(5000, file.counts().nulsSkipped());
    assertEquals(5010, file.counts().bytes());
    assertEquals(1, log.count("its bytes 0 to 5000 are NUL, and are skipped"));
  }

  @Test
  void shouldSkipAnotherHoleAfterTheNextTruncation() {
    write(LONG + "\n");
    file.start().read().copyTo("app.log.1").truncate();
    write("two\n");
    file.read().append("three\n");
    position(5010);
    file.copyTo("app.log.2").truncate();
    write("four\n");
    file.read();

    assertEquals(List.of(LONG, "two", "three", "four"), file.lines);
    assertEquals(5010L, file.starts.get(3));
    assertEquals(5000 + 5010, file.counts().nulsSkipped());
    assertEquals(1, log.count("its bytes 0 to 5010 are NUL"));
    assertEquals(2, log.count("begins with a hole"));
  }

  @Test
  void shouldGoOnBehindTheHoleAfterARestart() {
    write(LONG + "\n");
    file.start().read().copyTo("app.log.1").truncate();
    write("two\n");
    file.read();
    write("three\n");
    file.restart().read();

    assertEquals(List.of(LONG, "two", "three"), file.lines);
    assertEquals(List.of("[]", "[]", "[]"), file.marks);
    assertEquals(0, file.counts().nulsSkipped());
  }

  @Test
  void shouldSkipAHoleThatCameWhileItWasDown() {
    write(LONG + "\n");
    file.start().read().close();
    write("two\n");
    file.copyTo("app.log.1").truncate();
    write("three\n");
    file.start().readPastRotationWait();

    assertEquals(List.of(LONG, "two", "three"), file.lines);
    assertEquals(5004, file.counts().nulsSkipped());
  }

  @Test
  void shouldTakePiecesOfALargeHoleAndGoOnWhereItGrows() {
    position(20 * MEGABYTE);
    write("\0");
    file.start();
    assertTrue(file.readOnce(), "more is to be skipped");
    assertEquals(List.of(), file.lines);
    position(50 * MEGABYTE);
    write("one\n");
    file.read();

    assertEquals(List.of("one"), file.lines);
    assertEquals(50L * MEGABYTE, file.starts.get(0));
    assertEquals(50L * MEGABYTE, file.counts().nulsSkipped());
    assertEquals(1, log.count("begins with a hole"));
  }

  @Test
  void shouldBeginAgainWhereItStopsInTheMiddleOfAHole() {
    position(50 * MEGABYTE);
    write("one\n");
    file.start();
    assertTrue(file.readOnce(), "more is to be skipped");
    file.restart().read();

    assertEquals(List.of("one"), file.lines);
    assertEquals(1, log.count("begins with a hole"));
  }

  @Test
  void shouldNotSendALineThatGrowsBehindAHoleBeforeItsEnd() {
    position(6000);
    write("be");
    file.start().read();
    write("gun");
    file.read();
    assertEquals(List.of(), file.lines);
    ShownFile shown = new ShownFile(file.fileCounts());
    assertEquals(5L, shown.value("lag-bytes"));
    write("\n");
    file.read();

    assertEquals(List.of("begun"), file.lines);
    assertEquals(List.of(6000L), file.starts);
    assertEquals(6000L, shown.value("nul-bytes-skipped-total"));
  }

  @Test
  void shouldTakeFewerNulBytesForPartOfTheLine() {
    position(4095);
    write("one\n");
    file.start().read();

    assertEquals(List.of("\0".repeat(4095) + "one"), file.lines);
    assertEquals(0, file.counts().nulsSkipped());
  }

  @Test
  void shouldSkipAsFewAs4096() {
    position(4096);
    write("one\n");
    file.start().read();

    assertEquals(List.of("one"), file.lines);
    assertEquals(4096, file.counts().nulsSkipped());
  }

  @Test
  void shouldKeepNulBytesBehindTheFirstLine() {
    write("one\n");
    position(8196);
    write("two\n");
    file.start().read();

    assertEquals(List.of("one", "\0".repeat(8192) + "two"), file.lines);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void shouldBeginWithAWholeCharacter(String name) throws IOException {
    Charset charset = Charset.forName(name);
    writer.close();
    follow(LineSettings.singleLines(charset, LIMIT, Duration.ZERO));
    file.start();
    position(8000);
    for (byte one : "a\nb\n".getBytes(charset)) {
      write(new byte[] {one});
      file.read();
    }

    assertEquals(List.of("a", "b"), file.lines);
    assertEquals(8000L, file.starts.get(0));
  }

  @Test
  void shouldPutALineTogetherThatIsCutByTheHole() {
    write(LONG + "\ncut ");
    file.start().read().copyTo("app.log.1").truncate();
    write("in two\nlast\n");
    file.readPastRotationWait();

    assertEquals(List.of(LONG, "cut in two", "last"), file.lines);
    assertEquals(List.of(0L, 5000L, 5011L), file.starts);
  }

  @Test
  void shouldPutALineTogetherThatBeginsBehindAHole() {
    position(6000);
    write("cut ");
    file.start().read().copyTo("app.log.1").truncate();
    write("in ");
    file.readPastRotationWait().copyTo("app.log.2").truncate();
    write("three\nlast\n");
    file.readPastRotationWait();

    assertEquals(List.of("cut in three", "last"), file.lines);
    assertEquals(List.of(6000L, 6013L), file.starts);
  }

  @Test
  void shouldGoOnInACopyThatHasAHole() {
    position(6000);
    write("one\n");
    file.start().read();
    write("two\n");
    file.copyTo("app.log.1").truncate();
    write("three\n");
    file.readPastRotationWait().restart().readPastRotationWait();

    assertEquals(List.of("one", "two", "three"), file.lines);
  }

  @Test
  void shouldReadACompressedCopyThatHasAHole() throws IOException {
    position(700_000);
    write("be");
    file.start().read();
    write("gun\n");
    file.copyTo("app.log.1").truncate();
    GzipTool.compress(file.sibling("app.log.1"));
    write("next\n");
    file.readPastRotationWait();

    assertEquals(List.of("begun", "next"), file.lines);
    assertEquals(List.of(700_000L, 700_006L), file.starts);
    assertEquals(700_000 + 700_006, file.counts().nulsSkipped());
  }

  @Test
  void shouldSendNothingOfAFileThatHoldsNothingElse() throws IOException {
    writer.close();
    follow(LineSettings.singleLines(StandardCharsets.UTF_8, LIMIT, Duration.ofSeconds(5)));
    position(9999);
    write("\0");
    file.start().read().readAfter(Duration.ofSeconds(6)).moveTo("app.log.1");
    file.append("next\n").readPastRotationWait();

    assertEquals(List.of("next"), file.lines);
    assertEquals(10_000, file.counts().nulsSkipped());
    assertEquals(0L, new ShownFile(file.fileCounts()).value("losses-total"));
  }

  @Test
  void shouldNotCountTheHoleAmongWhatIsLost() {
    position(6000);
    write("lost");
    file.start().read().truncate().read();

    ShownFile shown = new ShownFile(file.fileCounts());
    assertEquals(1L, shown.value("losses-total"));
    assertEquals(4L, shown.value("bytes-lost-total"));
  }

  @Test
  void shouldReadFromTheBeginningWhereAPreparedFileIsFilled() {
    write(new byte[10_000]);
    file.start().read();
    position(0);
    write("one\n");
    file.read();

    assertEquals(List.of("one"), file.lines);
  }

  private void position(long to) {
    try {
      writer.position(to);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void write(String text) {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  private void write(byte[] bytes) {
    try {
      writer.write(ByteBuffer.wrap(bytes));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
