package io.sluice.connect.filetail;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A thread that the test is, and whose time the test moves. */
final class ManualSerial implements SerialExecutor {

  private record Due(long at, long order, Runnable task) {}

  private final PriorityQueue<Due> queue =
      new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
  private long now = Long.MAX_VALUE - 1_000_000; // nanoTime may overflow at any moment
  private long elapsed;
  private long order;
  private boolean closed;

  @Override
  public long nanoTime() {
    return now + elapsed;
  }

  @Override
  public void runAfter(Duration delay, Runnable task) {
    queue.add(new Due(elapsed + delay.toNanos(), order++, task));
  }

  /** Runs what is due now. */
  void runDue() {
    advance(Duration.ZERO);
  }

  /** Lets time go by and runs what comes due, each at its moment. */
  void advance(Duration time) {
    long end = elapsed + time.toNanos();
    while (!closed && !queue.isEmpty() && queue.peek().at() <= end) {
      Due due = queue.remove();
      elapsed = Math.max(elapsed, due.at());
      due.task().run();
    }
    elapsed = end;
  }

  /** Another thread, whose tasks run as this one's time goes by, and which ends by itself. */
  SerialExecutor sibling() {
    return new SerialExecutor() {

      private boolean ended;

      @Override
      public long nanoTime() {
        return ManualSerial.this.nanoTime();
      }

      @Override
      public void runAfter(Duration delay, Runnable task) {
        ManualSerial.this.runAfter(
            delay,
            () -> {
              if (!ended) {
                task.run();
              }
            });
      }

      @Override
      public void close() {
        ended = true;
      }
    };
  }

  @Override
  public void close() {
    closed = true;
  }
}
