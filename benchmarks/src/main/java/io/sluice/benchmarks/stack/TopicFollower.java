package io.sluice.benchmarks.stack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads what is committed to a topic's only partition, from the beginning on and as soon as it is
 * there. For one thread.
 */
public final class TopicFollower implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMillis(100);

  private final Consumer<byte[], byte[]> consumer;

  public TopicFollower(String bootstrapServers, String topic) {
    this.consumer = CommittedRecords.consumer(bootstrapServers);
    List<TopicPartition> only = List.of(new TopicPartition(topic, 0));
    consumer.assign(only);
    consumer.seekToBeginning(only);
  }

  /** The values that are there now, or the first to come; none if there is none for 100 ms. */
  public List<byte[]> poll() {
    List<byte[]> values = new ArrayList<>();
    consumer.poll(LIMIT).forEach(found -> values.add(found.value()));
    return values;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
