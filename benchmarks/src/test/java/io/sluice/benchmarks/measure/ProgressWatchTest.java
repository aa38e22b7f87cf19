package io.sluice.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** In a time of its own, in which a pause is a second long. */
class ProgressWatchTest {

  private static final long SECOND = 1_000_000_000L;

  private long now;

  private final ProgressWatch watch = watch(false);

  private ProgressWatch watch(boolean isKnownEnd) {
    return new ProgressWatch(isKnownEnd, Duration.ofSeconds(2), () -> now, () -> now += SECOND);
  }

  @Test
  void shouldMeasureWhatDoesAllOfItsWork() {
    Growth growth = watch.watch("ours", 1000, () -> Math.min(1000, now / SECOND * 100), () -> "");

    assertEquals(1000, growth.end());
    assertEquals(100, growth.perSecond(1000));
  }

  @Test
  void shouldNotWaitBehindAKnownEnd() {
    watch(true).watch("ours", 1000, () -> Math.min(1000, now / SECOND * 100), () -> "");

    assertEquals(10 * SECOND, now);
  }

  @Test
  void shouldWaitForWhatStandsStillForAWhile() {
    Growth growth =
        watch.watch(
            "ours", 1000, () -> now > 12 * SECOND ? 1000 : now > SECOND ? 600 : 1, () -> "");

    assertEquals(1000, growth.end());
  }

  @Test
  void shouldRefuseTheFiguresOfWhatStopsEarly() {
    String message =
        refusal(
            () -> watch.watch("ours", 1000, () -> Math.min(999, now / SECOND * 100), this::why));

    assertTrue(message.contains("ours stopped after 999 of 1000: its task failed"), message);
  }

  @Test
  void shouldRefuseTheFiguresOfWhatNeverBegins() {
    String message = refusal(() -> watch.watch("ours", 1000, () -> 0, this::why));

    assertTrue(message.contains("ours does not begin: it is at 0 of 1000"), message);
    assertTrue(message.contains("its task failed"), message);
  }

  @Test
  void shouldRefuseTheFiguresOfWhatDoesNotEnd() {
    String message = refusal(() -> watch.watch("ours", 1000, () -> now / SECOND, this::why));

    assertTrue(message.contains("does not come to an end"), message);
  }

  private String why() {
    return "its task failed";
  }

  private static String refusal(Executable run) {
    return assertThrows(IllegalStateException.class, run).getMessage();
  }
}
