package io.sluice.connect.elasticsearch.bulk;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.sluice.connect.elasticsearch.document.GrowableBytes;
import io.sluice.connect.elasticsearch.offset.PartitionOffsets;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.TopicPartition;

/** One Kafka partition from its assignment to its revocation. Owned by the task's thread. */
final class SourcePartition {

  private static final byte[] ACTION_END = "\"}}\n".getBytes(StandardCharsets.UTF_8);

  private final TopicPartition topicPartition;
  private final String idPrefix;
  private final PartitionOffsets offsets = new PartitionOffsets();
  private final DuplicateRun duplicates = new DuplicateRun();
  private Target lastTarget;
  private byte[] actionStart;
  private boolean closed;

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

  /** Writes the action line of an operation, whose beginning is the same for a whole partition. */
  void writeAction(Target target, long offset, GrowableBytes out) {
    if (target != lastTarget) {
      String index = new String(JsonStringEncoder.getInstance().quoteAsString(target.name()));
      actionStart =
          ("{\"create\":{\"_index\":\"" + index + "\",\"_id\":\"" + idPrefix)
              .getBytes(StandardCharsets.UTF_8);
      lastTarget = target;
    }
    out.write(actionStart);
    out.writeDecimal(offset);
    out.write(ACTION_END);
  }

  String describe(long sequence) {
    return String.format(
        "topic %s, partition %d, offset %d",
        topicPartition.topic(), topicPartition.partition(), offsets.offset(sequence));
  }
}
