package io.sluice.config.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimeToLiveTest {

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000_000);

  private void pass(long millis) {
    now.addAndGet(Duration.ofMillis(millis).toNanos());
  }

  @Test
  void shouldCountDownHoweverOftenItIsAskedAndBeginAnewOnceItRanOut() {
    TimeToLive timeToLive = new TimeToLive(Optional.of(Duration.ofMillis(1000)), now::get);
    assertEquals(1000, timeToLive.remainingMillis("/a"));
    pass(400);
    assertEquals(600, timeToLive.remainingMillis("/a"));
    assertEquals(1000, timeToLive.remainingMillis("/b"));
    pass(599);
    assertEquals(1, timeToLive.remainingMillis("/a"));
    pass(1);
    assertEquals(1000, timeToLive.remainingMillis("/a"));
  }

  @Test
  void shouldSayNothingWhereValuesHoldForEver() {
    assertNull(new TimeToLive(Optional.empty(), now::get).remainingMillis("/a"));
  }
}
