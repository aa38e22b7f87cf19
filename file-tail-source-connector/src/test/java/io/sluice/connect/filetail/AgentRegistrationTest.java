package io.sluice.connect.filetail;

import static io.sluice.connect.filetail.FollowedList.entries;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
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
}
