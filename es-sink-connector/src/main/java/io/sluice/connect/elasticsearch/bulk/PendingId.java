package io.sluice.connect.elasticsearch.bulk;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

/** An id of which something is not finished: see {@link IdOrder}. Owned by the task's thread. */
final class PendingId {

  private final long hash;

  /** The oldest first; null for as long as none was ever held. */
  private Deque<HeldOperation> held;

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

  boolean holds() {
    return held != null && !held.isEmpty();
  }

  /** How many are held. */
  int heldRecords() {
    return held == null ? 0 : held.size();
  }

  /** How many bytes they take up. */
  long heldBytes() {
    long sum = 0;
    if (held != null) {
      for (HeldOperation operation : held) {
        sum += operation.lines().length;
      }
    }
    return sum;
  }

  /** The length of the oldest of those that are held. */
  int nextLength() {
    return held.getFirst().lines().length;
  }

  /** Holds an operation behind all others. */
  void hold(HeldOperation operation) {
    deque().addLast(operation);
  }

  /** Holds an operation before all others. */
  void holdFirst(HeldOperation operation) {
    deque().addFirst(operation);
  }

  /** Takes the oldest. */
  HeldOperation take() {
    return held.removeFirst();
  }

  void dropHeldIf(Predicate<HeldOperation> condition) {
    if (held != null) {
      held.removeIf(condition);
    }
  }

  private Deque<HeldOperation> deque() {
    if (held == null) {
      held = new ArrayDeque<>();
    }
    return held;
  }
}
