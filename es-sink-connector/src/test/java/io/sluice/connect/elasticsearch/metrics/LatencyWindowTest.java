package io.sluice.connect.elasticsearch.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LatencyWindowTest {

  private long now = 12345;
  private final LatencyWindow window = new LatencyWindow(() -> now);

  @Test
  void shouldGivePercentilesWithinAnEighth() {
    for (int millis = 1; millis <= 1000; millis++) {
      window.record(TimeUnit.MILLISECONDS.toNanos(millis));
    }
    assertWithin(500, window.millis(0.50));
    assertWithin(950, window.millis(0.95));
    assertWithin(1000, window.millis(1));
  }

  @Test
  void shouldKnowTheShortestAndTheLongest() {
    window.record(0);
    assertEquals(0, window.millis(1));
    window.record(TimeUnit.DAYS.toNanos(300));
    assertWithin(TimeUnit.DAYS.toMillis(300), window.millis(1));
    window.record(-1);
    assertEquals(0, window.millis(0.5));
  }

  @Test
  void shouldForgetWhatIsOlderThanAMinute() {
    window.record(TimeUnit.SECONDS.toNanos(9));
    now += TimeUnit.SECONDS.toNanos(31);
    window.record(TimeUnit.SECONDS.toNanos(1));
    assertWithin(9000, window.millis(1));
    now += TimeUnit.SECONDS.toNanos(31);
    assertWithin(1000, window.millis(1));
    now += TimeUnit.SECONDS.toNanos(61);
    assertEquals(0, window.millis(1));
  }

  private static void assertWithin(double expected, double told) {
    assertTrue(told >= expected && told <= expected * 9 / 8, told + " for " + expected);
  }
}
