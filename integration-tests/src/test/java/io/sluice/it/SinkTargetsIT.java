package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.localstack.client.ConnectorStatus;
import io.sluice.localstack.client.ElasticsearchRest;
import io.sluice.localstack.client.KafkaTopics;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Indices and aliases that a real Elasticsearch does not take documents for. */
class SinkTargetsIT {

  private final ElasticsearchRest elasticsearch = SharedStack.elasticsearch();

  @Test
  void shouldIndexOtherTopicsWhileTheShardOfOneIsNotAssigned() {
    String red = SharedStack.uniqueName("red");
    String green = SharedStack.uniqueName("green");
    elasticsearch.request(
        "PUT",
        "/" + red + "?wait_for_active_shards=0",
        "{\"settings\": {\"index.number_of_replicas\": 0,"
            + " \"index.routing.allocation.require._name\": \"nobody\"}}");
    try (KafkaTopics topics = SharedStack.topics();
        Sink sink =
            new Sink(red).with("topics", red + "," + green).with("request.timeout.ms", "4000")) {
      topics.create(red, 1);
      topics.create(green, 1);
      topics.sendValues(red, List.of("{\"n\":1}", "{\"n\":2}"));
      topics.sendValues(green, List.of("{\"n\":1}"));
      sink.start();
      sink.awaitCount(green, 1);
      topics.sendValues(green, List.of("{\"n\":2}", "{\"n\":3}"));
      sink.awaitCount(green, 3);

      elasticsearch.request(
          "PUT", "/" + red + "/_settings", "{\"index.routing.allocation.require._name\": null}");
      sink.awaitCount(red, 2);
    } finally {
      elasticsearch.deleteIndex(green);
    }
  }

  @Test
  void shouldFailAndDropNothingWhereAnAliasHasNoIndexToWriteTo() {
    String alias = SharedStack.uniqueName("alias");
    for (String index : List.of(alias + "-1", alias + "-2")) {
      elasticsearch.request("PUT", "/" + index, "{\"aliases\": {\"" + alias + "\": {}}}");
    }
    try (KafkaTopics topics = SharedStack.topics();
        Sink sink =
            new Sink(alias)
                .with("create", "none")
                .with("behavior.on.malformed.documents", "ignore")) {
      topics.create(alias, 1);
      topics.sendValues(alias, List.of("{\"n\":1}"));
      SharedStack.connect().put(sink.name, sink.config());

      ConnectorStatus failed = SharedStack.connect().awaitFailed(sink.name, Sink.LIMIT);
      assertTrue(failed.traces().contains(alias), failed.traces());
      assertTrue(failed.traces().contains("write index"), failed.traces());
    } finally {
      elasticsearch.deleteIndex(alias + "-1");
      elasticsearch.deleteIndex(alias + "-2");
    }
  }
}
