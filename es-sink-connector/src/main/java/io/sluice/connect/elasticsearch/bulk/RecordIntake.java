package io.sluice.connect.elasticsearch.bulk;

import io.sluice.connect.elasticsearch.document.DocumentWriter;
import io.sluice.connect.elasticsearch.document.GrowableBytes;
import io.sluice.connect.elasticsearch.document.MalformedDocumentException;
import io.sluice.connect.elasticsearch.document.RecordLines;
import io.sluice.connect.elasticsearch.index.UnusableTargetException;
import io.sluice.connect.elasticsearch.metrics.Metric;
import io.sluice.connect.elasticsearch.metrics.SinkCounts;
import io.sluice.connect.elasticsearch.operation.OperationSettings;
import io.sluice.connect.elasticsearch.operation.ValueFraming;
import java.util.Arrays;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Turns records into operations and fills batches with them, which go to the dispatcher when they
 * are full or have lingered. Operations that must wait for others on the same id go by way of
 * {@link IdOrder}. Owned by the task's thread.
 */
final class RecordIntake {

  /** Why a record is rejected that Elasticsearch never sees. */
  private static final String NO_DOCUMENT = "no_document";

  private final BulkSettings settings;
  private final OperationSettings operationSettings;
  private final SourcePartitions partitions;
  private final Targets targets;
  private final DocumentWriter documents;
  private final OperationWriter operations;
  private final IdOrder order;
  private final Rejections rejections;
  private final BulkDispatcher dispatcher;
  private final TaskFailure failure;
  private final SinkCounts counts;
  private BulkBatch current;

  RecordIntake(
      BulkSettings settings,
      OperationSettings operationSettings,
      SourcePartitions partitions,
      Targets targets,
      DocumentWriter documents,
      IdOrder order,
      Rejections rejections,
      BulkDispatcher dispatcher,
      TaskFailure failure,
      SinkCounts counts) {
    this.settings = settings;
    this.operationSettings = operationSettings;
    this.partitions = partitions;
    this.targets = targets;
    this.documents = documents;
    this.operations = new OperationWriter(operationSettings, targets, documents);
    this.order = order;
    this.rejections = rejections;
    this.dispatcher = dispatcher;
    this.failure = failure;
    this.counts = counts;
  }

  void accept(SinkRecord record) {
    SourcePartition partition = partitions.of(record);
    long sequence = partition.offsets().add(record.originalKafkaOffset());
    if (record.value() == null && !operationSettings.deletes()) {
      rejections.nullValue(partition, sequence);
    } else if (operationSettings.framing() == ValueFraming.LINES) {
      acceptLines(partition, sequence, record);
    } else {
      add(partition, sequence, record, null);
    }
  }

  /** Adds each line under a sequence number of its own, so that the record is done when all are. */
  private void acceptLines(SourcePartition partition, long first, SinkRecord record) {
    RecordLines lines;
    try {
      lines = documents.lines(record);
    } catch (MalformedDocumentException e) {
      counts.rejected(NO_DOCUMENT);
      rejections.malformed(partition, first, record, targets.describe(record), e.getMessage());
      return;
    }
    if (!lines.next()) {
      counts.add(Metric.IGNORED, 1);
      partition.offsets().finish(first);
      return;
    }
    add(partition, first, record, lines);
    // All of them, whatever fails meanwhile: a line that was not added would count as finished.
    while (lines.next()) {
      add(partition, partition.offsets().addAgain(), record, lines);
    }
  }

  private void add(SourcePartition partition, long sequence, SinkRecord record, RecordLines line) {
    if (current == null) {
      current = dispatcher.newBatch();
    }
    GrowableBytes body = current.body();
    int start = body.size();
    try {
      if (record.value() == null) {
        operations.delete(partition, record, body);
      } else {
        operations.write(partition, record, line, body);
      }
    } catch (MalformedDocumentException e) {
      body.truncate(start);
      Target target = operations.target();
      counts.rejected(NO_DOCUMENT);
      rejections.malformed(
          partition,
          sequence,
          line == null || !rejections.needsRecords() ? record : line.toRecord(),
          target == null ? targets.describe(record) : target.name(),
          line == null
              ? e.getMessage()
              : "line " + (line.index() + 1) + " of its value: " + e.getMessage());
      return;
    } catch (UnusableTargetException e) {
      body.truncate(start);
      failure.set(e.getMessage(), e);
      return;
    }
    SinkRecord kept = null;
    if (rejections.needsRecords()) {
      kept = line == null ? record : line.toRecord();
    }
    start = makeRoom(start);
    enter(start, partition, sequence, operations.target(), kept);
    sealIfFull();
  }

  /**
   * Moves what was written from {@code start} on to the next batch, where it is too much for this
   * one.
   *
   * @return where it starts now
   */
  private int makeRoom(int start) {
    GrowableBytes body = current.body();
    if (body.size() <= settings.batchBytes() || start == 0) {
      return start;
    }
    BulkBatch next = dispatcher.newBatch();
    next.body().write(body.array(), start, body.size() - start);
    body.truncate(start);
    seal();
    current = next;
    return 0;
  }

  /** Adds what was written from {@code start} on to the batch, or holds it. */
  private void enter(
      int start, SourcePartition partition, long sequence, Target target, SinkRecord record) {
    if (!operationSettings.id().repeats()) {
      current.add(start, partition, sequence, target, record, null);
      return;
    }
    PendingId id = order.of(target, operations.idHash());
    if (order.mustHold(id, current)) {
      GrowableBytes body = current.body();
      byte[] lines = Arrays.copyOfRange(body.array(), start, body.size());
      body.truncate(start);
      order.hold(
          id, new HeldOperation(lines, partition, sequence, target, record, BulkBatch.NEVER, null));
    } else {
      id.entered();
      current.add(start, partition, sequence, target, record, id);
    }
  }

  /** Adds what was held and need not be any longer. */
  void addReleased() {
    for (PendingId id = order.nextReleased(current);
        id != null && !failure.isSet();
        id = order.nextReleased(current)) {
      if (!isEmpty() && current.body().size() + id.nextLength() > settings.batchBytes()) {
        // Now that it is submitted, the id may have to wait for it.
        seal();
        continue;
      }
      if (current == null) {
        current = dispatcher.newBatch();
      }
      current.addHeld(order.take(id), id);
      sealIfFull();
    }
  }

  private void sealIfFull() {
    if (current.count() >= settings.batchSize() || current.body().size() >= settings.batchBytes()) {
      seal();
    }
  }

  /** Submits what there is, however little. */
  void seal() {
    if (!isEmpty()) {
      dispatcher.submit(current);
      current = null;
      dispatcher.dispatch();
    }
  }

  /**
   * Submits what has lingered, where it would be sent at once; where it would not, it may as well
   * grow.
   */
  void sealLingering(long now) {
    if (now >= lingerDue()) {
      seal();
    }
  }

  /** When {@link #sealLingering} is to be called, or {@code Long.MAX_VALUE}. */
  long lingerDue() {
    return isEmpty() || !dispatcher.hasCapacity()
        ? Long.MAX_VALUE
        : current.createdAt() + settings.linger().toMillis();
  }

  /** Forgets what nobody waits for any more. */
  void dropAbandoned() {
    if (!isEmpty()) {
      BulkBatch kept = order.withoutClosed(current);
      current = kept.isEmpty() ? null : kept;
    }
    order.dropAbandoned();
  }

  int bufferedRecords() {
    return order.heldRecords() + (current == null ? 0 : current.count());
  }

  long bufferedBytes() {
    return order.heldBytes() + (current == null ? 0 : current.body().size());
  }

  private boolean isEmpty() {
    return current == null || current.isEmpty();
  }
}
