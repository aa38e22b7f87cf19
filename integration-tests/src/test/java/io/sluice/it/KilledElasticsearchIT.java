package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.localstack.LocalStack;
import io.sluice.localstack.await.Await;
import io.sluice.localstack.client.ElasticsearchRest;
import io.sluice.localstack.client.KafkaTopics;
import io.sluice.localstack.distribution.SourceTree;
import io.sluice.localstack.server.Part;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Elasticsearch and the worker killed (-9) and started again, under load, each time at another
 * moment: the index holds each record once. {@code -Dsluice.kills=20} for more than once.
 */
class KilledElasticsearchIT {

  private static final Path FOLDER = Path.of("target/killed-elasticsearch-it");
  private static final int KILLS = Integer.getInteger("sluice.kills", 1);
  private static final int MOST_DOCUMENTS_BEFORE_A_KILL = 3000;
  private static final int RECORDS_PER_SEND = 100;
  private static final long SEND_MILLIS = 100;
  private static final int PAGE = 10_000;

  /** One that is killed comes back within half a minute on a busy machine. */
  private static final Duration LIMIT = Duration.ofMinutes(4);

  private static LocalStack stack;

  private final String topic = SharedStack.uniqueName("killed");
  private final ElasticsearchRest elasticsearch =
      new ElasticsearchRest(stack.elasticsearch().url());

  @BeforeAll
  static void start() {
    LocalStack.delete(FOLDER);
    stack =
        LocalStack.in(FOLDER)
            .parts(Part.KAFKA, Part.ELASTICSEARCH, Part.CONNECT)
            .plugins(SourceTree.pluginArchives())
            .workerProperty("offset.flush.interval.ms", "500")
            .workerProperty("session.timeout.ms", "3000")
            .workerProperty("heartbeat.interval.ms", "500")
            .start();
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void shouldHoldEachRecordOnceWhenElasticsearchAndTheWorkerAreKilled() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("KilledElasticsearchIT: seed " + seed + ", " + KILLS + " kills of each");
    Random random = new Random(seed);
    AtomicLong sent = new AtomicLong();
    ScheduledExecutorService load =
        Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "load"));
    try (KafkaTopics topics = new KafkaTopics(stack.kafka().bootstrapServers());
        Sink sink =
            new Sink(stack, topic)
                .with("tasks.max", "2")
                .with("batch.size", "500")
                .with("retry.backoff.max.ms", "1000")
                .with("request.timeout.ms", "5000")
                .with("consumer.override.session.timeout.ms", "3000")
                .with("consumer.override.heartbeat.interval.ms", "500")) {
      topics.create(topic, 3);
      sink.start();
      ScheduledFuture<?> sending =
          load.scheduleAtFixedRate(
              () -> sendMore(topics, sent), 0, SEND_MILLIS, TimeUnit.MILLISECONDS);
      for (int kill = 0; kill < KILLS; kill++) {
        awaitMore(random);
        stack.elasticsearch().kill();
        boolean both = random.nextBoolean();
        if (both) {
          stack.connect().kill();
        }
        stack.elasticsearch().start();
        if (!both) {
          awaitMore(random);
          stack.connect().kill();
        }
        stack.connect().start();
      }
      awaitMore(random);
      sending.cancel(false);
      load.shutdown();
      Await.until("the last send", LIMIT, load::isTerminated);
      Await.until(
          () -> topic + " to hold " + sent + " documents; it holds " + count(),
          LIMIT,
          () -> count() >= sent.get());
      assertHoldsEachOnce(topics, sent.get());
    } finally {
      load.shutdownNow();
    }
  }

  private void sendMore(KafkaTopics topics, AtomicLong sent) {
    long from = sent.get();
    topics.sendValues(
        topic,
        LongStream.range(from, from + RECORDS_PER_SEND)
            .mapToObj(n -> "{\"n\":" + n + "}")
            .toList());
    sent.addAndGet(RECORDS_PER_SEND);
  }

  private void awaitMore(Random random) {
    long wanted = count() + 1 + random.nextInt(MOST_DOCUMENTS_BEFORE_A_KILL);
    Await.until(wanted + " documents in " + topic, LIMIT, () -> count() >= wanted);
  }

  private long count() {
    return elasticsearch.count(topic);
  }

  /** By number, and by id, which is topic, partition and offset. */
  private void assertHoldsEachOnce(KafkaTopics topics, long records) {
    Set<String> ids = ids(topics);
    assertEquals(records, ids.size(), "records in Kafka");
    long next = 0;
    List<JsonNode> page = page(-1);
    while (!page.isEmpty()) {
      for (JsonNode hit : page) {
        assertEquals(next, hit.at("/_source/n").asLong(), () -> "after a gap or twice: " + hit);
        assertTrue(ids.remove(hit.path("_id").asText()), () -> "no record has this id: " + hit);
        next++;
      }
      page = page(next - 1);
    }
    assertEquals(records, next);
    assertEquals(Set.of(), ids, "without a document");
    System.out.println("KilledElasticsearchIT: " + records + " records, each once");
  }

  /** Those of all records that Kafka has. */
  private Set<String> ids(KafkaTopics topics) {
    Set<String> ids = new HashSet<>();
    topics
        .endOffsets(topic)
        .forEach(
            (partition, end) -> {
              for (long offset = 0; offset < end; offset++) {
                ids.add(topic + '+' + partition.partition() + '+' + offset);
              }
            });
    return ids;
  }

  private List<JsonNode> page(long after) {
    elasticsearch.refresh(topic);
    JsonNode hits =
        elasticsearch
            .search(
                topic,
                "{\"size\": "
                    + PAGE
                    + ", \"sort\": [{\"n\": \"asc\"}], \"search_after\": ["
                    + after
                    + "]}")
            .at("/hits/hits");
    return hits.findParents("_id");
  }
}
