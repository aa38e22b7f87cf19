package io.sluice.connect.filetail.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may be a rotation or a log of its own, and cannot be looked at when that is to be told. */
class UndecidedFilesTest {

  @TempDir Path temporary;

  private Following following;

  @BeforeEach
  void follow() throws IOException {
    Files.writeString(temporary.resolve("elsewhere"), "elsewhere\n");
    following = new Following(Files.createDirectory(temporary.resolve("logs")));
  }

  @AfterEach
  void close() {
    following.close();
  }

  /** A name that may not be opened for a moment; to root, no mode would forbid it. */
  private void forbid(String name) {
    following.io(
        () -> Files.createSymbolicLink(following.path(name), temporary.resolve("elsewhere")));
  }

  private void put(String kept, String name) {
    following.io(
        () ->
            Files.move(
                temporary.resolve(kept),
                following.path(name),
                StandardCopyOption.REPLACE_EXISTING));
  }

  @Test
  void shouldNotSendARotatedFileAgainThatCouldNotBeOpenedForAMoment() {
    following.append("app.log", "1\n").glob("*.log").start().read();
    following.io(() -> Files.move(following.path("app.log"), temporary.resolve("kept")));
    forbid("app-1.log");
    following.append("app.log", "2\n").readFor(Duration.ofSeconds(10));
    put("kept", "app-1.log");
    following.readFor(Duration.ofSeconds(30)).append("app.log", "3\n").read();

    assertEquals(List.of("app.log 1", "app.log 2", "app.log 3"), following.lines);
  }

  @Test
  void shouldFollowALogOfItsOwnThatCouldNotBeOpenedForAMoment() throws IOException {
    following.append("app.log", "1\n").glob("*.log").start().read();
    forbid("app-1.log");
    following.readFor(Duration.ofSeconds(10));
    Files.writeString(temporary.resolve("kept"), "a\n");
    put("kept", "app-1.log");
    following.readFor(Duration.ofSeconds(30));

    assertEquals(List.of("app.log 1", "app-1.log a"), following.lines);
  }

  @Test
  void shouldTellOfOneThatCannotBeOpenedForAMinute() {
    following.append("app.log", "1\n").glob("*.log").start().read();
    forbid("app-1.log");
    following.readFor(Duration.ofSeconds(90));

    assertEquals("trouble", following.progress().get(0).state());
    assertTrue(following.progress().get(0).refused().contains("app-1.log"));
  }
}
