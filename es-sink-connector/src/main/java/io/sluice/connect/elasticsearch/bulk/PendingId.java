package io.sluice.connect.elasticsearch.bulk;

import java.util.ArrayDeque;
import java.util.Deque;

/** An id of which something is not finished: see {@link IdOrder}. Owned by the task's thread. */
final class PendingId {

  private final long hash;
  private final Deque<HeldOperation> held = new ArrayDeque<>(0);
  private int count;
  private BulkBatch batch;

  PendingId(long hash) {
    this.hash = hash;
  }

  long hash() {
    return hash;
  }

  /** The batch that its operations are in, where any are in one. */
  BulkBatch batch() {
    return batch;
  }

  /** Takes note that its operations have moved to this batch, or that another one joins them. */
  void movedTo(BulkBatch newBatch) {
    batch = newBatch;
  }

  /** How many operations are in the batch. */
  int count() {
    return count;
  }

  void entered() {
    count++;
  }

  void left() {
    count--;
  }

  /** The length of the oldest of those that wait. */
  int nextLength() {
    return held.getFirst().lines().length;
  }

  /** Those that wait, the oldest first. */
  Deque<HeldOperation> held() {
    return held;
  }
}
