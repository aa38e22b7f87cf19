package io.sluice.benchmarks.latency;

import io.sluice.benchmarks.corpus.NumberedLine;
import io.sluice.benchmarks.measure.Delays;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Appends lines at a steady rate, and sees when each arrives.
 *
 * <p>A line's time begins when it is due, not when it is appended: an appender that is held up does
 * not make those shorter that had to wait behind (coordinated omission).
 *
 * @param warmUp lines at the beginning that do not count
 * @param counted lines that do
 */
record LineStream(int linesPerSecond, int warmUp, int counted) {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /**
   * Returns when all lines have arrived.
   *
   * @throws IllegalStateException if one does not within 30 s of the last, or arrives twice
   */
  Delays run(Appender appender, Arrivals arrivals) {
    int lines = warmUp + counted;
    ExecutorService reading =
        Executors.newSingleThreadExecutor(work -> new Thread(work, "latency-arrivals"));
    try {
      long start = System.nanoTime();
      long giveUp = start + lines * SECOND / linesPerSecond + LIMIT.toNanos();
      Future<long[]> arrived = reading.submit(() -> arrived(arrivals, lines, giveUp));
      for (int i = 0; i < lines && !arrived.isDone(); i++) {
        awaitTime(due(start, i));
        appender.append(NumberedLine.of(i));
      }
      appender.finish();
      return delays(start, arrived.get(2 * LIMIT.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      throw new IllegalStateException("Not all lines arrived as they should", e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("Nobody sees what arrives any more", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    } finally {
      reading.shutdownNow();
    }
  }

  private long due(long start, int line) {
    return start + line * SECOND / linesPerSecond;
  }

  private static void awaitTime(long time) {
    for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private Delays delays(long start, long[] arrived) {
    long[] delays = new long[counted];
    for (int i = 0; i < counted; i++) {
      delays[i] = arrived[warmUp + i] - due(start, warmUp + i);
    }
    return new Delays(delays);
  }

  /** The time of each line's arrival. */
  private static long[] arrived(Arrivals arrivals, int lines, long giveUp) {
    long[] times = new long[lines];
    boolean[] isThere = new boolean[lines];
    int missing = lines;
    while (missing > 0) {
      int[] numbers = arrivals.await();
      long now = System.nanoTime();
      for (int number : numbers) {
        if (number >= lines || isThere[number]) {
          throw new IllegalStateException(
              "line " + number + " of " + lines + " arrived twice, or was never written");
        }
        isThere[number] = true;
        times[number] = now;
        missing--;
      }
      if (missing > 0 && now - giveUp > 0) {
        throw new IllegalStateException(
            missing + " of " + lines + " lines did not arrive, the first of them " + gap(isThere));
      }
    }
    return times;
  }

  private static int gap(boolean[] isThere) {
    int number = 0;
    while (isThere[number]) {
      number++;
    }
    return number;
  }
}
