package io.sluice.benchmarks.stack;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** What is committed to a topic's only partition; its end tells less, for it counts markers too. */
public final class TopicContents {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private TopicContents() {}

  /**
   * Reads all that is there now, and counts.
   *
   * @throws IllegalStateException if that takes more than five minutes
   */
  public static long count(String bootstrapServers, String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    List<TopicPartition> only = List.of(partition);
    long deadline = System.nanoTime() + LIMIT.toNanos();
    long count = 0;
    try (Consumer<byte[], byte[]> consumer = CommittedRecords.consumer(bootstrapServers)) {
      consumer.assign(only);
      consumer.seekToBeginning(only);
      long end = consumer.endOffsets(only).get(partition);
      while (consumer.position(partition) < end) {
        if (System.nanoTime() - deadline > 0) {
          throw new IllegalStateException(topic + " could not be read within " + LIMIT);
        }
        count += consumer.poll(POLL).count();
      }
    }
    return count;
  }
}
