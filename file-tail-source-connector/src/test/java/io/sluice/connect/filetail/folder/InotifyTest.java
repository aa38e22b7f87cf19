package io.sluice.connect.filetail.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InotifyTest {

  @TempDir Path temporary;

  private final List<Path> renamed = new ArrayList<>();
  private final List<Path> written = new ArrayList<>();
  private final FolderWatch.Changes changes =
      new FolderWatch.Changes() {
        @Override
        public void changed(Path path, boolean names) {
          (names ? renamed : written).add(path);
        }

        @Override
        public void unknown() {
          throw new AssertionError("nothing was lost");
        }
      };
  private Path folder;
  private long nanos;
  private FolderWatch watch;

  @BeforeEach
  void open() throws IOException {
    Assumptions.assumeTrue(new LocalFileSystems().hold(temporary), "inotify works here");
    folder = Files.createDirectory(temporary.resolve("logs"));
    watch = Inotify.orPolling(() -> nanos);
  }

  @AfterEach
  void close() {
    watch.close();
  }

  @Test
  void shouldTellOfNewAndOfChangedFiles() throws Exception {
    assertTrue(watch.watch(folder));
    Path file = Files.createFile(folder.resolve("a.log"));
    await(renamed, file);

    Files.writeString(file, "x\n", StandardOpenOption.APPEND);
    await(written, file);

    renamed.clear();
    Files.move(file, folder.resolve("b.log"));
    await(renamed, file);
    await(renamed, folder.resolve("b.log"));
  }

  @Test
  void shouldWatchTheFolderThatHasTheNameNow() throws Exception {
    assertTrue(watch.watch(folder));
    Files.move(folder, temporary.resolve("old"));
    assertFalse(afterCheck());
    Files.createDirectory(folder);
    assertTrue(afterCheck());
    Path file = Files.createFile(folder.resolve("a.log"));

    await(renamed, file);
  }

  @Test
  void shouldTellThatAFolderIsGone() throws Exception {
    assertTrue(watch.watch(folder));
    Files.delete(folder);

    await(renamed, folder);
    assertFalse(watch.watch(folder));
  }

  @Test
  void shouldEndAWatchThatNobodyAsksFor() throws Exception {
    Path other = Files.createDirectory(temporary.resolve("other"));
    watch.watch(folder);
    nanos += Duration.ofMinutes(6).toNanos();
    watch.watch(other);
    Files.createFile(folder.resolve("a.log"));
    Path told = Files.createFile(other.resolve("b.log"));

    await(renamed, told);
    assertEquals(List.of(told), renamed);
  }

  private boolean afterCheck() {
    nanos += Duration.ofSeconds(2).toNanos();
    return watch.watch(folder);
  }

  private void await(List<Path> told, Path expected) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!told.contains(expected)) {
      assertTrue(System.nanoTime() < deadline, () -> expected + " was not told of, but " + told);
      watch.await(Duration.ofMillis(100).toNanos(), changes);
    }
  }
}
