package io.sluice.connect.filetail;

import static io.sluice.connect.filetail.FollowedList.BAD;
import static io.sluice.connect.filetail.FollowedList.entries;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.filetail.collect.CollectProblem;
import io.sluice.connect.filetail.collect.CollectStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is written of a list into etcd, and when. */
@Timeout(30)
class LiveCollectListStatusTest {

  private final FollowedList followed = new FollowedList();

  /** Whoever has written a list waits for its revision, and must hear that it did not help. */
  @Test
  void shouldTellOfEachListThatItWasLookedAt() throws Exception {
    followed.holds(1, BAD);
    followed.thread.runDue();
    followed.holds(2, BAD);
    followed.settle();

    assertEquals(2, followed.store.statuses.size());
    assertEquals(2, followed.status().path("revision").asInt());
    followed.thread.advance(Duration.ofMinutes(2));
    assertEquals(2, followed.store.statuses.size());
  }

  @Test
  void shouldTellNowAndThenHowFarThePathsAreRead() throws Exception {
    followed.holds(1, entries("a"));
    followed.thread.runDue();
    assertEquals(0, followed.status().at("/paths/0/position").asLong());
    followed.thread.advance(Duration.ofMinutes(2));
    assertEquals(1, followed.store.statuses.size());

    followed.position = 17;
    followed.thread.advance(Duration.ofSeconds(30));

    assertEquals(2, followed.store.statuses.size());
    assertEquals(17, followed.status().at("/paths/0/position").asLong());
    assertEquals("quiet", followed.status().at("/paths/0/state").asText());
    assertEquals(1, followed.status().path("revision").asInt());
  }

  /** Whoever has added a path wants to see that it is read. */
  @Test
  void shouldTellSoonHowFarThePathsOfAChangedListAreRead() throws Exception {
    followed.holds(1, entries("a"));
    followed.thread.runDue();
    followed.thread.advance(Duration.ofMinutes(2));
    followed.holds(2, entries("a", "b"));
    followed.settle();

    followed.position = 17;
    followed.thread.advance(Duration.ofSeconds(2));
    assertEquals(17, followed.status().at("/paths/1/position").asLong());
    followed.position = 18;
    followed.thread.advance(Duration.ofSeconds(8));
    assertEquals(18, followed.status().at("/paths/1/position").asLong());
    assertEquals(4, followed.store.statuses.size());
  }

  /** What is not allowed is an attempt, and not only a mistake. */
  @Test
  void shouldSayWhichOptionDoesNotAllowAValue() throws Exception {
    followed.holds(1, "[{\"path\":\"/etc/shadow\",\"topic\":\"__offsets\",\"x\":1}]");
    followed.thread.runDue();

    assertEquals(3, followed.status().path("errors").size());
    assertEquals("allowed.paths", followed.status().at("/errors/1/option").asText());
    assertEquals("allowed.topics", followed.status().at("/errors/2/option").asText());
    assertFalse(followed.status().at("/errors/0").has("option"));
    assertEquals(2, followed.found.stream().filter(CollectProblem::isRefusal).count());
    assertEquals(followed.outcomes.get(0), CollectStatus.read(followed.store.lastStatus()));
  }

  /** What is wrong must be told however long the list is that stays in effect. */
  @Test
  void shouldNotBecomeLargerThanEtcdTakes() throws Exception {
    String[] names =
        IntStream.range(0, 10_000).mapToObj(i -> "x".repeat(60) + i).toArray(String[]::new);
    followed.holds(1, entries(names));
    followed.thread.runDue();
    followed.holds(2, BAD);
    followed.settle();

    assertEquals("FAILED", followed.status().path("state").asText());
    assertEquals(8000, followed.status().path("paths_left_out").asInt());
    assertTrue(followed.store.lastStatus().length() < 1_000_000);
  }

  @Test
  void shouldTellThatAListCouldNotBeCheckedBecauseOfADefect() throws Exception {
    followed.holds(1, entries("a"));
    followed.thread.runDue();
    followed.store.holdsWhatCannotBe(2, FollowedList.KEY);
    followed.settle();

    assertEquals("FAILED", followed.status().path("state").asText());
    assertEquals(1, followed.status().path("applied_revision").asInt());
    assertTrue(followed.status().at("/errors/0/message").asText().contains("defect"));
    assertEquals(List.of("/var/log/a"), followed.paths());
  }

  @Test
  void shouldNameTheKeysThatEtcdDoesNotHave() throws Exception {
    followed.store.holds(1, Map.of());
    followed.thread.runDue();

    assertEquals(List.of(), followed.list.entries());
    assertEquals("APPLIED", followed.status().path("state").asText());
    assertEquals("[\"/list\"]", followed.status().path("missing_keys").toString());

    followed.holds(2, entries("a"));
    followed.settle();
    assertFalse(followed.status().has("missing_keys"), followed.status().toString());
  }

  /** Somebody else may have deleted it, and files that are quiet give no reason to write it. */
  @Test
  void shouldWriteTheStatusAgainNowAndThenWhereNothingChanges() {
    followed.holds(1, entries("a"));
    followed.thread.runDue();
    followed.thread.advance(Duration.ofMinutes(8));
    assertEquals(1, followed.store.statuses.size());

    followed.thread.advance(Duration.ofMinutes(2));
    assertEquals(2, followed.store.statuses.size());
    assertEquals(followed.store.statuses.get(0), followed.store.statuses.get(1));
    followed.thread.advance(Duration.ofMinutes(10));
    assertEquals(3, followed.store.statuses.size());
  }

  @Test
  void shouldWriteTheStatusWhenEtcdTakesItAgain() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    followed.store.onPut =
        () -> {
          attempts.incrementAndGet();
          throw new IllegalStateException("no room");
        };
    followed.holds(1, entries("a"));
    followed.thread.runDue();
    assertEquals(List.of("/var/log/a"), followed.paths());

    followed.thread.advance(Duration.ofMinutes(10));
    assertTrue(attempts.get() > 5 && attempts.get() < 20, "tried " + attempts);

    followed.store.onPut = () -> {};
    followed.thread.advance(Duration.ofMinutes(1));
    assertEquals("APPLIED", followed.status().path("state").asText());
    assertEquals(1, followed.store.statuses.size());
    assertEquals(1, followed.changes.size());
  }

  @Test
  void shouldLetTheStartGoOnBeforeTheStatusIsWritten() {
    AtomicBoolean answered = new AtomicBoolean();
    followed.store.onPut =
        () ->
            assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> {
                  followed.list.awaitAnswer(Duration.ofMinutes(1));
                  answered.set(true);
                });
    followed.holds(1, entries("a"));
    followed.thread.runDue();

    assertTrue(answered.get());
  }
}
