package io.sluice.localstack.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.localstack.await.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProcessSessionTest {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private ProcessSession session;

  @AfterEach
  void leaveNothingBehind() {
    session.kill();
  }

  @Test
  void shouldStopWithTerm() throws IOException {
    session = start("sleep 100");

    assertTrue(session.stop(LIMIT, elapsed -> {}));

    assertFalse(session.isAlive());
    assertEquals(List.of(), session.members());
  }

  @Test
  void shouldKillWhatIgnoresTerm() throws IOException {
    session = start("trap '' TERM; sleep 100 & wait; sleep 100");
    awaitMembers(2);
    AtomicInteger reports = new AtomicInteger();

    assertFalse(session.stop(Duration.ofMillis(50), elapsed -> reports.incrementAndGet()));

    assertEquals(List.of(), session.members());
    assertTrue(reports.get() > 0);
  }

  @Test
  void shouldKillWhatADeadLeaderLeft() throws IOException {
    session = start("sleep 100 & wait");
    awaitMembers(2);
    ProcessHandle.of(session.leader()).orElseThrow().destroyForcibly();
    Await.until("the leader's end", LIMIT, () -> !session.isAlive());
    assertEquals(1, session.members().size());

    session.kill();

    assertEquals(List.of(), session.members());
  }

  @Test
  void shouldLeaveAStrangerWithItsPidAlone() throws IOException {
    session = start("sleep 100");

    ProcessSession earlier = new ProcessSession(session.leader(), session.startTicks() - 1);

    assertFalse(earlier.isAlive());
    assertEquals(List.of(), earlier.members());
    earlier.kill();
    assertTrue(session.isAlive());
  }

  private void awaitMembers(int count) {
    Await.until("members", LIMIT, () -> session.members().size() == count);
  }

  private static ProcessSession start(String script) throws IOException {
    return ProcessSession.of(Spawner.spawn(new ProcessBuilder("setsid", "bash", "-c", script)));
  }
}
