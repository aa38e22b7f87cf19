package io.sluice.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Lets a contestant write until it has nothing more to write, and measures that.
 *
 * <p>It is the topic that is watched, 50 times a second, and only its end: nobody reads what is
 * written, for that would take CPU from those that are measured.
 */
final class TopicWatch {

  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Duration FIRST_LIMIT = Duration.ofSeconds(60);
  private static final Duration IS_OVER = Duration.ofMillis(1500);
  private static final long SAMPLE_NANOS = 20_000_000L;

  private final String bootstrapServers;

  TopicWatch(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * @param topic that is there, with one partition
   * @param lines that it writes
   * @throws IllegalStateException where it writes nothing, stops early, or does not come to an end
   */
  Measurement measure(Contestant contestant, String topic, long lines) {
    try (Contestant.Run run = contestant.begin(topic)) {
      Growth growth = watch(run, topic);
      if (growth.end() < contestant.records()) {
        throw new IllegalStateException(
            "%s stopped after %d of %d records: %s"
                .formatted(contestant.name(), growth.end(), contestant.records(), run.state()));
      }
      return new Measurement(
          growth.linesPerSecond(lines),
          run.usage().cpu().toMillis() / 1e3 / (lines / 1e6),
          run.usage().peakMegabytes());
    }
  }

  private Growth watch(Contestant.Run run, String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    Growth growth = new Growth();
    long start = System.nanoTime();
    try (Consumer<byte[], byte[]> consumer = consumer()) {
      while (true) {
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        long now = System.nanoTime();
        run.usage().look();
        if (end > 0) {
          growth.add(now, end);
        }
        boolean begun = growth.end() > 0;
        if (begun && growth.quietNanos(now) > IS_OVER.toNanos()) {
          return growth;
        }
        if (now - start > (begun ? LIMIT : FIRST_LIMIT).toNanos()) {
          throw new IllegalStateException(
              topic + " is at " + growth.end() + " records: " + run.state());
        }
        LockSupport.parkNanos(SAMPLE_NANOS);
      }
    }
  }

  private Consumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
