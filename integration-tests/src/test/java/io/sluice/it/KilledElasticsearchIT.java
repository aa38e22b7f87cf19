package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.localstack.LocalStack;
import io.sluice.localstack.await.Await;
import io.sluice.localstack.client.ElasticsearchRest;
import io.sluice.localstack.client.KafkaTopics;
import io.sluice.localstack.server.Part;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Elasticsearch and the worker killed (-9) and started again, each time at another moment, while
 * one sink indexes each record by its offset and one by its key. The tests look at what is in the
 * indices when both have caught up.
 */
class KilledElasticsearchIT {

  private static final Path FOLDER = Path.of("target/killed-elasticsearch-it");
  private static final int MOST_DOCUMENTS_BEFORE_A_KILL = 3000;
  private static final int PAGE = 10_000;

  /** One that is killed comes back within half a minute on a busy machine. */
  private static final Duration LIMIT = Duration.ofMinutes(4);

  private static final String BY_OFFSET = SharedStack.uniqueName("by-offset");
  private static final String BY_KEY = SharedStack.uniqueName("by-key");
  private static final Kills KILLS = new Kills("KilledElasticsearchIT", 1);

  private static LocalStack stack;
  private static KafkaTopics topics;
  private static ElasticsearchRest elasticsearch;
  private static RecordLoad load;

  @BeforeAll
  static void killUnderLoad() {
    stack =
        Kills.stack(FOLDER, Part.KAFKA, Part.ELASTICSEARCH, Part.CONNECT)
            .workerProperty("offset.flush.interval.ms", "500")
            .start();
    elasticsearch = new ElasticsearchRest(stack.elasticsearch().url());
    topics = new KafkaTopics(stack.kafka().bootstrapServers());
    topics.create(BY_OFFSET, 3);
    topics.create(BY_KEY, 3);
    sink(BY_OFFSET).start();
    sink(BY_KEY).with("document.id", "key").with("behavior.on.null.values", "delete").start();
    load =
        new RecordLoad(
                topics, BY_OFFSET, BY_KEY, KILLS.random, () -> Math.min(count(), newestByKey()))
            .start();
    for (int kill = 0; kill < KILLS.count; kill++) {
      awaitMore();
      stack.elasticsearch().kill();
      boolean both = KILLS.random.nextBoolean();
      if (both) {
        stack.connect().kill();
      }
      stack.elasticsearch().start();
      if (!both) {
        awaitMore();
        stack.connect().kill();
      }
      stack.connect().start();
    }
    awaitMore();
    load.finish();
  }

  @AfterAll
  static void stop() {
    if (load != null) {
      load.close();
    }
    if (topics != null) {
      topics.close();
    }
    stack.close();
  }

  @Test
  void shouldHoldEachRecordOnce() {
    Await.until(
        () -> BY_OFFSET + " to hold " + load.sent() + " documents; it holds " + count(),
        LIMIT,
        () -> count() >= load.sent());
    Set<String> ids = ids();
    assertEquals(load.sent(), ids.size(), "records in Kafka");
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
    assertEquals(load.sent(), next);
    assertEquals(Set.of(), ids, "without a document");
    System.out.println("KilledElasticsearchIT: " + next + " records, each once");
  }

  @Test
  void shouldHoldTheLastRecordOfEachKey() {
    Map<String, Long> expected = load.lastOfEachKey();
    Await.until(
        () -> BY_KEY + " to hold the last of each key; it differs in " + differences(expected),
        LIMIT,
        () -> byKey().equals(expected));
    System.out.println(
        "KilledElasticsearchIT: the last of each of " + expected.size() + " keys that have one");
  }

  private static Sink sink(String topic) {
    return new Sink(stack, topic)
        .with("tasks.max", "2")
        .with("batch.size", "500")
        .with("retry.backoff.max.ms", "1000")
        .with("consumer.override.session.timeout.ms", "3000")
        .with("consumer.override.heartbeat.interval.ms", "500");
  }

  private static void awaitMore() {
    long wanted = count() + 1 + KILLS.random.nextInt(MOST_DOCUMENTS_BEFORE_A_KILL);
    Await.until(wanted + " documents in " + BY_OFFSET, LIMIT, () -> count() >= wanted);
    Await.until("record " + wanted + " in " + BY_KEY, LIMIT, () -> newestByKey() >= wanted);
  }

  /** The number of the newest record that is there; 0 where none is. */
  private static long newestByKey() {
    // Which refreshes, and finds nothing where there is no index yet.
    if (elasticsearch.count(BY_KEY) == 0) {
      return 0;
    }
    return elasticsearch
        .search(BY_KEY, "{\"size\": 1, \"sort\": [{\"n\": \"desc\"}]}")
        .at("/hits/hits/0/_source/n")
        .asLong();
  }

  private static long count() {
    return elasticsearch.count(BY_OFFSET);
  }

  private static Map<String, Long> byKey() {
    Map<String, Long> found = new TreeMap<>();
    for (JsonNode hit : elasticsearch.hits(BY_KEY)) {
      found.put(hit.path("_id").asText(), hit.at("/_source/n").asLong());
    }
    return found;
  }

  /** How many keys are not as wanted, and a few of them with what is wanted and what is there. */
  private static String differences(Map<String, Long> expected) {
    Map<String, Long> found = byKey();
    Set<String> keys = new TreeSet<>(expected.keySet());
    keys.addAll(found.keySet());
    keys.removeIf(key -> Objects.equals(expected.get(key), found.get(key)));
    return keys.size()
        + " keys: "
        + keys.stream()
            .limit(10)
            .map(key -> key + " " + expected.get(key) + " but " + found.get(key))
            .toList();
  }

  /** Those of all records that Kafka has: topic, partition and offset. */
  private static Set<String> ids() {
    Set<String> ids = new HashSet<>();
    topics
        .endOffsets(BY_OFFSET)
        .forEach(
            (partition, end) -> {
              for (long offset = 0; offset < end; offset++) {
                ids.add(BY_OFFSET + '+' + partition.partition() + '+' + offset);
              }
            });
    return ids;
  }

  private static List<JsonNode> page(long after) {
    elasticsearch.refresh(BY_OFFSET);
    JsonNode hits =
        elasticsearch
            .search(
                BY_OFFSET,
                "{\"size\": "
                    + PAGE
                    + ", \"sort\": [{\"n\": \"asc\"}], \"search_after\": ["
                    + after
                    + "]}")
            .at("/hits/hits");
    return hits.findParents("_id");
  }
}
