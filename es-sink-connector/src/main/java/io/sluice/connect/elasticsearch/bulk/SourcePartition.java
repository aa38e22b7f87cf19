package io.sluice.connect.elasticsearch.bulk;

import io.sluice.connect.elasticsearch.offset.PartitionOffsets;
import io.sluice.connect.elasticsearch.operation.ActionWriter;
import io.sluice.connect.elasticsearch.operation.Operation;
import org.apache.kafka.common.TopicPartition;

/** One Kafka partition from its assignment to its revocation. Owned by the task's thread. */
final class SourcePartition {

  private final TopicPartition topicPartition;
  private final String idPrefix;
  private final PartitionOffsets offsets = new PartitionOffsets();
  private final DuplicateRun duplicates = new DuplicateRun();
  private Target lastTarget;
  private byte[] lastStart;
  private boolean closed;
  private long firstPending = -1;
  private long firstPendingSince;

  SourcePartition(TopicPartition topicPartition) {
    this.topicPartition = topicPartition;
    this.idPrefix = DocumentId.prefix(topicPartition);
  }

  TopicPartition topicPartition() {
    return topicPartition;
  }

  PartitionOffsets offsets() {
    return offsets;
  }

  DuplicateRun duplicates() {
    return duplicates;
  }

  /** Whether it was taken away; answers about its records then mean nothing any more. */
  boolean isClosed() {
    return closed;
  }

  void close() {
    closed = true;
  }

  /** What the action lines of its records begin with where ids are made of offsets. */
  byte[] start(Target target, Operation operation) {
    if (target != lastTarget) {
      lastStart = ActionWriter.startOfOffsetIds(target.start(operation), idPrefix);
      lastTarget = target;
    }
    return lastStart;
  }

  /**
   * For how long the same offset has been the lowest that is pending, in milliseconds, as far as
   * this was asked; 0 where none is.
   */
  long stuckFor(long now) {
    long first = offsets.hasPending() ? offsets.lowestPending() : -1;
    if (first != firstPending) {
      firstPending = first;
      firstPendingSince = now;
    }
    return first < 0 ? 0 : now - firstPendingSince;
  }

  String describe(long sequence) {
    return String.format(
        "topic %s, partition %d, offset %d",
        topicPartition.topic(), topicPartition.partition(), offsets.offset(sequence));
  }
}
