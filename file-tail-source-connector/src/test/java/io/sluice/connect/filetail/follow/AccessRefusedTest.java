package io.sluice.connect.filetail.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.filetail.collect.EntryProgress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Paths that lead out of the allowed folders, told in the status and in metrics. */
class AccessRefusedTest {

  private static final String METRIC = "access-refused-total";

  @TempDir Path temporary;

  private Path secret;
  private Following following;

  @BeforeEach
  void follow() throws Exception {
    secret = Files.createDirectory(temporary.resolve("secret"));
    Files.writeString(secret.resolve("shadow.log"), "root\n");
    following = new Following(Files.createDirectory(temporary.resolve("logs")));
  }

  @AfterEach
  void close() {
    following.close();
    assertTrue(following.lines.stream().noneMatch(line -> line.contains("root")));
  }

  private void link(String name, Path target) {
    following.io(() -> Files.createSymbolicLink(following.path(name), target));
  }

  @Test
  void shouldTellOfALinkThatLeadsOutAndOfTheNextOne() {
    link("app.log", secret.resolve("shadow.log"));
    following.glob("app.log").start().readFor(Duration.ofMinutes(1));

    assertEquals(1L, following.metrics.task(METRIC));
    assertEquals(
        following.path("app.log")
            + " leads to "
            + secret.resolve("shadow.log")
            + ", outside allowed.paths ["
            + following.folder
            + "]",
        progress().refused());

    following.delete("app.log").append("app.log", "1\n").read();
    assertEquals(List.of("app.log 1"), following.lines);
    assertNull(progress().refused());
    following.delete("app.log");
    link("app.log", secret.resolve("shadow.log"));
    following.readFor(Duration.ofMinutes(1));
    assertEquals(2L, following.metrics.task(METRIC));
  }

  @Test
  void shouldTellOfALinkThatAGlobMatches() {
    link("app.log", secret.resolve("shadow.log"));
    following.glob("*.log").start().readFor(Duration.ofMinutes(1));

    assertEquals(1L, following.metrics.task(METRIC));
    assertTrue(progress().refused().contains("leads to"), progress().toString());
  }

  @Test
  void shouldTellOfAFolderThatAGlobReaches() {
    link("folder", secret);
    following.glob("**/*.log").start().readFor(Duration.ofMinutes(1));

    assertEquals(1L, following.metrics.task(METRIC));
  }

  @Test
  void shouldNotTakeWhatCannotBeReadForSuchAnAttempt() {
    following.io(() -> Files.createDirectory(following.path("app.log")));
    following.glob("app.log").start().read();

    assertEquals("trouble", progress().state());
    assertEquals(0L, following.metrics.task(METRIC));
    assertNull(progress().refused());
  }

  private EntryProgress progress() {
    return following.progress().get(0);
  }
}
