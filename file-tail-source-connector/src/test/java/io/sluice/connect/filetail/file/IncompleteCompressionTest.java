package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.filetail.metrics.ShownFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done with compressed files that are not whole: not yet, or never. */
class IncompleteCompressionTest {

  private TailedPath file;
  private CompressedLog log;

  @BeforeEach
  void followThePath(@TempDir Path folder) {
    log = new CompressedLog(folder);
    file = log.file;
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void shouldWaitUntilACompressedFileIsComplete() throws IOException {
    file.append("1\n").start().read().append("2\n").delete().close();
    byte[] whole = GzipTool.member("1\n2\n");
    file.append("3\n");
    log.write("app.log.1.gz", new byte[0]);
    file.start();
    for (int length = 1; length < whole.length; length++) {
      log.write("app.log.1.gz", Arrays.copyOf(whole, length));
      file.pass(Duration.ofSeconds(length % 3)).read();
      log.assertLines("1");
    }
    log.write("app.log.1.gz", whole);
    log.readOn();

    log.assertLines("1", "2", "3");
  }

  @Test
  void shouldNotForgetATruncationWhileTheCopyIsBeingCompressed() throws IOException {
    file.append("1\n").start().read().append("2\n").read();
    file.append("3\n").truncate();
    byte[] whole = GzipTool.member("1\n2\n3\n");
    log.write("app.log.1.gz", Arrays.copyOf(whole, whole.length - 5));
    file.append("a\n").read().append("b\n").read().append("c\n").read().append("d\n").read();
    log.assertLines("1", "2");

    log.write("app.log.1.gz", whole);
    log.readOn();
    log.assertLines("1", "2", "3", "a", "b", "c", "d");
  }

  @Test
  void shouldUseTheUncompressedFileWhileItIsBeingCompressed() throws IOException {
    file.append("1\n").start().read().append("2\n").close();
    log.rotate("app.log.1", 1);
    byte[] whole = GzipTool.member("1\n2\n");
    log.write("app.log.1.gz", Arrays.copyOf(whole, 12));
    file.append("3\n").start().read();
    log.assertLines("1", "2");

    log.write("app.log.1.gz", whole);
    Files.delete(file.sibling("app.log.1"));
    log.readOn();
    log.assertLines("1", "2", "3");
  }

  @Test
  void shouldUseWhatIsIntactOfAFileThatStaysBroken() throws IOException {
    String[] lines = IntStream.range(0, 20_000).mapToObj(i -> "line " + i).toArray(String[]::new);
    file.append(lines[0] + "\n").start().read().delete().close();
    byte[] whole = GzipTool.member(String.join("\n", lines) + "\n");
    log.write("app.log.1.gz", Arrays.copyOf(whole, whole.length / 2));
    file.append("next\n").start();
    log.readOn();
    log.assertLines(lines[0]);

    file.pass(Duration.ofMinutes(1));
    log.readOn();
    assertEquals("next", file.lines.get(file.lines.size() - 1));
    int intact = file.lines.size() - 2;
    assertEquals(Arrays.asList(lines).subList(0, intact), file.lines.subList(0, intact));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "more\n"})
  void shouldReadABrokenCompressedCopyAsFarAsItGoesAndCountTheRest(String unseen)
      throws IOException {
    byte[] all = lines(100_000).getBytes(StandardCharsets.UTF_8);
    file.append(all).start().pass(Duration.ofMillis(150)).readOnce();
    int sent = file.lines.size();
    file.append(unseen).truncate();
    byte[] whole = GzipTool.member(lines(100_000) + unseen);
    log.write("app.log.1.gz", Arrays.copyOf(whole, whole.length / 2));
    if (unseen.isEmpty()) {
      log.setModified("app.log.1.gz", -5);
    }
    file.append("next\n");
    log.readOn();
    assertEquals(sent, file.lines.size());

    file.pass(Duration.ofMinutes(1));
    log.readOn();
    assertEquals("next", file.lines.get(file.lines.size() - 1));
    int intact = file.lines.size() - 2;
    assertTrue(intact > sent, "the broken copy is read on in");
    assertEquals(lines(100_000).lines().limit(intact).toList(), file.lines.subList(0, intact));
    long read = file.starts.get(intact) + file.lines.get(intact).length();
    ShownFile shown = new ShownFile(file.fileCounts());
    assertEquals(all.length - read, shown.value("bytes-lost-total"));
    assertEquals(2L, shown.value("losses-total"), "one tells of the file, one of the bytes");
  }

  private static String lines(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "line " + i + "\n")
        .collect(Collectors.joining());
  }

  @Test
  void shouldSendTheLinesOfAFileWithAWrongChecksumAfterAWhile() throws IOException {
    file.append("1\n").start().read().append("2\n").delete().close();
    byte[] first = GzipTool.member("1\n2\n");
    first[first.length - 8] ^= 1;
    log.write("app.log.1.gz", GzipTool.join(first, GzipTool.member("3\n")));
    file.append("4\n").start();
    log.readOn();
    log.assertLines("1");

    file.pass(Duration.ofMinutes(1));
    log.readOn();
    log.assertLines("1", "2", "3", "4");
  }

  @Test
  void shouldNotWaitForAFileThatIsNoGzipFileWhateverItsName() throws IOException {
    file.append("1\n").start().read().delete().close();
    log.write("app.log.1.gz", "plain text\n".getBytes());
    file.append("2\n").start().readPastRotationWait();

    log.assertLines("1", "2");
  }
}
