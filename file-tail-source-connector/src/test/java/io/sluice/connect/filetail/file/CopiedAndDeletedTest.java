package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.connect.filetail.metrics.ShownFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a file between its copy, its truncation and the next read. */
class CopiedAndDeletedTest {

  private static final long START = 1_700_000_000_000L;

  @TempDir Path folder;

  private TailedPath file;
  private TailLog log;
  private int changes;

  @BeforeEach
  void followThePath() throws IOException {
    log = new TailLog();
    file = new TailedPath(Files.createDirectory(folder.resolve("logs")));
  }

  @AfterEach
  void close() {
    file.close();
    log.close();
  }

  @Test
  void shouldReadTheTailInTheCopyOfAFileThatIsDeleted() throws IOException {
    write("1\n");
    file.start().read();
    write("2\n");
    copyTo("app.log.1");
    file.truncate().delete().readPastRotationWait().readPastRotationWait();

    assertLines("1", "2");
  }

  @Test
  void shouldReadTheTailInTheCopyOfADeletedFileBeforeItsSuccessor() throws IOException {
    write("1\n");
    file.start().read();
    write("2\n");
    copyTo("app.log.1");
    file.truncate().delete();
    write("3\n");
    file.readPastRotationWait().readPastRotationWait();
    write("4\n");
    file.readPastRotationWait();

    assertLines("1", "2", "3", "4");
  }

  @Test
  void shouldReadWhatIsBeingCopiedOnce() throws IOException {
    write("1\n");
    file.start().read();
    write("2\n");
    copyTo("app.log.2");
    file.truncate();
    String more = "x".repeat(10_000) + "\n3\n";
    write(more);
    copyTo("app.log.1");
    file.readPastRotationWait();
    file.truncate();
    write("4\n");
    file.readPastRotationWait();

    assertLines("1", "2", "x".repeat(10_000), "3", "4");
  }

  @Test
  void shouldReadTheTailOfWhatWasBeingCopied() throws IOException {
    write("1\n");
    file.start().read();
    write("2\n");
    copyTo("app.log.2");
    file.truncate();
    write("x".repeat(10_000) + "\n3\n");
    Path copy = file.sibling("app.log.1");
    Files.write(copy, new byte[0]);
    Files.writeString(copy, Files.readString(file.path).substring(0, 5_000));
    setModified(copy);
    file.read();
    write("4\n");
    Files.copy(file.path, copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    setModified(copy);
    file.truncate();
    write("5\n");
    file.readPastRotationWait().readPastRotationWait();

    assertLines("1", "2", "x".repeat(10_000), "3", "4", "5");
  }

  private void assertLines(String... lines) {
    assertEquals(List.of(lines), file.lines, log::toString);
    assertEquals(0L, new ShownFile(file.fileCounts()).value("losses-total"), log::toString);
  }

  private void write(String text) throws IOException {
    file.append(text);
    setModified(file.path);
  }

  private void copyTo(String name) throws IOException {
    file.copyTo(name);
    setModified(file.sibling(name));
  }

  private void setModified(Path changed) throws IOException {
    Files.setLastModifiedTime(changed, FileTime.fromMillis(START + 1000L * ++changes));
  }
}
