package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was read is not sent again when it is compressed, whatever the times and names tell. */
class DrainedRotationCompressedTest {

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
  void shouldNotSendADrainedRotationAgainWhenItIsCompressed() throws IOException {
    file.append("1\n").start().read();
    for (int i = 2; i <= 5; i++) {
      log.rotate("app.log-202611" + (10 + i), i);
      file.append(i + "\n").readPastRotationWait();
      log.compress("app.log-202611" + (10 + i));
      file.readPastRotationWait();
    }

    log.assertLines("1", "2", "3", "4", "5");
  }

  @Test
  void shouldNotSendADrainedRotationAgainWhenItIsCompressedAndLooksNew() throws IOException {
    file.append("1\n").start().read();
    log.rotate("app.log.1", 1);
    file.append("2\n").readPastRotationWait();
    Files.move(file.sibling("app.log.1"), file.sibling("app.log.2"));
    log.compressAt("app.log.2", 50);
    log.rotate("app.log.1", 2);
    file.append("3\n");
    log.readOn();
    file.restart().append("4\n");
    log.readOn();

    log.assertLines("1", "2", "3", "4");
  }

  /** Nothing but the content tells them apart: the names have no order, the times are wrong. */
  @Test
  void shouldKnowADrainedRotationByItsContentWhenItIsCompressed() throws IOException {
    file.append("first\n").start().read();
    log.rotate("app.log.1", 1);
    file.append("second\n").readPastRotationWait();
    log.compressAt("app.log.1", 50);
    log.rotate("app.log.2", 2);
    file.append("third\n");
    log.readOn();

    log.assertLines("first", "second", "third");
  }

  @Test
  void shouldKnowADrainedCopyByItsContentWhenItIsCompressed() throws IOException {
    file.append("1\n").start().read().append("2\n").copyTo("app.log.1").truncate();
    file.append("3\n").readPastRotationWait();
    log.compressAt("app.log.1", 50);
    file.append("4\n").read().append("5\n").copyTo("app.log.2").truncate().append("6\n");
    log.readOn();

    log.assertLines("1", "2", "3", "4", "5", "6");
  }

  @Test
  void shouldKnowAnOlderRotationByItsContentWhenItIsCompressed() throws IOException {
    file.appendTo(file.sibling("app.log.1"), "old\n").append("1\n").start().read();
    log.compressAt("app.log.1", 50);
    log.rotate("app.log.2", 2);
    file.append("2\n");
    log.readOn();

    log.assertLines("1", "2");
  }

  @Test
  void shouldNotTakeAMissedFileForADrainedOneWithTheSameBeginning() throws IOException {
    file.append("#header\n").start().read();
    log.rotate("app.log.3", 1);
    file.append("#header\n1\n").readPastRotationWait();
    log.compress("app.log.3");
    log.rotate("app.log.2", 2);
    file.append("#header\n2\n");
    log.rotate("app.log.1", 3);
    log.compress("app.log.1");
    file.append("3\n");
    log.readOn();

    log.assertLines("#header", "#header", "1", "#header", "2", "3");
  }
}
