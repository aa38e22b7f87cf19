package io.sluice.connect.elasticsearch.bulk;

import io.sluice.connect.elasticsearch.document.DocumentWriter;
import io.sluice.connect.elasticsearch.document.GrowableBytes;
import io.sluice.connect.elasticsearch.document.MalformedDocumentException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Turns records into operations and fills batches with them, which go to the dispatcher when they
 * are full or have lingered. Owned by the task's thread.
 */
final class RecordIntake {

  private final BulkSettings settings;
  private final SourcePartitions partitions;
  private final Targets targets;
  private final DocumentWriter documents;
  private final Rejections rejections;
  private final BulkDispatcher dispatcher;
  private final TaskFailure failure;
  private BulkBatch current;

  RecordIntake(
      BulkSettings settings,
      SourcePartitions partitions,
      Targets targets,
      DocumentWriter documents,
      Rejections rejections,
      BulkDispatcher dispatcher,
      TaskFailure failure) {
    this.settings = settings;
    this.partitions = partitions;
    this.targets = targets;
    this.documents = documents;
    this.rejections = rejections;
    this.dispatcher = dispatcher;
    this.failure = failure;
  }

  void accept(SinkRecord record) {
    SourcePartition partition = partitions.of(record);
    long sequence = partition.offsets().add(record.originalKafkaOffset());
    if (record.value() == null) {
      rejections.nullValue(partition, sequence);
      return;
    }
    Target target;
    try {
      target = targets.of(record.topic());
    } catch (IllegalArgumentException e) {
      failure.set(e.getMessage(), e);
      return;
    }
    if (current == null) {
      current = dispatcher.newBatch();
    }
    GrowableBytes body = current.body();
    int start = body.size();
    partition.writeAction(target, record.originalKafkaOffset(), body);
    try {
      documents.write(record, body);
    } catch (MalformedDocumentException e) {
      body.truncate(start);
      rejections.malformed(partition, sequence, record, target.name(), e.getMessage());
      return;
    }
    body.write('\n');
    current.add(start, partition, sequence, target, rejections.needsRecords() ? record : null);
    sealIfFull();
  }

  private void sealIfFull() {
    if (current.body().size() > settings.batchBytes() && current.count() > 1) {
      BulkBatch next = dispatcher.newBatch();
      next.addFrom(current, current.count() - 1);
      current.removeLast();
      seal();
      current = next;
    }
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
    if (!isEmpty() && current.isAbandoned()) {
      current = null;
    }
  }

  int bufferedRecords() {
    return current == null ? 0 : current.count();
  }

  long bufferedBytes() {
    return current == null ? 0 : current.body().size();
  }

  private boolean isEmpty() {
    return current == null || current.isEmpty();
  }
}
