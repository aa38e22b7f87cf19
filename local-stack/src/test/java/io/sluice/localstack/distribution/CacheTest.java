package io.sluice.localstack.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.localstack.await.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheTest {

  @Test
  void shouldUseTheFolderItIsGiven() {
    assertEquals(Path.of("/c"), Cache.folder("/c", "/xdg", "root", "/home/r"));
  }

  @Test
  void shouldNotHideTheCacheOfRootInItsHome() {
    assertEquals(Path.of("/var/cache/sluice"), Cache.folder(null, "/xdg", "root", "/home/r"));
  }

  @Test
  void shouldUseTheCacheFolderOfTheUser() {
    assertEquals(Path.of("/xdg/sluice"), Cache.folder("", "/xdg", "ann", "/home/ann"));
    assertEquals(Path.of("/home/ann/.cache/sluice"), Cache.folder("", "", "ann", "/home/ann"));
  }

  @Test
  void shouldFillAnEntryOnceWhereSeveralProcessesWantIt(@TempDir Path folder) throws Exception {
    List<Process> all = List.of(user(folder, "a"), user(folder, "b"));
    for (Process process : all) {
      assertEquals(0, process.waitFor());
    }
    assertEquals(List.of("filled"), Files.readAllLines(folder.resolve("entry/file")));
    assertEquals(1, Files.readAllLines(folder.resolve("fillers")).size());
  }

  private static Process user(Path folder, String name) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            EntryUser.class.getName(),
            folder.toString(),
            name);
    return new ProcessBuilder(command).inheritIO().start();
  }

  /** A process that wants an entry; the first to fill it goes on when the other wants it, too. */
  static final class EntryUser {

    private EntryUser() {}

    /** Takes the cache's folder and a name of its own. */
    public static void main(String[] arguments) throws IOException {
      Path folder = Path.of(arguments[0]);
      Files.createFile(folder.resolve("wanted-by-" + arguments[1]));
      Cache.entry(folder, "entry", work -> fill(folder, work));
    }

    private static void fill(Path folder, Path work) throws IOException {
      Files.writeString(
          folder.resolve("fillers"), "one\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      Files.writeString(work.resolve("file"), "filled\n");
      Await.until(
          "both to want it",
          Duration.ofSeconds(60),
          () -> List.of("a", "b").stream().allMatch(name -> isWantedBy(folder, name)));
    }

    private static boolean isWantedBy(Path folder, String name) {
      return Files.exists(folder.resolve("wanted-by-" + name));
    }
  }
}
