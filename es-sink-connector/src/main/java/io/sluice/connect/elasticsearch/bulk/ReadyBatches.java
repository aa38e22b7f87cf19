package io.sluice.connect.elasticsearch.bulk;

import io.sluice.connect.elasticsearch.metrics.Metric;
import io.sluice.connect.elasticsearch.metrics.SinkCounts;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Batches that may be sent at once, in the order in which that is to happen; and the empty ones,
 * which are used again. Owned by the task's thread.
 */
final class ReadyBatches {

  private final BulkSettings settings;
  private final IdOrder order;
  private final SinkCounts counts;
  private final Deque<BulkBatch> ready = new ArrayDeque<>();
  private final Deque<BulkBatch> spare = new ArrayDeque<>();

  ReadyBatches(BulkSettings settings, IdOrder order, SinkCounts counts) {
    this.settings = settings;
    this.order = order;
    this.counts = counts;
  }

  /** An empty batch, used before where there is one. */
  BulkBatch newBatch(long now) {
    BulkBatch batch = spare.isEmpty() ? new BulkBatch() : spare.pop();
    batch.reset(now);
    return batch;
  }

  boolean isEmpty() {
    return ready.isEmpty();
  }

  /** The next one, or null where there is none. */
  BulkBatch peek() {
    return ready.peek();
  }

  void removeNext() {
    ready.remove();
  }

  void addLast(BulkBatch batch) {
    ready.addLast(batch);
  }

  /** Puts a batch before all others, unless nothing is in it. */
  void addFirst(BulkBatch batch) {
    if (!batch.isEmpty()) {
      ready.addFirst(batch);
    }
  }

  /** Has a batch sent once more before all others, but for what nobody waits for any more. */
  void addAgain(BulkBatch batch) {
    BulkBatch kept = withoutClosed(batch);
    if (!kept.isEmpty()) {
      kept.attempts().repeated();
      counts.add(Metric.RETRIED, kept.count());
      ready.addFirst(kept);
    }
  }

  /** Forgets operations that nobody waits for any more. */
  void dropAbandoned() {
    for (int left = ready.size(); left > 0; left--) {
      BulkBatch kept = withoutClosed(ready.removeFirst());
      if (!kept.isEmpty()) {
        ready.addLast(kept);
      }
    }
  }

  /** What somebody still waits for of a batch: see {@link IdOrder#withoutClosed}. */
  BulkBatch withoutClosed(BulkBatch batch) {
    BulkBatch kept = order.withoutClosed(batch);
    if (kept != batch) {
      recycle(batch);
    }
    return kept;
  }

  /** Takes a batch back of which nothing is left to be done. */
  void recycle(BulkBatch batch) {
    order.settled(batch);
    // Neither one that was made to measure nor one that a large document has blown up is kept.
    int capacity = batch.body().capacity();
    if (spare.size() < settings.maxInFlight() + 2
        && capacity >= BulkBatch.INITIAL_BYTES
        && capacity <= 2L * settings.batchBytes() + BulkBatch.INITIAL_BYTES) {
      batch.reset(0);
      spare.push(batch);
    }
  }

  /** Those that are ready. */
  Iterable<BulkBatch> all() {
    return ready;
  }
}
