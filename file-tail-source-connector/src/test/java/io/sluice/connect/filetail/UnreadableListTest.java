package io.sluice.connect.filetail;

import static io.sluice.connect.filetail.FollowedList.BAD;
import static io.sluice.connect.filetail.FollowedList.entries;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.config.etcd.NotText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is told of lists that are no text, or that etcd refuses to show. */
@Timeout(30)
class UnreadableListTest {

  private final FollowedList followed = new FollowedList();

  @BeforeEach
  void followAGoodList() {
    followed.holds(1, entries("a"));
    followed.thread.runDue();
  }

  private void assertShown(String state, long revision) throws Exception {
    assertEquals(state, followed.status().path("state").asText(), followed.store.lastStatus());
    assertEquals(revision, followed.status().path("revision").asLong());
    assertEquals(state, followed.shown.name());
    assertEquals(List.of("/var/log/a"), followed.paths());
    assertEquals("/var/log/a", followed.status().at("/paths/0/path").asText());
  }

  private String error(String field) throws Exception {
    assertEquals(1, followed.status().path("errors").size(), followed.store.lastStatus());
    return followed.status().at("/errors/0/" + field).asText();
  }

  /** As {@code printf '\xff' | etcdctl put} leaves it, beside a list that is good. */
  @Test
  void shouldNameTheKeyWhoseValueIsNoTextUntilItIsMended() throws Exception {
    followed.store.holds(
        2,
        Map.of(FollowedList.KEY, entries("a", "b")),
        Map.of("/lists/gbk", new NotText(2, 3, 17)));
    followed.settle();

    assertShown("FAILED", 2);
    assertEquals(1, followed.status().path("applied_revision").asLong());
    assertEquals("etcd key /lists/gbk", error("source"));
    assertEquals("3", error("line"));
    assertEquals("17", error("column"));
    assertTrue(error("message").startsWith("is not UTF-8 from here on"), error("message"));

    followed.holds(3, entries("a"));
    followed.settle();
    assertShown("APPLIED", 3);
  }

  @Test
  void shouldNameAKeyWhoseNameIsNoText() throws Exception {
    followed.store.holds(
        2, Map.of(FollowedList.KEY, entries("a")), Map.of("/lists/\\xff", new NotText(2, 0, 0)));
    followed.settle();

    assertShown("FAILED", 2);
    assertEquals("etcd key /lists/\\xff", error("source"));
    assertTrue(error("message").contains("the key's name is not UTF-8"), error("message"));
  }

  /** It is there, and does not count as an empty list. */
  @Test
  void shouldNotCallAKeyMissingThatIsNoText() throws Exception {
    followed.store.holds(2, Map.of(), Map.of(FollowedList.KEY, new NotText(2, 1, 1)));
    followed.settle();

    assertShown("FAILED", 2);
    assertTrue(followed.status().path("missing_keys").isMissingNode());
  }

  /** As where a role lost its permission, or a password was changed. */
  @Test
  void shouldSayThatEtcdRefusesToShowTheListsUntilItShowsThemAgain() throws Exception {
    followed.store.refuses();
    followed.settle();

    assertShown("FAILED", 1);
    assertEquals(1, followed.status().path("applied_revision").asLong());
    assertEquals("collect list", error("source"));
    assertEquals("permission denied", error("message"));

    followed.store.comesBackUnchanged();
    followed.settle();
    assertShown("APPLIED", 1);
    assertEquals(1, followed.outcomes.size(), "one list was looked at");
  }

  @Test
  void shouldTakeTheListThatEtcdShowsAgain() throws Exception {
    followed.store.refuses();
    followed.settle();
    followed.holds(5, entries("a"));
    followed.settle();

    assertShown("APPLIED", 5);
  }

  @Test
  void shouldBlameTheListAgainThatWasBadBeforeEtcdRefused() throws Exception {
    followed.holds(2, BAD);
    followed.settle();
    followed.store.refuses();
    followed.settle();
    assertEquals("permission denied", error("message"));

    followed.store.comesBackUnchanged();
    followed.settle();
    assertShown("FAILED", 2);
    assertTrue(error("message").contains("/etc/shadow"), error("message"));
  }

  /** What was read before is looked at, and etcd refuses all the same. */
  @Test
  void shouldNotForgetARefusalOverAListThatWasReadBeforeIt() throws Exception {
    followed.holds(2, entries("a"));
    followed.thread.runDue();
    followed.store.refuses();
    followed.settle();

    assertShown("FAILED", 2);
    assertEquals("permission denied", error("message"));
  }

  @Test
  void shouldLeaveTheStatusAsItIsWhileEtcdIsAway() throws Exception {
    followed.store.isAway();
    followed.thread.advance(Duration.ofMinutes(5));

    assertShown("APPLIED", 1);
    assertEquals(1, followed.store.statuses.size());
  }

  @Test
  void shouldSayFromTheStartThatEtcdRefuses() throws Exception {
    FollowedList refused = new FollowedList();
    refused.store.refuses();
    refused.thread.runDue();

    assertEquals("FAILED", refused.status().path("state").asText());
    assertEquals(0, refused.status().path("revision").asLong());
    assertEquals("permission denied", refused.status().at("/errors/0/message").asText());
  }
}
