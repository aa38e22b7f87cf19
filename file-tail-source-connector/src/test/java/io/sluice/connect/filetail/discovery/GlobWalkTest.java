package io.sluice.connect.filetail.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.filetail.file.AllowedPaths;
import io.sluice.connect.filetail.folder.FolderListings;
import io.sluice.connect.filetail.folder.ListedNames;
import io.sluice.connect.filetail.folder.ManualWatch;
import io.sluice.connect.filetail.glob.FilePattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlobWalkTest {

  @TempDir Path temporary;

  private final ManualWatch watch = new ManualWatch(nanos -> {});
  private Path logs;
  private long nanos;
  private int refused;

  @BeforeEach
  void makeFolder() throws IOException {
    logs = Files.createDirectory(temporary.resolve("logs"));
  }

  @Test
  void shouldFindWhatMatchesAndWhatComesLater() throws IOException {
    create("a.log", "b.txt", "x/c.log", "x/y/d.log", "x/tmp.log");
    GlobWalk walk = walk("**/*.log", "tmp*");

    assertFound(walk, "a.log", "x/c.log", "x/y/d.log");
    assertTrue(walk.isComplete());
    assertFound(walk);

    create("z/e.log");
    nanos += Duration.ofSeconds(1).toNanos();
    assertFound(walk, "a.log", "z/e.log");

    create("z/f.log");
    Files.delete(logs.resolve("z/e.log"));
    nanos += Duration.ofSeconds(1).toNanos();
    assertFound(walk, "z/f.log");
  }

  @Test
  void shouldWaitForTheFolderOfTheGlob() throws IOException {
    GlobWalk walk = walk("later/*.log");
    assertFound(walk);

    create("later/a.log");
    nanos += Duration.ofSeconds(1).toNanos();
    assertFound(walk, "later/a.log");
  }

  @Test
  void shouldFindTheFilesOfAFolderThatWasMadeAnew() throws IOException {
    create("app/a.log");
    GlobWalk walk = walk("*/*.log");
    assertFound(walk, "app/a.log");

    Files.move(logs.resolve("app"), temporary.resolve("old"));
    create("app/b.log");
    nanos += Duration.ofSeconds(1).toNanos();
    assertFound(walk, "app/b.log");
  }

  @Test
  void shouldFollowLinksAndCutLoops() throws IOException {
    create("real/a.log", "b.log");
    Files.createSymbolicLink(logs.resolve("real/loop"), logs);
    Files.createSymbolicLink(logs.resolve("real/self"), logs.resolve("real"));
    Path elsewhere = Files.createDirectories(logs.resolveSibling("logs2").resolve("deep"));
    Files.createFile(elsewhere.resolve("c.log"));
    Files.createSymbolicLink(logs.resolve("other"), elsewhere.getParent());
    Files.createSymbolicLink(logs.resolve("file.log"), elsewhere.resolve("c.log"));

    assertFound(walk("**/*.log"), "b.log", "file.log", "other/deep/c.log", "real/a.log");
  }

  @Test
  void shouldFollowALinkToWhatAnotherLinkHasLedTo() throws IOException {
    Path first = Files.createDirectories(temporary.resolve("first"));
    Path second = Files.createDirectories(temporary.resolve("second"));
    Files.createFile(first.resolve("a.log"));
    Files.createFile(second.resolve("b.log"));
    Path stage = Files.createSymbolicLink(temporary.resolve("stage"), first);
    Files.createSymbolicLink(logs.resolve("current"), stage);
    GlobWalk walk = walk("*/*.log");
    assertFound(walk, "current/a.log");

    Files.delete(stage);
    Files.createSymbolicLink(stage, second);
    nanos += Duration.ofSeconds(1).toNanos();
    assertFound(walk, "current/b.log");

    Files.createSymbolicLink(logs.resolve("previous"), first);
    nanos += Duration.ofSeconds(1).toNanos();
    assertFound(walk, "previous/a.log");
  }

  @Test
  void shouldNotLeaveTheAllowedFolders() throws IOException {
    Path secret = Files.createDirectory(temporary.resolve("secret"));
    Files.createFile(secret.resolve("a.log"));
    Files.createSymbolicLink(logs.resolve("link"), secret);
    create("b.log");
    GlobWalk walk =
        new GlobWalk(
            FilePattern.of(logs + "/**/*.log", List.of()),
            new AllowedPaths(List.of(logs)),
            new FolderListings(() -> 0),
            watch,
            () -> nanos,
            () -> refused++);

    assertFound(walk, "b.log");
    nanos += Duration.ofHours(1).toNanos();
    walk.changedSomewhere();
    assertFound(walk);
    assertEquals(1, refused);
  }

  @Test
  void shouldLookAtAWatchedFolderWhenItHasChangedAndElseSeldom() throws IOException {
    watch.watchable.add(logs);
    GlobWalk walk = walk("*.log");
    assertFound(walk);

    create("a.log");
    nanos += Duration.ofSeconds(1).toNanos();
    assertFound(walk);
    walk.changed(logs);
    assertFound(walk, "a.log");

    create("b.log");
    nanos += Duration.ofSeconds(10).toNanos();
    assertFound(walk, "a.log", "b.log");
  }

  @Test
  void shouldWalkManyFilesInSteps() throws IOException {
    for (String name : List.of("a", "b", "c")) {
      Path folder = Files.createDirectory(logs.resolve(name));
      for (int i = 0; i < 2600; i++) {
        Files.createFile(folder.resolve(i + ".log"));
      }
    }
    GlobWalk walk = walk("*/*.log");
    List<Path> found = new ArrayList<>();

    assertTrue(walk.step(nanos + 1, found::add));
    assertFalse(walk.isComplete());
    assertFalse(walk.step(nanos + 1, found::add));
    assertTrue(walk.isComplete());
    assertEquals(3 * 2600, found.size());
  }

  @Test
  void shouldStopInTimeHoweverManyFoldersThereAre() throws IOException {
    create("a/1.log", "b/2.log", "c/3.log");
    GlobWalk walk = walk("*/*.log");
    List<Path> found = new ArrayList<>();

    assertTrue(walk.step(nanos, found::add));
    assertEquals(0, found.size(), "that was the folder above");
    assertTrue(walk.step(nanos, found::add));
    assertEquals(1, found.size());
  }

  /** A file of which nothing can be told, here because of a name that is none. */
  @Test
  void shouldFindTheOthersWhereOneFileCannotBeLookedAt() throws IOException {
    create("a.log", "b.log");
    GlobWalk walk = walk(ListedNames.with("a.log/x.log"), "**");

    assertFound(walk, "a.log", "b.log");

    create("c.log");
    nanos += Duration.ofSeconds(1).toNanos();
    assertFound(walk, "a.log", "b.log", "c.log");
  }

  private GlobWalk walk(String glob, String... exclude) {
    return walk(new FolderListings(() -> 0), glob, exclude);
  }

  private GlobWalk walk(FolderListings listings, String glob, String... exclude) {
    return new GlobWalk(
        FilePattern.of(logs + "/" + glob, List.of(exclude)),
        new AllowedPaths(List.of(temporary)),
        listings,
        watch,
        () -> nanos,
        () -> refused++);
  }

  private void create(String... names) throws IOException {
    for (String name : names) {
      Files.createDirectories(logs.resolve(name).getParent());
      Files.createFile(logs.resolve(name));
    }
  }

  private void assertFound(GlobWalk walk, String... names) {
    List<String> found = new ArrayList<>();
    while (walk.step(nanos + 1, path -> found.add(logs.relativize(path).toString()))) {
      // until no more is due
    }
    assertEquals(Stream.of(names).toList(), found.stream().sorted().toList());
  }
}
