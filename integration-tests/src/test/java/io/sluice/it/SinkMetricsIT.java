package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.localstack.await.Await;
import io.sluice.localstack.client.KafkaTopics;
import io.sluice.localstack.server.KafkaRelease;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The sink's metrics in a real worker, as JMX shows them. */
class SinkMetricsIT {

  @Test
  void shouldShowWhatBecomesOfDocumentsUntilTheConnectorIsStopped() throws Exception {
    String topic = SharedStack.uniqueName("measured");
    try (KafkaTopics topics = SharedStack.topics();
        Sink sink =
            new Sink(topic)
                .with("tasks.max", "1")
                .with("behavior.on.malformed.documents", "ignore")) {
      topics.create(topic, 1);
      SharedStack.elasticsearch()
          .request(
              "PUT",
              "/" + topic,
              "{\"mappings\": {\"properties\": {\"n\": {\"type\": \"long\"}}}}");
      List<String> values = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        values.add("{\"n\":" + i + "}");
      }
      values.add("{\"n\":\"no number\"}");
      topics.sendValues(topic, values);
      sink.start().awaitCount(100);
      try (WorkerMBeans shown = new WorkerMBeans(SharedStack.get().connect(), sink.name)) {
        if (KafkaRelease.fromEnvironment() == KafkaRelease.OLDEST) {
          // Connect has metrics for plugins from 4.1 on, and they are absent without harm.
          assertEquals(Set.of(), shown.names());
          return;
        }
        await(shown, "documents-acknowledged-total", 100L);
        await(shown, "documents-rejected-total", 1L);
        await(shown, "records-buffered", 0L);
        assertEquals(Optional.of(0L), shown.task("documents-duplicated-total"));
        assertEquals(Optional.of(0L), shown.task("requests-failed-total"));
        assertEquals(Optional.of(0L), shown.task("partitions-paused"));
        assertEquals(Optional.of(0L), shown.task("requests-in-flight"));
        assertTrue((Double) shown.task("request-latency-max-ms").orElseThrow() > 0);
        assertTrue((Long) shown.task("request-bytes-total").orElseThrow() > 1000);
        Await.until(
            "the reason of the rejection",
            Sink.LIMIT,
            () ->
                shown.names().stream()
                    // The latter is what Elasticsearch 8.7 calls it.
                    .anyMatch(
                        name -> name.matches(".*reason=(document|mapper)_parsing_exception.*")));
        SharedStack.connect().stop(sink.name);
        Await.until("the metrics to be gone", Sink.LIMIT, () -> shown.names().equals(Set.of()));
      }
    }
  }

  private static void await(WorkerMBeans shown, String metric, Object value) {
    Await.until(
        metric + " to be " + value,
        Sink.LIMIT,
        () -> shown.task(metric).equals(Optional.of(value)));
  }
}
