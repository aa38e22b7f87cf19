package io.sluice.connect.elasticsearch.bulk;

import io.sluice.connect.elasticsearch.document.GrowableBytes;
import io.sluice.connect.elasticsearch.operation.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Operations on their way to Elasticsearch: the body of their bulk request, and beside it in
 * parallel arrays where each operation starts, where its record came from and where it goes.
 * Cleared and used again, but for those that are made to measure. Owned by the task's thread; while
 * a request is under way the I/O thread reads the body.
 */
final class BulkBatch {

  /** The room that a batch for new operations begins with. */
  static final int INITIAL_BYTES = 64 * 1024;

  /** In the place of a time: not so far. */
  static final long NEVER = Long.MAX_VALUE;

  private static final int INITIAL_OPERATIONS = 256;

  private final GrowableBytes body;
  private final List<Target> distinctTargets = new ArrayList<>(4);
  private int count;
  private int[] starts;
  private SourcePartition[] partitions;
  private long[] sequences;
  private Target[] targets;
  private SinkRecord[] records;

  /** Null until there is an operation whose id others can have. */
  private PendingId[] ids;

  private long createdAt;
  private final Attempts attempts = new Attempts();

  /** Null until there is an operation that was refused by itself. */
  private long[] refusedSince;

  /** Null until there is an operation that met an error of the server by itself. */
  private TriesBefore[] triesBefore;

  /** An empty batch for new operations. */
  BulkBatch() {
    this(INITIAL_BYTES, INITIAL_OPERATIONS);
  }

  private BulkBatch(int bytes, int operations) {
    body = new GrowableBytes(bytes);
    starts = new int[operations];
    partitions = new SourcePartition[operations];
    sequences = new long[operations];
    targets = new Target[operations];
    records = new SinkRecord[operations];
  }

  /** An empty batch with room for so much, which grows where more is added. */
  static BulkBatch sized(int bytes, int operations) {
    return new BulkBatch(Math.max(1, bytes), Math.max(1, operations));
  }

  /**
   * The operations {@code from} to {@code to} in a batch made to measure, as often tried; all that
   * somebody waits for, and that {@link IdOrder} does not put back because they must follow others.
   */
  BulkBatch part(int from, int to, IdOrder order) {
    int bytes = 0;
    int operations = 0;
    for (int i = from; i < to; i++) {
      if (!partitions[i].isClosed()) {
        bytes += length(i);
        operations++;
      }
    }
    BulkBatch part = sized(bytes, operations);
    for (int i = from; i < to; i++) {
      if (partitions[i].isClosed()) {
        continue;
      }
      if (order.mustFollow(this, i, part)) {
        order.putBack(this, i);
      } else {
        part.addFrom(this, i);
      }
    }
    part.createdAt = createdAt;
    part.attempts.copy(attempts);
    return part;
  }

  /**
   * Adds the operation whose lines were written to the body from {@code start} on.
   *
   * @param record may be null
   * @param id null where no other operation can have it
   */
  void add(
      int start,
      SourcePartition partition,
      long sequence,
      Target target,
      SinkRecord record,
      PendingId id) {
    if (count == starts.length) {
      grow();
    }
    starts[count] = start;
    partitions[count] = partition;
    sequences[count] = sequence;
    targets[count] = target;
    records[count] = record;
    if (id != null) {
      if (ids == null) {
        ids = new PendingId[starts.length];
      }
      ids[count] = id;
      id.movedTo(this);
    }
    if (refusedSince != null) {
      refusedSince[count] = NEVER;
    }
    if (triesBefore != null) {
      triesBefore[count] = null;
    }
    count++;
    if (!distinctTargets.contains(target)) {
      distinctTargets.add(target);
    }
  }

  /** Adds an operation of another batch to this one, which its id is in from now on. */
  void addFrom(BulkBatch other, int i) {
    int start = body.size();
    body.write(other.body.array(), other.starts[i], other.length(i));
    add(
        start,
        other.partitions[i],
        other.sequences[i],
        other.targets[i],
        other.records[i],
        other.takeId(i));
    refuse(count - 1, other.refusedSince(i));
    inError(count - 1, other.triesBefore(i));
  }

  /** Adds an operation that was held, which its id is in from now on. */
  void addHeld(HeldOperation held, PendingId id) {
    int start = body.size();
    body.write(held.lines());
    id.entered();
    add(start, held.partition(), held.sequence(), held.target(), held.record(), id);
    refuse(count - 1, held.refusedSince());
    inError(count - 1, held.triesBefore());
  }

  /** Makes it empty and new. */
  void reset(long now) {
    Arrays.fill(partitions, 0, count, null);
    Arrays.fill(targets, 0, count, null);
    Arrays.fill(records, 0, count, null);
    if (ids != null) {
      Arrays.fill(ids, 0, count, null);
    }
    distinctTargets.clear();
    body.truncate(0);
    count = 0;
    createdAt = now;
    attempts.reset(now);
    refusedSince = null;
    triesBefore = null;
  }

  GrowableBytes body() {
    return body;
  }

  int count() {
    return count;
  }

  boolean isEmpty() {
    return count == 0;
  }

  SourcePartition partition(int i) {
    return partitions[i];
  }

  long sequence(int i) {
    return sequences[i];
  }

  Target target(int i) {
    return targets[i];
  }

  /** The record itself, or null where it is not needed any more. */
  SinkRecord record(int i) {
    return records[i];
  }

  /** Whether operations of it have ids that others can have. */
  boolean hasIds() {
    return ids != null;
  }

  /** The id of an operation, or null where no other operation can have it. */
  PendingId id(int i) {
    return ids == null ? null : ids[i];
  }

  /** Takes the id away: it is not in this batch any more. */
  PendingId takeId(int i) {
    PendingId id = id(i);
    if (id != null) {
      ids[i] = null;
    }
    return id;
  }

  /** What an operation does. */
  Operation operation(int i) {
    return Operation.of(body.array(), starts[i]);
  }

  /** Where an operation starts in the body. */
  int start(int i) {
    return starts[i];
  }

  /** How many bytes the lines of an operation take up. */
  int length(int i) {
    return (i + 1 < count ? starts[i + 1] : body.size()) - starts[i];
  }

  List<Target> distinctTargets() {
    return distinctTargets;
  }

  /** Marks an operation's record as done with. */
  void finish(int i) {
    partitions[i].offsets().finish(sequences[i]);
  }

  /** Whether nobody waits for any of it any more. */
  boolean isAbandoned() {
    return closed() == count;
  }

  /** How many of its operations nobody waits for any more. */
  int closed() {
    int closed = 0;
    for (int i = 0; i < count; i++) {
      if (partitions[i].isClosed()) {
        closed++;
      }
    }
    return closed;
  }

  long createdAt() {
    return createdAt;
  }

  Attempts attempts() {
    return attempts;
  }

  /** When an operation was first refused by itself, or {@link #NEVER}. */
  long refusedSince(int i) {
    return refusedSince == null ? NEVER : refusedSince[i];
  }

  /** Takes note that an operation was refused at this time, or {@link #NEVER}, if not before. */
  void refuse(int i, long at) {
    if (at == NEVER) {
      return;
    }
    if (refusedSince == null) {
      refusedSince = new long[starts.length];
      Arrays.fill(refusedSince, NEVER);
    }
    refusedSince[i] = Math.min(refusedSince[i], at);
  }

  /** What its target had answered before it met an error of the server; null where it has not. */
  TriesBefore triesBefore(int i) {
    return triesBefore == null ? null : triesBefore[i];
  }

  /** Takes note that an operation met an error of the server, if it has not before. */
  void inError(int i, TriesBefore tries) {
    if (tries == null) {
      return;
    }
    if (triesBefore == null) {
      triesBefore = new TriesBefore[starts.length];
    }
    if (triesBefore[i] == null) {
      triesBefore[i] = tries;
    }
  }

  String describe(int i) {
    return partitions[i].describe(sequences[i]);
  }

  private void grow() {
    int capacity = count * 2;
    starts = Arrays.copyOf(starts, capacity);
    partitions = Arrays.copyOf(partitions, capacity);
    sequences = Arrays.copyOf(sequences, capacity);
    targets = Arrays.copyOf(targets, capacity);
    records = Arrays.copyOf(records, capacity);
    if (ids != null) {
      ids = Arrays.copyOf(ids, capacity);
    }
    if (refusedSince != null) {
      refusedSince = Arrays.copyOf(refusedSince, capacity);
    }
    if (triesBefore != null) {
      triesBefore = Arrays.copyOf(triesBefore, capacity);
    }
  }
}
