package io.sluice.benchmarks.latency;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.benchmarks.corpus.NumberedLine;
import io.sluice.benchmarks.measure.Delays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** With a way that is a queue. */
class LineStreamTest {

  private final BlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
  private final LineStream lines = new LineStream(10_000, 10, 100);

  @Test
  void shouldTellHowLongLinesAreOnTheirWay() {
    Delays delays = lines.run(queue(number -> true), new QueueArrivals());

    assertTrue(delays.percentile(50) >= 0);
    assertTrue(delays.percentile(50) <= delays.percentile(100));
  }

  @Test
  void shouldRefuseFiguresIfALineArrivesTwice() {
    Appender twice =
        queue(
            number -> {
              queue.add(number);
              return true;
            });

    IllegalStateException refusal =
        assertThrows(IllegalStateException.class, () -> lines.run(twice, new QueueArrivals()));

    assertTrue(refusal.getCause().getMessage().contains("twice"), refusal.toString());
  }

  private Appender queue(IntPredicate isAdded) {
    return new Appender() {
      @Override
      public void append(byte[] line) {
        int number = NumberedLine.number(line);
        if (isAdded.test(number)) {
          queue.add(number);
        }
      }

      @Override
      public void finish() {
        // Nothing is held back.
      }

      @Override
      public void close() {
        // Nothing is open.
      }
    };
  }

  private final class QueueArrivals implements Arrivals {

    @Override
    public int[] await() {
      try {
        Integer next = queue.poll(10, TimeUnit.MILLISECONDS);
        return next == null ? new int[0] : IntStream.of(next).toArray();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
