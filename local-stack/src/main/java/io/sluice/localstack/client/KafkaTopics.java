package io.sluice.localstack.client;

import io.sluice.localstack.await.Await;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Topics and what is in them, as a consumer sees it that reads only what is committed. */
public final class KafkaTopics implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(200);

  private final String bootstrapServers;
  private final Admin admin;

  public KafkaTopics(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
  }

  public void create(String topic, int partitions) {
    create(topic, partitions, Map.of());
  }

  public void create(String topic, int partitions, Map<String, String> configs) {
    NewTopic wanted = new NewTopic(topic, partitions, (short) 1).configs(configs);
    get(admin.createTopics(Set.of(wanted)).all());
  }

  public void delete(String topic) {
    get(admin.deleteTopics(Set.of(topic)).all());
  }

  public Set<String> names() {
    return get(admin.listTopics().names());
  }

  /** The end of each partition: the offset after the last committed record, markers included. */
  public Map<TopicPartition, Long> endOffsets(String topic) {
    try (Consumer<byte[], byte[]> consumer = consumer()) {
      return consumer.endOffsets(partitions(topic), LIMIT);
    }
  }

  /** Of each consumer in the group, by its id, how many partitions it has. */
  public Map<String, Integer> assigned(String group) {
    Map<String, Integer> assigned = new HashMap<>();
    get(admin.describeConsumerGroups(Set.of(group)).describedGroups().get(group))
        .members()
        .forEach(
            member ->
                assigned.put(member.consumerId(), member.assignment().topicPartitions().size()));
    return assigned;
  }

  /** All committed records, partition by partition in their order; none if there is no topic. */
  public List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    List<TopicPartition> partitions = partitions(topic);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer = consumer()) {
      for (TopicPartition partition : partitions) {
        readAll(consumer, partition, records);
      }
    }
    return records;
  }

  /** The values of {@link #records} as text; a null value is a null. */
  public List<String> values(String topic) {
    List<String> values = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> found : records(topic)) {
      values.add(found.value() == null ? null : new String(found.value(), StandardCharsets.UTF_8));
    }
    return values;
  }

  /**
   * A reader of the topic, to be closed by the caller. It waits for a topic that was created just
   * now: the broker that is asked may not have heard of it yet.
   *
   * @throws io.sluice.localstack.await.AwaitTimeoutException if there is no such topic
   */
  public TopicReader follow(String topic) {
    List<TopicPartition> partitions =
        Await.value(
            "the partitions of " + topic,
            LIMIT,
            () -> Optional.of(partitions(topic)).filter(found -> !found.isEmpty()));
    return new TopicReader(consumer(), partitions);
  }

  /** Writes the records and returns when the broker has acknowledged all of them. */
  public void send(List<ProducerRecord<byte[], byte[]>> records) {
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    List<Future<?>> sent = new ArrayList<>(records.size());
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (ProducerRecord<byte[], byte[]> each : records) {
        sent.add(producer.send(each));
      }
      producer.flush();
      for (Future<?> each : sent) {
        each.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Not all records were written", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while writing records", e);
    }
  }

  /** Writes texts, without keys, to a topic. */
  public void sendValues(String topic, List<String> values) {
    send(
        values.stream()
            .map(
                value ->
                    new ProducerRecord<byte[], byte[]>(
                        topic, value.getBytes(StandardCharsets.UTF_8)))
            .toList());
  }

  @Override
  public void close() {
    admin.close(LIMIT);
  }

  private void readAll(
      Consumer<byte[], byte[]> consumer,
      TopicPartition partition,
      List<ConsumerRecord<byte[], byte[]>> into) {
    List<TopicPartition> only = List.of(partition);
    consumer.assign(only);
    consumer.seekToBeginning(only);
    long end = consumer.endOffsets(only, LIMIT).get(partition);
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (consumer.position(partition, LIMIT) < end) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "Read " + partition + " only to " + consumer.position(partition) + " of " + end);
      }
      consumer.poll(POLL).records(partition).forEach(into::add);
    }
  }

  private List<TopicPartition> partitions(String topic) {
    try {
      int partitions =
          get(admin.describeTopics(Set.of(topic)).allTopicNames()).get(topic).partitions().size();
      List<TopicPartition> all = new ArrayList<>();
      for (int partition = 0; partition < partitions; partition++) {
        all.add(new TopicPartition(topic, partition));
      }
      return all;
    } catch (UnknownTopicOrPartitionException e) {
      return List.of();
    }
  }

  private Consumer<byte[], byte[]> consumer() {
    Map<String, Object> config = new HashMap<>();
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("Kafka refused the request", e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("Kafka did not answer within " + LIMIT.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for Kafka", e);
    }
  }
}
