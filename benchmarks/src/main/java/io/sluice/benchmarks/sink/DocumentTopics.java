package io.sluice.benchmarks.sink;

import io.sluice.localstack.client.KafkaTopics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics that sinks read, each with all documents in its only partition. */
final class DocumentTopics {

  /** A document in each record. */
  static final String RECORDS = "bench-records";

  /** Many lines in each record, as {@code record.format=lines} of the source writes them. */
  static final String LINES = "bench-lines";

  private static final int LINES_RECORD_BYTES = 64 * 1024;

  private final String bootstrapServers;

  DocumentTopics(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** Makes them of a file with a document in each line. */
  void fill(Path documents) {
    try (KafkaTopics topics = new KafkaTopics(bootstrapServers)) {
      topics.create(RECORDS, 1);
      topics.create(LINES, 1);
    }
    AtomicReference<Exception> failure = new AtomicReference<>();
    try (Producer<byte[], byte[]> producer = producer();
        Stream<String> lines = Files.lines(documents)) {
      ByteArrayOutputStream many = new ByteArrayOutputStream(LINES_RECORD_BYTES);
      for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
        byte[] document = each.next().getBytes(StandardCharsets.UTF_8);
        send(producer, new ProducerRecord<>(RECORDS, document), failure);
        if (many.size() + document.length + 1 > LINES_RECORD_BYTES) {
          send(producer, new ProducerRecord<>(LINES, many.toByteArray()), failure);
          many.reset();
        }
        many.writeBytes(document);
        many.write('\n');
      }
      send(producer, new ProducerRecord<>(LINES, many.toByteArray()), failure);
      producer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + documents, e);
    }
    requireNone(failure);
  }

  /**
   * Makes a topic of a file with a document in each line, which go to its partitions in turn.
   *
   * @return its name
   */
  String spread(Path documents, int partitions) {
    String topic = RECORDS + "-" + partitions;
    try (KafkaTopics topics = new KafkaTopics(bootstrapServers)) {
      topics.create(topic, partitions);
    }
    AtomicReference<Exception> failure = new AtomicReference<>();
    try (Producer<byte[], byte[]> producer = producer();
        Stream<String> lines = Files.lines(documents)) {
      int number = 0;
      for (Iterator<String> each = lines.iterator(); each.hasNext(); number++) {
        byte[] document = each.next().getBytes(StandardCharsets.UTF_8);
        send(producer, new ProducerRecord<>(topic, number % partitions, null, document), failure);
      }
      producer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + documents, e);
    }
    requireNone(failure);
    return topic;
  }

  private static void requireNone(AtomicReference<Exception> failure) {
    if (failure.get() != null) {
      throw new IllegalStateException("The topics could not be filled", failure.get());
    }
  }

  private static void send(
      Producer<byte[], byte[]> producer,
      ProducerRecord<byte[], byte[]> record,
      AtomicReference<Exception> failure) {
    producer.send(
        record,
        (written, problem) -> {
          if (problem != null) {
            failure.compareAndSet(null, problem);
          }
        });
  }

  private Producer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ProducerConfig.BATCH_SIZE_CONFIG,
            256 * 1024,
            ProducerConfig.LINGER_MS_CONFIG,
            5),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
