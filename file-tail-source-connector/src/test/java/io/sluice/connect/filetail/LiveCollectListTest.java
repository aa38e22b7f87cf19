package io.sluice.connect.filetail;

import static io.sluice.connect.filetail.FollowedList.BAD;
import static io.sluice.connect.filetail.FollowedList.entries;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which lists take effect, and when. */
@Timeout(30)
class LiveCollectListTest {

  private static final Duration TICK = Duration.ofMillis(1);

  private final FollowedList followed = new FollowedList();

  @Test
  void shouldApplyTheFirstListAtOnceAndSaySo() throws Exception {
    followed.holds(5, entries("a", "b"));
    followed.thread.runDue();

    followed.list.awaitAnswer(Duration.ZERO);
    assertEquals(List.of("/var/log/a", "/var/log/b"), followed.paths());
    assertEquals(1, followed.changes.size());
    assertEquals("/sluice/status/h/logs", followed.store.statusKey);
    JsonNode status = followed.status();
    assertEquals("APPLIED", status.path("state").asText());
    assertEquals(5, status.path("revision").asLong());
    assertEquals(5, status.path("applied_revision").asLong());
    assertEquals("/var/log/b", status.at("/paths/1/path").asText());
    assertFalse(status.has("missing_keys"), status.toString());
  }

  @Test
  void shouldTakeAGoodListAfterABadFirstOne() throws Exception {
    followed.holds(5, BAD);
    followed.thread.runDue();

    assertTrue(followed.refusal().contains("/etc/shadow"), followed.refusal());
    assertEquals("FAILED", followed.status().path("state").asText());
    assertEquals(0, followed.status().path("applied_revision").asLong());
    assertEquals(List.of(), followed.changes);

    followed.holds(6, entries("a"));
    followed.settle();

    assertEquals(List.of("/var/log/a"), followed.paths());
    assertEquals(1, followed.changes.size());
    assertEquals("APPLIED", followed.status().path("state").asText());
  }

  @Test
  void shouldKeepTheGoodListWhenABadOneComes() throws Exception {
    followed.holds(5, entries("a"));
    followed.thread.runDue();

    followed.holds(6, BAD);
    followed.settle();

    assertEquals(List.of("/var/log/a"), followed.paths());
    assertEquals(1, followed.changes.size());
    JsonNode status = followed.status();
    assertEquals("FAILED", status.path("state").asText());
    assertEquals(6, status.path("revision").asLong());
    assertEquals(5, status.path("applied_revision").asLong());
    assertEquals("etcd key /list", status.at("/errors/0/source").asText());
  }

  @Test
  void shouldCheckTheFormatOfEntriesAgainstTheConverter() throws Exception {
    followed.holds(5, "[{\"path\":\"/var/log/a\",\"topic\":\"t\",\"format\":\"line\"}]");
    followed.thread.runDue();

    assertEquals("/0/format", followed.status().at("/errors/0/pointer").asText());
  }

  @Test
  void shouldMakeOneChangeOfABurst() throws Exception {
    followed.holds(1, entries("a"));
    followed.thread.runDue();

    for (int i = 0; i < 50; i++) {
      followed.holds(2 + i, entries("a", "b" + i));
      followed.thread.advance(Duration.ofMillis(10));
    }
    assertEquals(1, followed.changes.size(), "while the burst lasts");
    followed.thread.advance(LiveCollectList.QUIET.minusMillis(10).minus(TICK));
    assertEquals(1, followed.changes.size(), "until it was quiet");
    followed.thread.advance(TICK);

    assertEquals(2, followed.changes.size());
    assertEquals(List.of("/var/log/a", "/var/log/b49"), followed.changes.get(1));
    assertEquals(2, followed.store.statuses.size());
    assertEquals(51, followed.status().path("applied_revision").asLong());
    followed.thread.advance(Duration.ofMinutes(5));
    assertEquals(2, followed.changes.size(), "ever after");
  }

  @Test
  void shouldNotWaitForTheEndOfALongBurst() {
    followed.holds(1, entries("a"));
    followed.thread.runDue();

    for (int i = 0; i < 11; i++) {
      assertEquals(1, followed.changes.size(), "after " + i + " changes");
      followed.holds(2 + i, entries("b" + i));
      followed.thread.advance(Duration.ofMillis(90));
    }
    followed.thread.advance(Duration.ofMillis(10));

    assertEquals(2, followed.changes.size());
    assertEquals(List.of("/var/log/b10"), followed.changes.get(1));
  }

  @Test
  void shouldNotRestartTasksForAListThatIsTheSame() throws Exception {
    followed.holds(1, entries("a", "b"));
    followed.thread.runDue();

    followed.holds(2, entries("b", "a"));
    followed.settle();

    assertEquals(1, followed.changes.size());
    assertEquals(2, followed.status().path("applied_revision").asLong());
  }
}
