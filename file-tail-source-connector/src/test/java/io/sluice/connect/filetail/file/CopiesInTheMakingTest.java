package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Collections;
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
  private int rotated;

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
  void shouldReadACompressedFileThatHoldsOnlyTheBanner() throws IOException {
    file.close();
    rotateTwice();
    GzipTool.compress(file.sibling("app.log.1"));
    file.start().readFor(Duration.ofSeconds(70));

    assertLines("banner", "1", "banner", "banner", "2");
  }

  @Test
  void shouldReadNothingTwiceThatWasCompressedBeforeTheFileIsTruncatedAfterARestart()
      throws IOException {
    file.close();
    file.moveTo("app.log.2").append("2\n");
    setModified("app.log.2", 1);
    Files.write(file.sibling("app.log.1.gz"), GzipTool.member("2\n"));
    file.start().readFor(Duration.ofSeconds(10));
    file.truncate().append("3\n").readFor(Duration.ofSeconds(10));

    assertLines("banner", "1", "2", "3");
  }

  @Test
  void shouldGoOnInWhatWasCompressedBeforeTheFileIsTruncatedAfterARestart() throws IOException {
    String longLine = "2".repeat(5000);
    file.close();
    file.moveTo("app.log.2").append(longLine + "\n");
    setModified("app.log.2", 1);
    byte[] copy = Files.readAllBytes(file.path);
    Files.write(file.sibling("app.log.1.gz"), GzipTool.member(copy));
    file.start().read().truncate().append("3\n").readFor(Duration.ofSeconds(10));

    assertLines("banner", "1", longLine, "3");
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

  @Test
  void shouldReadOnWhereSuchFilesAreRotatedAgainAndAgainAfterARestart() throws IOException {
    file.close();
    rotate(2);
    file.start();
    for (int number = 3; number <= 6; number++) {
      file.readFor(Duration.ofSeconds(20));
      rotate(number);
    }

    assertLines("banner", "1", "banner", "banner", "banner", "banner", "banner");
  }

  @Test
  void shouldReadOnWhereSuchFilesAreRotatedAgainAndAgainAfterAPause() throws IOException {
    rotate(2);
    for (int number = 3; number <= 6; number++) {
      file.readFor(Duration.ofSeconds(20));
      rotate(number);
    }

    assertLines("banner", "1", "banner", "banner", "banner", "banner", "banner");
  }

  @Test
  void shouldReadOnWhereSuchFilesAreDeletedSoonAfterTheyWereRotated() throws IOException {
    file.close();
    rotate(4);
    file.start();
    for (int number = 5; number <= 20; number++) {
      file.readFor(Duration.ofSeconds(5));
      rotate(number);
      Files.move(rotation(number - 3), file.sibling("gone-" + number));
    }

    List<String> last = file.lines.subList(2, file.lines.size());
    assertEquals(Collections.nCopies(8, "banner"), last);
  }

  @Test
  void shouldWaitAgainForASecondSuchFile() throws IOException {
    file.close();
    rotateTwice();
    file.start().readFor(Duration.ofSeconds(70));
    file.moveTo("app.log.0").append("banner\n3\n4\n");
    file.appendTo(file.sibling("app.log-1"), "banner\n").readFor(Duration.ofSeconds(50));
    file.appendTo(file.sibling("app.log-1"), "3\n4\n").truncate().append("5\n");
    file.readFor(Duration.ofSeconds(10));

    assertLines("banner", "1", "banner", "banner", "2", "banner", "3", "4", "5");
  }

  /** Each file but the first holds only the banner. */
  private void rotate(int until) throws IOException {
    for (; rotated < until; rotated++) {
      Files.move(file.path, rotation(rotated + 1));
      Files.setLastModifiedTime(
          rotation(rotated + 1), FileTime.fromMillis(START + 1000L * rotated));
      file.append("banner\n");
    }
  }

  private Path rotation(int number) {
    return file.sibling("app.log-" + (20260000 + number));
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
