package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In which order several rotations are read, of which some were compressed. */
class CompressedRotationOrderTest {

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
  void shouldReadAChainOfCompressedAndUncompressedRotationsOldestFirst() throws IOException {
    file.append("1\n").start().read().append("2\n").close();
    log.rotate("app.log.4", 1);
    log.compress("app.log.4");
    file.append("3\n");
    log.rotate("app.log.3", 2);
    file.append("4\n");
    log.rotate("app.log.2", 3);
    log.compress("app.log.2");
    file.append("5\n");
    log.rotate("app.log.1", 4);
    file.append("6\n").start();
    log.readOn();

    log.assertLines("1", "2", "3", "4", "5", "6");
  }

  @Test
  void shouldReadWhatWasCompressedAfterTheUncompressedFileOfItsPosition() throws IOException {
    file.append("1\n").start().read().append("2\n").close();
    log.rotate("app.log-20261101", 1);
    file.append("3\n");
    log.rotate("app.log-20261102", 2);
    log.compress("app.log-20261102");
    file.append("4\n").start();
    log.readOn();

    log.assertLines("1", "2", "3", "4");
  }

  @Test
  void shouldReadEachCompressedCopyBetweenTwoLooks() throws IOException {
    file.append("1\n").start().read().append("2\n").copyTo("app.log.2").truncate();
    log.setModified("app.log.2", 1);
    log.compress("app.log.2");
    file.append("3\n").copyTo("app.log.1").truncate();
    log.setModified("app.log.1", 2);
    log.compress("app.log.1");
    file.append("4\n");
    log.readOn();

    log.assertLines("1", "2", "3", "4");
  }

  @Test
  void shouldReadACompressedCopyThatWasMadeBeforeItsFileWasTruncatedAgain() throws IOException {
    String lines = "2\n".repeat(400_000);
    String last = "3".repeat(5000);
    file.append("1\n").start().read().append(lines).copyTo("app.log.2").truncate();
    log.setModified("app.log.2", 1);
    log.compress("app.log.2");
    file.append(last + "\n").copyTo("app.log.1");
    log.setModified("app.log.1", 2);
    log.compress("app.log.1");
    file.pass(Duration.ofMillis(150)).readOnce();
    file.pass(Duration.ofMillis(150)).readOnce();
    assertTrue(file.lines.size() < 400_000, "the copy is not read yet");
    file.truncate().append("4\n");
    log.readOn();

    assertEquals(400_003, file.lines.size());
    assertEquals(List.of("2", last, "4"), file.lines.subList(400_000, 400_003));
  }

  @Test
  void shouldReadNothingTwiceThatIsCompressedBeforeItsFileIsTruncatedAgainAfterARestart()
      throws IOException {
    file.append("1\n").start().read().close();
    file.append("2\n").copyTo("app.log.2").truncate().append("3\n").copyTo("app.log.1");
    log.setModified("app.log.2", 1);
    log.compress("app.log.2");
    log.setModified("app.log.1", 2);
    log.compress("app.log.1");
    file.start().readFor(Duration.ofSeconds(10));
    file.truncate().append("4\n");
    log.readOn();

    log.assertLines("1", "2", "3", "4");
  }

  @Test
  void shouldReadCompressedCopiesInOrderOfWhichOneWasSeenBeforeItsFilesTurn() throws IOException {
    byte[] first = GzipTool.member("1\n");
    file.append("1\n").start().read();
    log.rotate("app.log.1", 1);
    file.append("").read();
    Files.delete(file.sibling("app.log.1"));
    log.write("app.log.1.gz", Arrays.copyOf(first, 10));
    file.append("2\n").read();
    Files.delete(file.sibling("app.log.1.gz"));
    log.write("app.log.3.gz", first);
    file.copyTo("app.log.2").truncate();
    log.compressAt("app.log.2", 6);
    file.append("3\n").copyTo("app.log.1").truncate();
    log.compressAt("app.log.1", 7);
    file.append("4\n");
    log.readOn();

    log.assertLines("1", "2", "3", "4");
  }

  @Test
  void shouldReadWhatWasRotatedAndCompressedBetweenTwoLooks() throws IOException {
    file.append("1\n").start().read();
    log.rotate("app.log.2", 1);
    log.compress("app.log.2");
    file.append("2\n");
    log.rotate("app.log.1", 2);
    log.compress("app.log.1");
    file.append("3\n");
    log.readOn();

    log.assertLines("1", "2", "3");
  }

  @Test
  void shouldReadTheSuccessorsOfAFileThatWasCompressedAfterThemInTheirOrder() throws IOException {
    file.append("1\n").start().read().append("2\n").close();
    log.rotate("app.log.3", 1);
    file.append("3\n");
    log.rotate("app.log.2", 2);
    file.append("4\n");
    log.rotate("app.log.1", 3);
    log.compressAt("app.log.3", 40);
    log.compressAt("app.log.2", 50);
    file.append("5\n").start();
    log.readOn();

    log.assertLines("1", "2", "3", "4", "5");
  }

  @Test
  void shouldNotTakeOlderCompressedFilesForSuccessorsAfterARestart() throws IOException {
    file.append("1\n").start().read();
    log.rotate("app.log.1", 1);
    file.append("2\n").readPastRotationWait().close();
    Files.move(file.sibling("app.log.1"), file.sibling("app.log.2"));
    log.compress("app.log.2");
    log.rotate("app.log.1", 2);
    file.append("3\n").start();
    log.readOn();

    log.assertLines("1", "2", "3");
  }

  @Test
  void shouldNotTakeOlderFilesForSuccessorsThoughTheyWereCompressedLater() throws IOException {
    file.append("1\n").start().read();
    log.rotate("app.log.1", 1);
    file.append("2\n").readPastRotationWait().close();
    Files.move(file.sibling("app.log.1"), file.sibling("app.log.2"));
    log.rotate("app.log.1", 2);
    log.compressAt("app.log.2", 50);
    file.append("3\n").start();
    log.readOn();

    log.assertLines("1", "2", "3");
  }

  @Test
  void shouldNotReadAnOlderFileAgainThatWasBeingCompressedWhenTheWorkerStarted()
      throws IOException {
    file.append("1\n").start().read();
    log.rotate("app.log.1", 1);
    file.append("2\n").readPastRotationWait().close();
    byte[] whole = GzipTool.member("1\n");
    Files.delete(file.sibling("app.log.1"));
    log.write("app.log.2.gz", Arrays.copyOf(whole, whole.length / 2));
    file.start().read();
    log.write("app.log.2.gz", whole);
    log.rotate("app.log.1", 2);
    log.compressAt("app.log.1", 6);
    file.append("3\n");
    log.readOn();

    log.assertLines("1", "2", "3");
  }
}
