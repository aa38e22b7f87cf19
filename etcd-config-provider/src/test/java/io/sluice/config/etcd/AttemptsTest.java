package io.sluice.config.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class AttemptsTest {

  private static final EtcdException AWAY = FakeEtcd.unavailable();
  private static final EtcdException NO_ANSWER =
      new EtcdException("no answer", true, new TimeoutException());

  private final List<Duration> limits = new ArrayList<>();
  private Duration now = Duration.ZERO;

  private Attempts attempts(Duration timeout, int members) {
    return new Attempts(timeout, members, () -> now.toNanos(), this::pause);
  }

  private boolean pause(Duration pause) {
    now = now.plus(pause);
    return true;
  }

  private String fail(EtcdException failure, Duration after) {
    now = now.plus(after);
    throw failure;
  }

  @Test
  void shouldTellWhyEtcdIsAwayThoughTheLastAttemptRunsOutOfTime() {
    EtcdException told =
        assertThrows(
            EtcdException.class,
            () ->
                attempts(Duration.ofSeconds(10), 1)
                    .untilTimeout(
                        limit -> {
                          limits.add(limit);
                          boolean first = limits.size() == 1;
                          return first ? fail(AWAY, Duration.ofSeconds(5)) : fail(NO_ANSWER, limit);
                        }));
    assertSame(AWAY, told);
    assertEquals(2, limits.size());
  }

  @Test
  void shouldTellThatThereIsNoAnswerWhereNobodyKnowsMore() {
    assertSame(
        NO_ANSWER,
        assertThrows(
            EtcdException.class,
            () ->
                attempts(Duration.ofSeconds(10), 1).untilTimeout(limit -> fail(NO_ANSWER, limit))));
    assertEquals(Duration.ofSeconds(10), now);
  }

  @Test
  void shouldGiveEachMemberItsTime() {
    assertThrows(
        EtcdException.class,
        () ->
            attempts(Duration.ofSeconds(9), 3)
                .untilTimeout(
                    limit -> {
                      limits.add(limit);
                      return fail(NO_ANSWER, limit);
                    }));
    assertEquals(Duration.ofSeconds(3), limits.get(0));
    assertEquals(3, limits.size(), limits.toString());
  }

  @Test
  void shouldBeginNoAttemptThatHasHardlyAnyTime() {
    assertThrows(
        EtcdException.class,
        () ->
            attempts(Duration.ofSeconds(5), 1)
                .untilTimeout(
                    limit -> {
                      limits.add(limit);
                      return fail(AWAY, Duration.ofMillis(1));
                    }));
    assertTrue(limits.size() > 4, limits.toString());
    Duration last = limits.get(limits.size() - 1);
    assertTrue(last.compareTo(Duration.ofSeconds(1)) >= 0, limits.toString());
  }

  @Test
  void shouldEndAtOnceWhereItIsInterrupted() {
    Attempts interrupted = new Attempts(Duration.ofSeconds(5), 1, () -> 0, pause -> false);
    assertSame(
        AWAY,
        assertThrows(
            EtcdException.class,
            () -> interrupted.untilTimeout(limit -> fail(AWAY, Duration.ZERO))));
  }
}
