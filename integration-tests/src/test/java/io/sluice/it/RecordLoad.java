package io.sluice.it;

import io.sluice.localstack.await.Await;
import io.sluice.localstack.client.KafkaTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Numbered records, {@code {"n": 17}}, at a steady rate into two topics: one where none has a key,
 * and one where keys repeat, some at once and some after hundreds of others, and some records say
 * by having no value that their key is to be deleted.
 */
final class RecordLoad implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int RECORDS_PER_SEND = 100;
  private static final long SEND_MILLIS = 100;

  /** A machine that is too slow for the load would never catch up. */
  private static final long MOST_BEHIND = 20_000;

  private final KafkaTopics topics;
  private final String plain;
  private final String keyed;
  private final Random random;
  private final LongSupplier indexed;
  private final Map<String, Long> lastOfEachKey = new TreeMap<>();
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "record-load"));
  private long sent;
  private long lastIndexed;

  /**
   * @param indexed how many of the records are indexed, of those that are indexed the slowest
   */
  RecordLoad(KafkaTopics topics, String plain, String keyed, Random random, LongSupplier indexed) {
    this.indexed = indexed;
    this.topics = topics;
    this.plain = plain;
    this.keyed = keyed;
    this.random = new Random(random.nextLong());
  }

  RecordLoad start() {
    thread.scheduleAtFixedRate(this::sendMore, 0, SEND_MILLIS, TimeUnit.MILLISECONDS);
    return this;
  }

  /** Ends it, once all that was begun is sent. */
  RecordLoad finish() {
    thread.shutdown();
    Await.until("the last records to be sent", LIMIT, thread::isTerminated);
    if (failure.get() != null) {
      throw failure.get();
    }
    return this;
  }

  /** How many records are in each topic, after {@link #finish}. */
  long sent() {
    return sent;
  }

  /** The number of the last record of each key whose last record has a value. */
  Map<String, Long> lastOfEachKey() {
    return lastOfEachKey;
  }

  private void sendMore() {
    if (sent - lastIndexed() > MOST_BEHIND) {
      return;
    }
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (long n = sent; n < sent + RECORDS_PER_SEND; n++) {
      String key = "k" + random.nextInt(random.nextBoolean() ? 3 : 500);
      byte[] value = ("{\"n\":" + n + "}").getBytes(StandardCharsets.UTF_8);
      boolean deletes = random.nextInt(10) == 0;
      records.add(new ProducerRecord<>(plain, value));
      records.add(
          new ProducerRecord<>(
              keyed, key.getBytes(StandardCharsets.UTF_8), deletes ? null : value));
      if (deletes) {
        lastOfEachKey.remove(key);
      } else {
        lastOfEachKey.put(key, n);
      }
    }
    try {
      topics.send(records);
      sent += RECORDS_PER_SEND;
    } catch (RuntimeException e) {
      failure.set(e);
      // Ends the repetition.
      throw e;
    }
  }

  /** While Elasticsearch is away, how it was before. */
  private long lastIndexed() {
    try {
      lastIndexed = indexed.getAsLong();
    } catch (RuntimeException away) {
      return lastIndexed;
    }
    return lastIndexed;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
