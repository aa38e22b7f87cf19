package io.sluice.connect.filetail;

import static io.sluice.connect.filetail.FollowedList.BAD;
import static io.sluice.connect.filetail.FollowedList.entries;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a list while etcd or Connect do not answer. */
@Timeout(30)
class LiveCollectListOutageTest {

  private final FollowedList followed = new FollowedList();

  @Test
  void shouldTakeTheListThatComesWhenEtcdIsBack() throws Exception {
    assertTrue(followed.refusal().contains("http://etcd:1"), followed.refusal());
    followed.store.isAway();
    followed.thread.runDue();
    followed.list.awaitAnswer(Duration.ZERO);
    assertTrue(followed.refusal().contains("etcd is away"), followed.refusal());

    followed.holds(7, entries("a"));
    followed.thread.runDue();

    assertEquals(List.of("/var/log/a"), followed.paths());
    assertEquals(1, followed.changes.size());
  }

  @Test
  void shouldGoOnBlamingABadListAfterAnOutage() {
    followed.holds(1, BAD);
    followed.thread.runDue();
    followed.store.isAway();
    followed.thread.runDue();

    assertTrue(followed.refusal().contains("/etc/shadow"), followed.refusal());
  }

  @Test
  void shouldTellARefusalFromAnOutage() {
    followed.store.isAway();
    followed.thread.runDue();
    assertTrue(followed.refusal().contains("cannot be reached"), followed.refusal());

    followed.store.refuses();
    followed.thread.runDue();
    assertTrue(followed.refusal().contains("refuses"), followed.refusal());
    assertFalse(followed.refusal().contains("cannot be reached"), followed.refusal());
  }

  @Test
  void shouldKeepTheListWhileEtcdIsAwayOrRefuses() {
    followed.holds(1, entries("a"));
    followed.thread.runDue();
    followed.store.isAway();
    followed.store.refuses();
    followed.thread.runDue();

    assertEquals(List.of("/var/log/a"), followed.paths());
  }

  @Test
  void shouldAskConnectAgainWhenItThrewAndStillWriteTheStatus() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    followed.connect =
        () -> {
          asked.incrementAndGet();
          throw new ConnectException("the herder is busy");
        };
    followed.holds(1, entries("a"));
    followed.thread.runDue();
    assertEquals("APPLIED", followed.status().path("state").asText());
    assertEquals(1, asked.get());

    followed.thread.advance(Announcer.FIRST_RETRY);
    assertEquals(2, asked.get());

    followed.connect = () -> {};
    followed.thread.advance(Duration.ofMinutes(1));
    assertEquals(1, followed.changes.size());
    assertEquals(1, followed.store.statuses.size());
    followed.thread.advance(Duration.ofMinutes(5));
    assertEquals(1, followed.changes.size());
  }
}
