package io.sluice.localstack.await;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Waits for a condition by asking for it again and again, within a time limit.
 *
 * <p>An exception from the condition means "not yet" (a server that is still starting refuses
 * connections) and becomes the cause of the timeout if it was the last answer. An {@link Error}, an
 * assertion among them, ends the wait at once.
 */
public final class Await {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

  private Await() {}

  /** Something that holds or does not hold yet. */
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws Exception;
  }

  /**
   * Returns once the condition holds.
   *
   * @param description what is waited for, for the error: "3 records in topic web_log"
   * @throws AwaitTimeoutException if it does not hold within the timeout
   */
  public static void until(String description, Duration timeout, Condition condition) {
    until(() -> description, timeout, condition);
  }

  /** As above, with a description that is made when the wait has failed, to say how far it came. */
  public static void until(Supplier<String> description, Duration timeout, Condition condition) {
    value(
        description,
        timeout,
        () -> condition.holds() ? Optional.of(Boolean.TRUE) : Optional.empty());
  }

  /**
   * Returns the first value that the probe finds.
   *
   * @throws AwaitTimeoutException if it finds none within the timeout
   */
  public static <T> T value(String description, Duration timeout, Callable<Optional<T>> probe) {
    return value(() -> description, timeout, probe);
  }

  /** As above, with a description that is made when the wait has failed. */
  public static <T> T value(
      Supplier<String> description, Duration timeout, Callable<Optional<T>> probe) {
    long deadline = System.nanoTime() + timeout.toNanos();
    Duration pause = FIRST_PAUSE;
    while (true) {
      Exception last = null;
      try {
        Optional<T> found = probe.call();
        if (found.isPresent()) {
          return found.get();
        }
      } catch (InterruptedException e) {
        throw interrupted(description, e);
      } catch (Exception e) {
        last = e;
      }
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new AwaitTimeoutException(
            "Waited " + timeout.toMillis() + " ms in vain for: " + description.get(), last);
      }
      try {
        TimeUnit.NANOSECONDS.sleep(Math.min(left, pause.toNanos()));
      } catch (InterruptedException e) {
        throw interrupted(description, e);
      }
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
    }
  }

  private static AwaitTimeoutException interrupted(
      Supplier<String> description, InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new AwaitTimeoutException("Interrupted while waiting for: " + description.get(), cause);
  }
}
