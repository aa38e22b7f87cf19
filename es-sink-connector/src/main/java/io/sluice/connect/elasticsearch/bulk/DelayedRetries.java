package io.sluice.connect.elasticsearch.bulk;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Operations that were refused one by one, until they are due to be sent again. Owned by the task's
 * thread.
 *
 * <p>They wait for as long as Elasticsearch refuses them, so they take up no more room than they
 * need: those that were tried equally often are gathered into one batch, which is made to measure.
 * A batch takes more for as long as what joins it still waits no shorter than {@link Backoff} may
 * have it wait.
 */
final class DelayedRetries {

  private final BulkSettings settings;
  private final Backoff backoff;
  private final RetryTimeout timeout;
  private final LongSupplier millis;
  private final PriorityQueue<BulkBatch> waiting =
      new PriorityQueue<>(Comparator.comparingLong(batch -> batch.attempts().dueAt()));

  DelayedRetries(
      BulkSettings settings, Backoff backoff, RetryTimeout timeout, LongSupplier millis) {
    this.settings = settings;
    this.backoff = backoff;
    this.timeout = timeout;
    this.millis = millis;
  }

  /**
   * Takes an operation of a batch whose operations have been tried so often by now; unless it has
   * been refused for too long.
   */
  void add(
      BulkBatch refused, int i, int attempts, int limitedAttempts, int signs, ItemFailure item) {
    long now = millis.getAsLong();
    refused.refuse(i, now);
    if (timeout.isOver(refused.refusedSince(i), now, () -> describe(refused, i, item))) {
      return;
    }
    BulkBatch batch = find(refused.length(i), attempts, limitedAttempts, signs);
    if (batch == null) {
      batch = BulkBatch.sized(refused.length(i), 1);
      batch.attempts().retryAt(now + backoff.millis(attempts), attempts, limitedAttempts, signs);
      waiting.add(batch);
    }
    batch.addFrom(refused, i);
    batch.attempts().refusedAt(now);
  }

  /** Takes note of a refused operation that waits elsewhere: its time has begun all the same. */
  void waitsElsewhere(BulkBatch refused, int i) {
    refused.refuse(i, millis.getAsLong());
  }

  private static String describe(BulkBatch refused, int i, ItemFailure item) {
    return String.format(
        "Elasticsearch refuses the document of %s for %s: status %d, %s",
        refused.describe(i), refused.target(i).name(), item.status(), item.error());
  }

  private BulkBatch find(int length, int attempts, int limitedAttempts, int signs) {
    long earliest = millis.getAsLong() + backoff.shortestMillis(attempts);
    for (BulkBatch batch : waiting) {
      if (batch.attempts().count() == attempts
          && batch.attempts().limited() == limitedAttempts
          && batch.attempts().signs() == signs
          && batch.attempts().dueAt() >= earliest
          && batch.count() < settings.batchSize()
          && (long) batch.body().size() + length <= settings.batchBytes()) {
        return batch;
      }
    }
    return null;
  }

  /** The batch that is due first, or null where none is due yet. */
  BulkBatch peekDue() {
    BulkBatch first = waiting.peek();
    return first != null && first.attempts().dueAt() <= millis.getAsLong() ? first : null;
  }

  void remove(BulkBatch batch) {
    waiting.remove(batch);
  }

  /** When the first batch is due, or {@code Long.MAX_VALUE}. */
  long nextDue() {
    return waiting.isEmpty() ? Long.MAX_VALUE : waiting.peek().attempts().dueAt();
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Puts another batch, or nothing where that is empty, in the place of each. */
  void replaceAll(UnaryOperator<BulkBatch> replacement) {
    List<BulkBatch> before = List.copyOf(waiting);
    waiting.clear();
    for (BulkBatch batch : before) {
      BulkBatch kept = replacement.apply(batch);
      if (!kept.isEmpty()) {
        waiting.add(kept);
      }
    }
  }

  Iterable<BulkBatch> all() {
    return waiting;
  }

  int records() {
    int sum = 0;
    for (BulkBatch batch : waiting) {
      sum += batch.count();
    }
    return sum;
  }

  /** The memory that documents take up here, whether it is filled or not. */
  long bytes() {
    long sum = 0;
    for (BulkBatch batch : waiting) {
      sum += batch.body().capacity();
    }
    return sum;
  }
}
