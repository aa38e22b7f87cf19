package io.sluice.connect.elasticsearch.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofMillis(350);

  @Test
  void shouldDoubleUpToTheLongest() {
    Backoff backoff = new Backoff(FIRST, LONGEST, () -> 0);
    assertEquals(100, backoff.millis(1));
    assertEquals(200, backoff.millis(2));
    assertEquals(350, backoff.millis(3));
    assertEquals(350, backoff.millis(Integer.MAX_VALUE));
  }

  @Test
  void shouldWaitNoShorterThanItSays() {
    Backoff backoff = new Backoff(FIRST, LONGEST, () -> Math.nextDown(1.0));
    assertEquals(backoff.shortestMillis(2), backoff.millis(2));
    assertEquals(100, backoff.shortestMillis(2));
  }

  @Test
  void shouldStopCountingWhereTheWaitStopsGrowing() {
    Backoff backoff = new Backoff(FIRST, LONGEST, () -> 0);
    assertEquals(1, backoff.next(0));
    assertEquals(2, backoff.next(1));
    assertEquals(3, backoff.next(2));
    assertEquals(3, backoff.next(3));
  }

  @Test
  void shouldStopCountingAlsoWhereThereIsNoWait() {
    Backoff backoff = new Backoff(Duration.ZERO, LONGEST, () -> 0);
    int attempt = 0;
    for (int i = 0; i < 100; i++) {
      attempt = backoff.next(attempt);
    }
    assertEquals(31, attempt);
    assertEquals(1, backoff.millis(attempt));
  }
}
