package io.sluice.connect.filetail;

import static io.sluice.connect.filetail.FollowedList.entries;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.config.etcd.EtcdRange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The connector's key in etcd, which tells that it runs. */
class AgentRegistrationTest {

  private static final String AGENT =
      "/sluice/agents/h/logs {\"host\":\"h\",\"address\":\"10.0.0.7\",\"version\":\"1\",\"connector\":\"logs\",\"tasks\":%d,\"collect_keys\":[\"/list\"],\"status_key\":\"/sluice/status/h/logs\",\"allowed_paths\":[\"/var/log\"],\"allowed_topics\":\"(?!__|connect-).+\",\"record_format\":\"ecs\"}";

  private final FollowedList followed = new FollowedList();

  @Test
  void shouldKeepItselfKnownAndSayWhatHasChanged() {
    followed.thread.runDue();
    followed.holds(1, entries("a"));
    followed.thread.advance(AgentRegistration.KEPT_EVERY);

    assertEquals(List.of(AGENT.formatted(0), AGENT.formatted(1)), followed.store.kept);
  }

  @Test
  void shouldBeKeptMoreOftenThanItsLifetimeAllowsForAndGoOnAfterAnOutage() {
    assertTrue(
        AgentRegistration.KEPT_EVERY.multipliedBy(2).compareTo(AgentRegistration.LIFETIME) < 0);
    followed.store.onKeep =
        () -> {
          throw new IllegalStateException("etcd is away");
        };
    followed.thread.advance(AgentRegistration.LIFETIME.multipliedBy(10));
    followed.store.onKeep = () -> {};
    followed.thread.advance(AgentRegistration.KEPT_EVERY);

    assertEquals(1, followed.store.kept.size());
  }

  @Test
  void shouldBeRemovedWhenTheConnectorStops() {
    followed.thread.runDue();
    followed.list.close();

    assertEquals(List.of(AGENT.formatted(0), "removed"), followed.store.kept);
  }

  /** It names what it follows, whatever becomes of the host's address. */
  @Test
  void shouldGoOnNamingTheKeysThatAreFollowedWhenTheAddressChanges() {
    AtomicInteger lookups = new AtomicInteger();
    FollowedList moving =
        new FollowedList(
            Map.of("collect.keys", "/list/{ip}"), () -> "10.0.0." + lookups.incrementAndGet());
    moving.thread.runDue();
    moving.store.holds(1, Map.of("/list/10.0.0.1", entries("a")));
    moving.thread.advance(AgentRegistration.KEPT_EVERY.multipliedBy(2));

    assertEquals(List.of(EtcdRange.of("/list/10.0.0.1")), moving.store.followed);
    assertEquals(3, moving.store.kept.size());
    for (String kept : moving.store.kept) {
      assertTrue(kept.contains("\"collect_keys\":[\"/list/10.0.0.1\"]"), kept);
      assertTrue(kept.contains("\"address\":\"10.0.0.1\""), kept);
    }
    assertEquals(1, lookups.get());
  }

  /** The list's thread looks at files, and a file system may not answer; the connector runs on. */
  @Test
  void shouldBeKeptWhileTheListsThreadIsHeldUp() throws Exception {
    CountDownLatch heldUp = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    LiveCollectList own =
        followed.on(
            new SerialThread("collect-list-test", Duration.ofSeconds(3)),
            () -> {
              heldUp.countDown();
              awaitQuietly(goOn);
            });
    followed.holds(1, entries("a"));
    awaitQuietly(heldUp);
    followed.thread.runDue();
    int before = followed.store.kept.size();
    followed.thread.advance(AgentRegistration.KEPT_EVERY);

    assertEquals(before + 2, followed.store.kept.size(), "both, this one and that of the test");
    goOn.countDown();
    own.close();
    assertEquals("removed", followed.store.kept.get(before + 2));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertTrue(latch.await(10, TimeUnit.SECONDS));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
