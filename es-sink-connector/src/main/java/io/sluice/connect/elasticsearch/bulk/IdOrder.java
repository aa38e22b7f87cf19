package io.sluice.connect.elasticsearch.bulk;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps the operations on one id in the order of their records.
 *
 * <p>Where an id is made of the topic, partition and offset, no two operations have the same, any
 * order will do, and nothing here is used. An id made of a key or a field comes again and again,
 * and what is there in the end must be what the last record says. Elasticsearch applies the
 * operations on one id in the order in which they stand in <em>one</em> bulk request, since they go
 * to one shard; it says nothing about two requests that are under way at once, and nothing at all
 * about an operation that it refused and that is sent again. Hence one rule:
 *
 * <blockquote>
 *
 * At any time all unfinished operations on an id are in one batch, in their order. Those that come
 * later are held here until it has settled them.
 *
 * </blockquote>
 *
 * <p>Whatever becomes of the batch, the rule holds:
 *
 * <ul>
 *   <li>It is answered. What succeeded, and what is passed over, is finished. What is to be sent
 *       again moves to a batch of {@link DelayedRetries}. Operations on the same id which stood
 *       behind it are <em>put back</em> to the head of those held, even where they succeeded: they
 *       are sent once more behind it. (Whichever write method: to index, to delete or to merge
 *       again what was already applied, in the same order, ends in the same document.)
 *   <li>It is lost, or refused as a whole. It is sent again as it is.
 *   <li>It is divided. What is in the second half on an id that is also in the first is put back.
 *   <li>Nobody waits for some or all of it any more, since partitions were revoked. These
 *       operations are dropped and their ids released: at once where it waits to be sent, and when
 *       the answer to it has come, or will not come, where it is under way.
 * </ul>
 *
 * <p>So a key that comes often costs one round trip for as many of its records as came meanwhile,
 * not one for each. With {@code write.method=create} the first record of an id is to win and not
 * the last, and to send what succeeded once more would not do; there an id is in a batch only once.
 *
 * <p>Ids are told apart by a hash of 64 bits. Two with the same hash wait for each other in vain,
 * which does no harm.
 *
 * <p>What this cannot rule out: a request whose answer was not waited for, because it never came or
 * because its partitions were revoked, may still be carried out by Elasticsearch after those that
 * repeat it; and after a crash records are sent again that an index holds newer ones of. Until the
 * newer ones are repeated too, the older ones show. {@code document.version} rules out both.
 *
 * <p>Owned by the task's thread.
 */
final class IdOrder {

  private final boolean oncePerBatch;
  private final Map<Long, PendingId> ids = new HashMap<>();
  private final Deque<PendingId> released = new ArrayDeque<>();
  private final Deque<PutBack> putBack = new ArrayDeque<>();
  private int heldRecords;
  private long heldBytes;

  /**
   * An order in which nothing is pending.
   *
   * @param oncePerBatch whether not even one batch may hold several operations on an id
   */
  IdOrder(boolean oncePerBatch) {
    this.oncePerBatch = oncePerBatch;
  }

  /** The id of this hash in this target. */
  PendingId of(Target target, long idHash) {
    long hash = idHash * 31 + target.name().hashCode();
    return ids.computeIfAbsent(hash, PendingId::new);
  }

  /** Whether a new operation must be held, rather than be added to this batch. */
  boolean mustHold(PendingId id, BulkBatch batch) {
    return id.holds() || mustWait(id, batch);
  }

  private boolean mustWait(PendingId id, BulkBatch batch) {
    return id.count() > 0 && (oncePerBatch || id.batch() != batch);
  }

  /** Holds a new operation. */
  void hold(PendingId id, HeldOperation operation) {
    if (id.count() > 0 && id.batch().attempts().limited() > 0) {
      operation.target().answers().held(1);
    }
    id.hold(operation);
    count(operation, 1);
  }

  /**
   * Takes the next operation that need not be held any longer if it is added to this batch.
   *
   * @return its id, or null where there is none
   */
  PendingId nextReleased(BulkBatch batch) {
    while (!released.isEmpty()) {
      PendingId id = released.peek();
      if (!id.holds() || mustWait(id, batch)) {
        // In the latter case it is released again when the batch before has settled.
        released.remove();
        forgetIfDone(id);
      } else {
        return id;
      }
    }
    return null;
  }

  /** Takes the oldest of the operations held on an id. */
  HeldOperation take(PendingId id) {
    HeldOperation operation = id.take();
    count(operation, -1);
    return operation;
  }

  /** Whether an operation on the same id that stood before this one in its batch has left it. */
  static boolean isBehind(BulkBatch batch, int i) {
    PendingId id = batch.id(i);
    return id != null && id.batch() != batch;
  }

  /**
   * Whether an operation may not go to another batch, because one on the same id that stood before
   * it went elsewhere.
   */
  boolean mustFollow(BulkBatch batch, int i, BulkBatch other) {
    return isBehind(batch, i) && batch.id(i).batch() != other;
  }

  /** Takes an operation out of a batch, to be held until {@link #putBackAll} and longer. */
  void putBack(BulkBatch batch, int i) {
    PendingId id = batch.takeId(i);
    id.left();
    putBack.push(new PutBack(id, HeldOperation.of(batch, i)));
  }

  /** Has all that was put back stand before all that came later, in its order. */
  void putBackAll() {
    while (!putBack.isEmpty()) {
      PutBack last = putBack.pop();
      last.id().holdFirst(last.operation());
      count(last.operation(), 1);
    }
  }

  /** Releases the ids of all that is still in a batch: it is settled, or dropped. */
  void settled(BulkBatch batch) {
    if (!batch.hasIds()) {
      return;
    }
    for (int i = 0; i < batch.count(); i++) {
      PendingId id = batch.takeId(i);
      if (id != null) {
        id.left();
        if (id.count() == 0 && id.holds()) {
          released.add(id);
        } else {
          forgetIfDone(id);
        }
      }
    }
  }

  /**
   * What somebody still waits for of a batch that is not under way: the batch itself where that is
   * all of it, and else another one, which may be empty; the one given is settled then.
   */
  BulkBatch withoutClosed(BulkBatch batch) {
    if (batch.closed() == 0) {
      return batch;
    }
    BulkBatch kept = batch.part(0, batch.count(), this);
    putBackAll();
    settled(batch);
    return kept;
  }

  /** Forgets operations that nobody waits for any more. */
  void dropAbandoned() {
    for (PendingId id : ids.values()) {
      id.dropHeldIf(
          operation -> {
            boolean closed = operation.partition().isClosed();
            if (closed) {
              count(operation, -1);
            }
            return closed;
          });
    }
    ids.values().removeIf(id -> id.count() == 0 && !id.holds());
  }

  int heldRecords() {
    return heldRecords;
  }

  long heldBytes() {
    return heldBytes;
  }

  private void forgetIfDone(PendingId id) {
    if (id.count() == 0 && !id.holds()) {
      ids.remove(id.hash(), id);
    }
  }

  private void count(HeldOperation operation, int sign) {
    heldRecords += sign;
    heldBytes += (long) sign * operation.lines().length;
  }

  private record PutBack(PendingId id, HeldOperation operation) {}
}
