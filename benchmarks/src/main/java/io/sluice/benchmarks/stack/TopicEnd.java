package io.sluice.benchmarks.stack;

import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** The end of a topic's only partition: what is committed, transaction markers included. */
public final class TopicEnd implements LongSupplier, AutoCloseable {

  private final TopicPartition partition;
  private final Consumer<byte[], byte[]> consumer;

  public TopicEnd(String bootstrapServers, String topic) {
    this.partition = new TopicPartition(topic, 0);
    this.consumer = CommittedRecords.consumer(bootstrapServers);
  }

  @Override
  public long getAsLong() {
    return consumer.endOffsets(List.of(partition)).get(partition);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
