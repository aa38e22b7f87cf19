package io.sluice.connect.elasticsearch.bulk;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The partitions whose records were taken, by the topic and partition that the records came from,
 * whatever transformations have made of them since: those are what Connect commits.
 */
final class SourcePartitions {

  private final Map<TopicPartition, SourcePartition> partitions = new HashMap<>();
  private SourcePartition last;

  /**
   * The partition of a record. Where Connect has gone back in it, what was pending is forgotten,
   * since it all comes again.
   */
  SourcePartition of(SinkRecord record) {
    SourcePartition partition = find(record.originalTopic(), record.originalKafkaPartition());
    if (record.originalKafkaOffset() <= partition.offsets().last()) {
      partition.close();
      partition = new SourcePartition(partition.topicPartition());
      partitions.put(partition.topicPartition(), partition);
    }
    last = partition;
    return partition;
  }

  private SourcePartition find(String topic, int number) {
    // Records come in runs of one partition.
    if (last != null
        && last.topicPartition().partition() == number
        && last.topicPartition().topic().equals(topic)) {
      return last;
    }
    return partitions.computeIfAbsent(new TopicPartition(topic, number), SourcePartition::new);
  }

  void close(Collection<TopicPartition> revoked) {
    for (TopicPartition topicPartition : revoked) {
      SourcePartition partition = partitions.remove(topicPartition);
      if (partition != null) {
        partition.close();
      }
    }
    last = null;
  }

  /** The longest that the offset which may be committed has stood still, in milliseconds. */
  long longestStuck(long now) {
    long longest = 0;
    for (SourcePartition partition : partitions.values()) {
      longest = Math.max(longest, partition.stuckFor(now));
    }
    return longest;
  }

  /**
   * For each partition the offset that may be committed: the lowest that is pending, or else all
   * that Connect has consumed, records that it filtered out included.
   */
  Map<TopicPartition, OffsetAndMetadata> committable(
      Map<TopicPartition, OffsetAndMetadata> consumed) {
    Map<TopicPartition, OffsetAndMetadata> committable = new HashMap<>(consumed);
    for (SourcePartition partition : partitions.values()) {
      if (partition.offsets().hasPending()) {
        committable.computeIfPresent(
            partition.topicPartition(),
            (key, value) -> new OffsetAndMetadata(partition.offsets().lowestPending()));
      }
    }
    return committable;
  }
}
