package io.sluice.benchmarks.latency;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A producer by itself: each line is a record. Its errors are not looked at, for what does not
 * arrive is found out anyway.
 */
final class ProducerAppender implements Appender {

  private final String topic;
  private final Producer<byte[], byte[]> producer;
  private final Optional<Duration> transactions;
  private long commitAt;

  /**
   * @param settings of the producer
   * @param transactions how long each of its transactions is; empty: it has none
   */
  ProducerAppender(Map<String, String> settings, String topic, Optional<Duration> transactions) {
    this.topic = topic;
    this.transactions = transactions;
    Map<String, Object> all = new LinkedHashMap<>(settings);
    transactions.ifPresent(length -> all.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topic));
    this.producer = new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    if (transactions.isPresent()) {
      producer.initTransactions();
      begin();
    }
  }

  private void begin() {
    producer.beginTransaction();
    commitAt = System.nanoTime() + transactions.orElseThrow().toNanos();
  }

  @Override
  public void append(byte[] line) {
    producer.send(new ProducerRecord<>(topic, line));
    if (transactions.isPresent() && System.nanoTime() - commitAt >= 0) {
      producer.commitTransaction();
      begin();
    }
  }

  @Override
  public void finish() {
    if (transactions.isPresent()) {
      producer.commitTransaction();
    }
    producer.flush();
  }

  @Override
  public void close() {
    producer.close();
  }
}
