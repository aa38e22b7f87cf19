package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.localstack.await.Await;
import io.sluice.localstack.client.ConnectorStatus;
import io.sluice.localstack.client.ElasticsearchRest;
import io.sluice.localstack.client.KafkaTopics;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Which indices and aliases documents go to, and such as do not take any. */
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

  @Test
  void shouldWriteThroughAnAliasAndCreateNothing() {
    String alias = SharedStack.uniqueName("alias");
    elasticsearch.request(
        "PUT",
        "/" + alias + "-000001",
        "{\"aliases\": {\"" + alias + "\": {\"is_write_index\": true}}}");
    try (KafkaTopics topics = SharedStack.topics();
        Sink sink = new Sink(alias).with("create", "none")) {
      topics.create(alias, 1);
      topics.sendValues(alias, List.of("{\"n\":1}"));
      sink.start().awaitCount(1);

      assertEquals(1, elasticsearch.count(alias + "-000001"));
    } finally {
      elasticsearch.deleteIndex(alias + "-000001");
    }
  }

  @Test
  void shouldCommitOffsetsOfTopicsThatTransformationsRenameAndFilter() {
    String topic = SharedStack.uniqueName("before");
    String index = SharedStack.uniqueName("after");
    try (KafkaTopics topics = SharedStack.topics();
        Sink sink =
            new Sink(topic)
                .with("transforms", "drop,rename")
                .with("transforms.drop.type", "org.apache.kafka.connect.transforms.Filter")
                .with("transforms.drop.predicate", "empty")
                .with("predicates", "empty")
                .with(
                    "predicates.empty.type",
                    "org.apache.kafka.connect.transforms.predicates.RecordIsTombstone")
                .with("transforms.rename.type", "org.apache.kafka.connect.transforms.RegexRouter")
                .with("transforms.rename.regex", ".*")
                .with("transforms.rename.replacement", index)) {
      topics.create(topic, 1);
      topics.sendValues(topic, List.of("{\"n\":1}", "{\"n\":2}"));
      topics.send(List.of(new ProducerRecord<>(topic, null)));
      sink.start().awaitCount(index, 2);

      Await.until(
          () -> "all three to be committed; it is " + SharedStack.connect().offsets(sink.name),
          Sink.LIMIT,
          () -> {
            JsonNode first = SharedStack.connect().offsets(sink.name).path(0);
            return first.at("/partition/kafka_topic").asText().equals(topic)
                && first.at("/offset/kafka_offset").asLong() == 3;
          });
    } finally {
      elasticsearch.deleteIndex(index);
    }
  }
}
