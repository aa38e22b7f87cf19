package io.sluice.it;

import io.sluice.localstack.await.Await;
import io.sluice.localstack.client.KafkaTopics;
import io.sluice.localstack.client.TopicReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The numbered lines of one log as they arrive, committed, in a topic of one partition: an error at
 * the first that is not the successor of the one before it.
 */
final class LineSequence implements AutoCloseable {

  private final String topic;
  private final TopicReader reader;
  private volatile long count;

  /** Creates the topic. */
  LineSequence(KafkaTopics topics, String topic) {
    this.topic = topic;
    topics.create(topic, 1);
    this.reader = topics.follow(topic);
  }

  String topic() {
    return topic;
  }

  /** How many have arrived. May be asked by any thread. */
  long count() {
    return count;
  }

  /** Reads what has arrived since. */
  LineSequence read() {
    for (ConsumerRecord<byte[], byte[]> each : reader.read()) {
      String line = new String(each.value(), StandardCharsets.UTF_8);
      String expected = NumberedLog.line(count);
      if (!line.equals(expected)) {
        throw new AssertionError(
            String.format(
                "%s: expected '%s' but at offset %d is '%s'",
                topic, expected, each.offset(), line));
      }
      count++;
    }
    return this;
  }

  /** Reads until so many have arrived. */
  void await(long wanted, Duration limit) {
    Await.until(
        () -> topic + " to hold " + wanted + " lines; it holds " + count,
        limit,
        () -> read().count() >= wanted);
  }

  @Override
  public void close() {
    reader.close();
  }
}
