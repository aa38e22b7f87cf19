package io.sluice.localstack.await;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AwaitTest {

  private static final Duration LONG = Duration.ofSeconds(10);

  @Test
  void shouldAskAgainUntilTheConditionHolds() {
    AtomicInteger asked = new AtomicInteger();

    Await.until("the third time", LONG, () -> asked.incrementAndGet() == 3);

    assertEquals(3, asked.get());
  }

  @Test
  void shouldTakeAnExceptionForNotYet() {
    AtomicInteger asked = new AtomicInteger();

    int found =
        Await.value(
            "an answer",
            LONG,
            () -> {
              if (asked.incrementAndGet() < 3) {
                throw new IOException("refused");
              }
              return Optional.of(asked.get());
            });

    assertEquals(3, found);
  }

  @Test
  void shouldSayWhatWasWaitedForAndWhatCameLast() {
    IOException refused = new IOException("refused");
    AtomicInteger asked = new AtomicInteger();

    AwaitTimeoutException timeout =
        assertThrows(
            AwaitTimeoutException.class,
            () ->
                Await.until(
                    () -> "an answer after " + asked.get() + " questions",
                    Duration.ZERO,
                    () -> {
                      asked.incrementAndGet();
                      throw refused;
                    }));

    assertEquals("Waited 0 ms in vain for: an answer after 1 questions", timeout.getMessage());
    assertSame(refused, timeout.getCause());
  }

  @Test
  void shouldEndAtAnAssertion() {
    AtomicInteger asked = new AtomicInteger();

    assertThrows(
        AssertionError.class,
        () ->
            Await.until(
                "nothing",
                LONG,
                () -> {
                  asked.incrementAndGet();
                  throw new AssertionError("wrong");
                }));

    assertEquals(1, asked.get());
  }

  @Test
  void shouldKeepTheInterruptOfItsThread() {
    Thread.currentThread().interrupt();

    assertThrows(AwaitTimeoutException.class, () -> Await.until("an end", LONG, () -> false));

    assertTrue(Thread.interrupted());
  }
}
