package io.sluice.connect.elasticsearch.bulk;

import io.sluice.connect.elasticsearch.document.GrowableBytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Operations on their way to Elasticsearch: the body of their bulk request, and beside it in
 * parallel arrays where each operation starts, where its record came from and where it goes.
 * Cleared and used again. Owned by the task's thread; while a request is under way the I/O thread
 * reads the body.
 */
final class BulkBatch {

  private static final int INITIAL_OPERATIONS = 256;
  private static final int INITIAL_BYTES = 64 * 1024;

  private final GrowableBytes body = new GrowableBytes(INITIAL_BYTES);
  private final List<Target> distinctTargets = new ArrayList<>(4);
  private int count;
  private int[] starts = new int[INITIAL_OPERATIONS];
  private SourcePartition[] partitions = new SourcePartition[INITIAL_OPERATIONS];
  private long[] sequences = new long[INITIAL_OPERATIONS];
  private Target[] targets = new Target[INITIAL_OPERATIONS];
  private SinkRecord[] records = new SinkRecord[INITIAL_OPERATIONS];
  private long createdAt;
  private long dueAt;
  private int attempts;
  private int limitedAttempts;

  /** Adds the operation whose two lines were written to the body from {@code start} on. */
  void add(int start, SourcePartition partition, long sequence, Target target, SinkRecord record) {
    if (count == starts.length) {
      grow();
    }
    starts[count] = start;
    partitions[count] = partition;
    sequences[count] = sequence;
    targets[count] = target;
    records[count] = record;
    count++;
    if (!distinctTargets.contains(target)) {
      distinctTargets.add(target);
    }
  }

  /** Adds an operation of another batch to this one. */
  void addFrom(BulkBatch other, int i) {
    int start = body.size();
    body.write(other.body.array(), other.starts[i], other.end(i) - other.starts[i]);
    add(start, other.partitions[i], other.sequences[i], other.targets[i], other.records[i]);
  }

  /** Takes the last operation out again. */
  void removeLast() {
    count--;
    body.truncate(starts[count]);
    partitions[count] = null;
    targets[count] = null;
    records[count] = null;
  }

  /** Makes it empty and new. */
  void reset(long now) {
    Arrays.fill(partitions, 0, count, null);
    Arrays.fill(targets, 0, count, null);
    Arrays.fill(records, 0, count, null);
    distinctTargets.clear();
    body.truncate(0);
    count = 0;
    createdAt = now;
    dueAt = now;
    attempts = 0;
    limitedAttempts = 0;
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

  List<Target> distinctTargets() {
    return distinctTargets;
  }

  /** Marks an operation's record as done with. */
  void finish(int i) {
    partitions[i].offsets().finish(sequences[i]);
  }

  /** Whether nobody waits for any of it any more. */
  boolean isAbandoned() {
    for (int i = 0; i < count; i++) {
      if (!partitions[i].isClosed()) {
        return false;
      }
    }
    return true;
  }

  long createdAt() {
    return createdAt;
  }

  long dueAt() {
    return dueAt;
  }

  /** How often its operations were answered with a request to come again. */
  int attempts() {
    return attempts;
  }

  /** How often of {@link Verdict#RETRY_LIMIT}. */
  int limitedAttempts() {
    return limitedAttempts;
  }

  void retryAt(long due, int newAttempts, int newLimitedAttempts) {
    dueAt = due;
    attempts = newAttempts;
    limitedAttempts = newLimitedAttempts;
  }

  String describe(int i) {
    return partitions[i].describe(sequences[i]);
  }

  private int end(int i) {
    return i + 1 < count ? starts[i + 1] : body.size();
  }

  private void grow() {
    int capacity = count * 2;
    starts = Arrays.copyOf(starts, capacity);
    partitions = Arrays.copyOf(partitions, capacity);
    sequences = Arrays.copyOf(sequences, capacity);
    targets = Arrays.copyOf(targets, capacity);
    records = Arrays.copyOf(records, capacity);
  }
}
