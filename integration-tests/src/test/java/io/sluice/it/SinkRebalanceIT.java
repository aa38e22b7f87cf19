package io.sluice.it;

import io.sluice.localstack.await.Await;
import io.sluice.localstack.client.ElasticsearchRest;
import io.sluice.localstack.client.KafkaTopics;
import io.sluice.localstack.server.KafkaRelease;
import java.nio.file.Files;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Partitions that are taken from a sink's tasks and come back. */
class SinkRebalanceIT {

  private static final int RECORDS = 1000;

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
      topics.sendValues(
          topic, IntStream.range(0, RECORDS).mapToObj(n -> "{\"n\":" + n + "}").toList());
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
