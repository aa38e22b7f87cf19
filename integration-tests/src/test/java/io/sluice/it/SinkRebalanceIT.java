package io.sluice.it;

import io.sluice.localstack.await.Await;
import io.sluice.localstack.client.ElasticsearchRest;
import io.sluice.localstack.client.KafkaTopics;
import java.nio.file.Files;
import java.util.Optional;
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
      try (WorkerMBeans shown = new WorkerMBeans(SharedStack.get().connect(), sink.name)) {
        Await.until(
            "the consumer to be paused",
            Sink.LIMIT,
            () -> shown.task("partitions-paused").equals(Optional.of(1L)));
        // All partitions are assigned anew when there are more.
        topics.create(joining, 1);
        Await.until(
            "a rebalance",
            Sink.LIMIT,
            () ->
                Files.readString(SharedStack.get().connect().logFile())
                    .lines()
                    .anyMatch(line -> line.contains("Adding newly") && line.contains(joining)));
      }
      elasticsearch.request("PUT", "/" + topic + "/_settings", "{\"index.blocks.write\": null}");

      sink.awaitCount(RECORDS);
    }
  }
}
