package io.sluice.localstack.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Follows a topic: gives each of its committed records once, from the first on, without reading any
 * of them again. For one thread.
 */
public final class TopicReader implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  TopicReader(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    if (partitions.isEmpty()) {
      throw new IllegalArgumentException("a reader needs a partition to read");
    }
    this.consumer = consumer;
    this.partitions = partitions;
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /**
   * What was committed since the last call, up to the end that the topic has now; of each partition
   * in its order.
   *
   * @throws IllegalStateException if that takes longer than 30 s
   */
  public List<ConsumerRecord<byte[], byte[]>> read() {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, LIMIT);
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (isBefore(ends)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "Did not reach " + ends + " in " + LIMIT.toSeconds() + " s");
      }
      consumer.poll(POLL).forEach(records::add);
    }
    return records;
  }

  private boolean isBefore(Map<TopicPartition, Long> ends) {
    return partitions.stream()
        .anyMatch(partition -> consumer.position(partition, LIMIT) < ends.get(partition));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
