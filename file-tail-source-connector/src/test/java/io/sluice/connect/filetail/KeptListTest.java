package io.sluice.connect.filetail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the list that is kept for a start without etcd counts as confirmed by etcd. */
class KeptListTest {

  private static final FileTime LONG_AGO = FileTime.fromMillis(0);
  private static final String GOOD = "[{\"path\":\"/var/log/a\",\"topic\":\"t\"}]";

  @TempDir Path temp;

  private FollowedList followed;
  private Path kept;

  @BeforeEach
  void followAListThatIsKept() throws IOException {
    Path folder = temp.resolve("own");
    Files.createDirectory(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    followed = new FollowedList(folder.toString());
    followed.store.holds(1, Map.of(FollowedList.KEY, GOOD));
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
}
