package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rotated files, and copies, in which there is only what the path's own file begins with. */
class CopiesInTheMakingTest {

  private static final long START = 1_700_000_000_000L;

  @TempDir Path folder;

  private TailedPath file;

  @BeforeEach
  void readAFileThatBeginsAsAllDo() {
    file = new TailedPath(folder).append("banner\n1\n");
    file.start().read();
  }

  @AfterEach
  void close() {
    file.close();
  }

  @Test
  void shouldReadARotatedFileThatHoldsOnlyTheBannerAfterARestart() throws IOException {
    file.close();
    rotateTwice();
    file.start().readFor(Duration.ofSeconds(70));

    assertLines("banner", "1", "banner", "banner", "2");
  }

  @Test
  void shouldReadARotatedFileThatHoldsOnlyTheBannerAfterAPause() throws IOException {
    rotateTwice();
    file.readFor(Duration.ofSeconds(70));

    assertLines("banner", "1", "banner", "banner", "2");
  }

  @Test
  void shouldWaitForSeveralSuchFilesAtOnce() throws IOException {
    file.close();
    file.moveTo("app.log.4");
    setModified("app.log.4", 0);
    for (int number = 3; number >= 1; number--) {
      file.append("banner\n").moveTo("app.log." + number);
      setModified("app.log." + number, 4 - number);
    }
    file.append("banner\n2\n").start().readFor(Duration.ofSeconds(80));

    assertLines("banner", "1", "banner", "banner", "banner", "banner", "2");
  }

  @Test
  void shouldReadACompressedFileThatHoldsOnlyTheBannerAtOnce() throws IOException {
    file.close();
    rotateTwice();
    GzipTool.compress(file.sibling("app.log.1"));
    file.start().readFor(Duration.ofSeconds(10));

    assertLines("banner", "1", "banner", "banner", "2");
  }

  @Test
  void shouldReadOnWhereAFileThatMayBeACopyIsGone() throws IOException {
    file.close();
    rotateTwice();
    file.start().read();
    Files.delete(file.sibling("app.log.1"));
    file.readFor(Duration.ofSeconds(10));

    assertLines("banner", "1", "banner", "2");
  }

  @Test
  void shouldWaitForACopyThatIsStillGrowing() throws IOException {
    file.close();
    file.moveTo("app.log.2").append("banner\n2\n3\n4\n");
    Path copy = file.sibling("app.log.1");
    file.appendTo(copy, "banner\n").start().readFor(Duration.ofSeconds(50));
    file.appendTo(copy, "2\n").readFor(Duration.ofSeconds(50));
    file.appendTo(copy, "3\n4\n").readFor(Duration.ofSeconds(50));
    assertLines("banner", "1");
    file.truncate().append("banner\n5\n").readFor(Duration.ofSeconds(10));

    assertLines("banner", "1", "banner", "2", "3", "4", "banner", "5");
  }

  @Test
  void shouldNotReadALongCopyOfWhatHasThePathNorWaitForIt() throws IOException {
    file.close();
    String line = "2".repeat(5000);
    file.moveTo("app.log.2").append(line + "\n").copyTo("app.log.1").append("3\n");
    setModified("app.log.2", 1);
    file.start().readFor(Duration.ofSeconds(10));

    assertLines("banner", "1", line, "3");
  }

  private void rotateTwice() throws IOException {
    file.moveTo("app.log.2").append("banner\n").moveTo("app.log.1").append("banner\n2\n");
    setModified("app.log.2", 1);
    setModified("app.log.1", 2);
  }

  private void setModified(String name, int second) throws IOException {
    Files.setLastModifiedTime(file.sibling(name), FileTime.fromMillis(START + 1000L * second));
  }

  private void assertLines(String... lines) {
    assertEquals(List.of(lines), file.lines);
  }
}
