package io.sluice.config.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

  @Test
  void shouldDoubleUpToTheLongestPauseAndBeginAnewAfterReset() {
    Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofMillis(300), () -> 0);
    assertEquals(Duration.ofMillis(100), backoff.next());
    assertEquals(Duration.ofMillis(200), backoff.next());
    assertEquals(Duration.ofMillis(300), backoff.next());
    assertEquals(Duration.ofMillis(300), backoff.next());
    backoff.reset();
    assertEquals(Duration.ofMillis(100), backoff.next());
  }

  @Test
  void shouldTakeOffUpToHalf() {
    Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofMillis(300), () -> 1);
    assertEquals(Duration.ofMillis(50), backoff.next());
    assertEquals(Duration.ofMillis(100), backoff.next());
  }
}
