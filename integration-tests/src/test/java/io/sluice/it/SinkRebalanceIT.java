package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.localstack.await.Await;
import io.sluice.localstack.client.ElasticsearchRest;
import io.sluice.localstack.client.KafkaTopics;
import io.sluice.localstack.server.KafkaRelease;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Partitions that are taken from a sink's tasks and come back, and such as must not be taken. */
class SinkRebalanceIT {

  private static final int RECORDS = 1000;

  /** Several times what a call of the task may take, so that a busy machine is no reason. */
  private static final Duration MAX_POLL_INTERVAL = Duration.ofSeconds(4);

  private static final String JOINED = "Successfully joined group";

  private final String prefix = SharedStack.uniqueName("rebalanced");
  private final String topic = prefix + "-0";
  private final String joining = prefix + "-1";

  @Test
  void shouldGoOnAfterARebalanceUnderBackPressure() throws Exception {
    ElasticsearchRest elasticsearch = SharedStack.elasticsearch();
    elasticsearch.request("PUT", "/" + topic, "{\"settings\": {\"index.blocks.write\": true}}");
    try (KafkaTopics topics = SharedStack.topics();
        Sink sink =
            new Sink(topic)
                .without("topics")
                .with("topics.regex", prefix + "-.*")
                .with("tasks.max", "2")
                .with("batch.size", "10")
                .with("retry.backoff.max.ms", "200")
                .with("consumer.override.metadata.max.age.ms", "500")) {
      topics.create(topic, 1);
      topics.sendValues(topic, documents());
      sink.start();
      sink.awaitSaid("Elasticsearch refuses documents for the time being");
      awaitPaused(sink);
      // All partitions are assigned anew when there are more.
      topics.create(joining, 1);
      Await.until(
          "a rebalance",
          Sink.LIMIT,
          () ->
              Files.readString(SharedStack.get().connect().logFile())
                  .lines()
                  .anyMatch(line -> line.contains("Adding newly") && line.contains(joining)));
      elasticsearch.request("PUT", "/" + topic + "/_settings", "{\"index.blocks.write\": null}");

      sink.awaitCount(RECORDS);
    }
  }

  /** Documents are refused at once where the index is blocked, and unanswered where it is red. */
  @ParameterizedTest
  @CsvSource({"index.blocks.write, true", "index.routing.allocation.require._name, nobody"})
  void shouldKeepItsPlaceInTheGroupHoweverLongNothingIsTaken(String setting, String value)
      throws Exception {
    ElasticsearchRest elasticsearch = SharedStack.elasticsearch();
    elasticsearch.request(
        "PUT",
        "/" + topic + "?wait_for_active_shards=0",
        "{\"settings\": {\"" + setting + "\": \"" + value + "\"}}");
    try (KafkaTopics topics = SharedStack.topics();
        Sink sink =
            new Sink(topic)
                .with("tasks.max", "1")
                .with("batch.size", "10")
                .with("retry.backoff.max.ms", "200")
                .with(
                    "consumer.override.max.poll.interval.ms",
                    String.valueOf(MAX_POLL_INTERVAL.toMillis()))) {
      topics.create(topic, 1);
      topics.sendValues(topic, documents());
      sink.start().awaitSaid(JOINED);
      long joined = sink.timesSaid(JOINED);
      long end = System.nanoTime() + MAX_POLL_INTERVAL.multipliedBy(3).toNanos();
      Await.until("three times the interval", Sink.LIMIT, () -> System.nanoTime() > end);
      assertEquals(0, sink.timesSaid("poll timeout has expired"));
      elasticsearch.request("PUT", "/" + topic + "/_settings", "{\"" + setting + "\": null}");

      sink.awaitCount(RECORDS);
      assertEquals(RECORDS, elasticsearch.count(topic));
      assertEquals(joined, sink.timesSaid(JOINED));
    }
  }

  private static List<String> documents() {
    return IntStream.range(0, RECORDS).mapToObj(n -> "{\"n\":" + n + "}").toList();
  }

  /** On workers that have metrics for plugins; which task has the partition is Kafka's choice. */
  private static void awaitPaused(Sink sink) throws Exception {
    if (KafkaRelease.fromEnvironment() == KafkaRelease.OLDEST) {
      return;
    }
    try (WorkerMBeans shown = new WorkerMBeans(SharedStack.get().connect(), sink.name)) {
      Await.until(
          "the consumer to be paused",
          Sink.LIMIT,
          () -> shown.tasks("partitions-paused").contains(1L));
    }
  }
}
