package io.sluice.connect.filetail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The list that is kept for a start: when it counts as confirmed by etcd, and what it is told as.
 */
class KeptListTest {

  private static final FileTime LONG_AGO = FileTime.fromMillis(0);
  private static final String GOOD = "[{\"path\":\"/var/log/a\",\"topic\":\"t\"}]";

  @TempDir Path temp;

  private FollowedList followed;
  private Path folder;
  private Path kept;

  @BeforeEach
  void followAListThatIsKept() throws IOException {
    folder = temp.resolve("own");
    Files.createDirectory(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    followed = new FollowedList(folder.toString());
    followed.store.holds(8, Map.of(FollowedList.KEY, GOOD));
    followed.thread.advance(Duration.ofSeconds(10));
    kept = folder.resolve("logs.json");
    Files.setLastModifiedTime(kept, LONG_AGO);
  }

  @Test
  void shouldBeConfirmedWhileEtcdAnswers() throws IOException {
    followed.thread.advance(Duration.ofMinutes(10));

    assertTrue(Files.getLastModifiedTime(kept).compareTo(LONG_AGO) > 0);
  }

  @Test
  void shouldNotBeConfirmedWhileEtcdIsAway() throws IOException {
    followed.store.isAway();
    followed.thread.advance(Duration.ofMinutes(10));

    assertEquals(LONG_AGO, Files.getLastModifiedTime(kept));
  }

  @Test
  void shouldBeConfirmedAgainAfterAnOutageWithoutAChange() throws IOException {
    followed.store.isAway();
    followed.store.comesBackUnchanged();
    followed.thread.advance(Duration.ofMinutes(10));

    assertTrue(Files.getLastModifiedTime(kept).compareTo(LONG_AGO) > 0);
  }

  /** The tasks read it, so it is in effect. */
  @Test
  void shouldBeToldAsTheListInEffectWhereANewOneIsBadAfterARestart() throws Exception {
    FollowedList restarted = restarted();
    assertEquals(List.of("/var/log/a"), restarted.paths());
    restarted.holds(9, FollowedList.BAD);
    restarted.thread.runDue();

    assertEquals("FAILED", restarted.status().path("state").asText());
    assertEquals(9, restarted.status().path("revision").asLong());
    assertEquals(8, restarted.status().path("applied_revision").asLong());
    assertEquals("/var/log/a", restarted.status().at("/paths/0/path").asText());
  }

  @Test
  void shouldBeToldAsTheListInEffectWhereEtcdShowsNoneAfterARestart() throws Exception {
    FollowedList restarted = restarted();
    restarted.store.refuses();
    restarted.thread.runDue();

    assertEquals("FAILED", restarted.status().path("state").asText());
    assertEquals(8, restarted.status().path("applied_revision").asLong());
  }

  private FollowedList restarted() throws IOException {
    followed.list.close();
    Files.setLastModifiedTime(kept, FileTime.from(Instant.now()));
    return new FollowedList(folder.toString());
  }
}
