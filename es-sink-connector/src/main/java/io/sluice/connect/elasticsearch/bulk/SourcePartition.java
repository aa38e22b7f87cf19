package io.sluice.connect.elasticsearch.bulk;

import io.sluice.connect.elasticsearch.offset.PartitionOffsets;
import io.sluice.connect.elasticsearch.operation.ActionWriter;
import org.apache.kafka.common.TopicPartition;

/** One Kafka partition from its assignment to its revocation. Owned by the task's thread. */
final class SourcePartition {

  private final TopicPartition topicPartition;
  private final byte[] idStart;
  private final PartitionOffsets offsets = new PartitionOffsets();
  private final DuplicateRun duplicates = new DuplicateRun();
  private boolean closed;

  SourcePartition(TopicPartition topicPartition) {
    this.topicPartition = topicPartition;
    this.idStart = ActionWriter.idStart(DocumentId.prefix(topicPartition));
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

  /** What the ids of its records begin with in an action line. */
  byte[] idStart() {
    return idStart;
  }

  String describe(long sequence) {
    return String.format(
        "topic %s, partition %d, offset %d",
        topicPartition.topic(), topicPartition.partition(), offsets.offset(sequence));
  }
}
