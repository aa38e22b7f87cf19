package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.localstack.await.Await;
import io.sluice.localstack.client.ElasticsearchRest;
import io.sluice.localstack.client.KafkaTopics;
import io.sluice.localstack.server.KafkaRelease;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a real Elasticsearch answers where it does not take documents, and what becomes of them.
 * (Documents that do not fit the mapping: {@link PipelineIT}; stale versions: {@link
 * SinkDocumentsIT}; refused credentials: {@link SinkCredentialsIT}.)
 */
class SinkRefusalsIT {

  private static final String REFUSED = "Elasticsearch refuses documents for the time being";

  private final ElasticsearchRest elasticsearch = SecuredElasticsearch.rest();
  private final String topic = SharedStack.uniqueName("app");
  private final Sink sink =
      SecuredElasticsearch.sink(topic, "admin", "admin-secret")
          .with("retry.backoff.max.ms", "500")
          // What fails the task must not depend on it, and drop nothing.
          .with("behavior.on.malformed.documents", "ignore");
  private KafkaTopics topics;

  @BeforeEach
  void createTopic() {
    topics = SharedStack.topics();
    topics.create(topic, 1);
  }

  @AfterEach
  void close() {
    sink.close();
    topics.close();
  }

  @Test
  void shouldDivideARequestThatIsTooLargeAndReportADocumentThatIsSoAlone() {
    String letters = topic + "-dlq";
    List<String> values = new ArrayList<>();
    for (int n = 0; n < 10; n++) {
      values.add(document(n, SecuredElasticsearch.MOST_BYTES / 4));
    }
    values.add(4, document(-1, SecuredElasticsearch.MOST_BYTES));
    topics.sendValues(topic, values);
    sink.with("behavior.on.malformed.documents", "report")
        .with("errors.tolerance", "all")
        .with("errors.deadletterqueue.topic.name", letters)
        .with("errors.deadletterqueue.topic.replication.factor", "1")
        .with("errors.deadletterqueue.context.headers.enable", "true")
        .start()
        .awaitCount(10);

    Await.until("one record in " + letters, Sink.LIMIT, () -> topics.values(letters).size() == 1);
    ConsumerRecord<byte[], byte[]> letter = topics.records(letters).get(0);
    assertEquals(values.get(4), new String(letter.value(), StandardCharsets.UTF_8));
    String reason =
        new String(
            letter.headers().lastHeader("__connect.errors.exception.message").value(),
            StandardCharsets.UTF_8);
    assertTrue(reason.contains("413"), reason);
    assertEquals(10, elasticsearch.count(topic));
  }

  @Test
  void shouldWaitForIndicesThatAreBlocked() throws Exception {
    List<String> blocks = List.of("read_only_allow_delete", "write");
    for (String block : blocks) {
      elasticsearch.request(
          "PUT",
          "/" + topic + "-" + block,
          "{\"settings\": {\"index.blocks." + block + "\": true}}");
    }
    topics.sendValues(
        topic, List.of("{\"to\":\"" + blocks.get(0) + "\"}", "{\"to\":\"" + blocks.get(1) + "\"}"));
    sink.with("index", topic + "-{field:/to}").start();
    try {
      sink.awaitSaid(REFUSED);
      awaitMetric("documents-retried-total", retried -> retried >= 4);
      for (String block : blocks) {
        assertEquals(0, elasticsearch.count(topic + "-" + block));
        elasticsearch.request(
            "PUT",
            "/" + topic + "-" + block + "/_settings",
            "{\"index.blocks." + block + "\": null}");
      }
      for (String block : blocks) {
        sink.awaitCount(topic + "-" + block, 1);
      }
      awaitMetric("documents-rejected-total", rejected -> rejected == 0);
    } finally {
      blocks.forEach(block -> elasticsearch.deleteIndex(topic + "-" + block));
    }
  }

  @Test
  void shouldFailWhereAnIndexIsClosedAndGoOnOnceItIsOpen() {
    elasticsearch.request("PUT", "/" + topic, null);
    elasticsearch.request("POST", "/" + topic + "/_close", null);
    topics.sendValues(topic, List.of("{\"n\":1}"));
    sink.put();
    String failure = sink.awaitFailure();
    assertTrue(failure.contains(topic) && failure.contains("closed"), failure);

    elasticsearch.request("POST", "/" + topic + "/_open", null);
    SharedStack.connect().restart(sink.name);
    sink.awaitCount(1);
  }

  @Test
  void shouldSendAgainOnlyTheDocumentsThatAFullQueueRejects() throws Exception {
    // Each shard's share of a request is a task of its own in the queue.
    elasticsearch.request("PUT", "/" + topic, "{\"settings\": {\"index.number_of_shards\": 10}}");
    int documents = 1000;
    topics.sendValues(
        topic, IntStream.range(0, documents).mapToObj(n -> "{\"n\":" + n + "}").toList());
    sink.with("batch.size", "250").with("retry.backoff.max.ms", "100").start();
    sink.awaitCount(documents);
    sink.awaitSaid(REFUSED);
    awaitMetric("documents-acknowledged-total", acknowledged -> acknowledged == documents);
    awaitMetric("documents-retried-total", retried -> retried > 0);
    awaitMetric("documents-duplicated-total", sentAgainThoughTaken -> sentAgainThoughTaken == 0);
  }

  @Test
  void shouldTakeDocumentsThatAreThereAlreadyForDone() throws Exception {
    topics.sendValues(topic, List.of("{\"n\":1}", "{\"n\":2}", "{\"n\":3}"));
    sink.start().awaitCount(3);
    SharedStack.connect().stop(sink.name);
    SharedStack.connect().awaitState(sink.name, "STOPPED", Sink.LIMIT);
    SharedStack.connect().deleteOffsets(sink.name);
    SharedStack.connect().resume(sink.name);
    topics.sendValues(topic, List.of("{\"n\":4}"));
    sink.awaitCount(4);
    awaitMetric("documents-duplicated-total", duplicates -> duplicates == 3);
    assertEquals(4, elasticsearch.count(topic));
  }

  @Test
  void shouldMakeAnIndexAnewThatHasGoneOnlyWhereItIsToCreateIndices() {
    String kept = topic + "-none";
    topics.create(kept, 1);
    autoCreateIndex(false);
    try (Sink none =
        SecuredElasticsearch.sink(kept, "admin", "admin-secret").with("create", "none")) {
      elasticsearch.request("PUT", "/" + kept, null);
      for (String each : List.of(topic, kept)) {
        topics.sendValues(each, List.of("{\"n\":1}"));
      }
      sink.start().awaitCount(1);
      none.start().awaitCount(1);
      for (String each : List.of(topic, kept)) {
        elasticsearch.deleteIndex(each);
        topics.sendValues(each, List.of("{\"n\":2}"));
      }
      sink.awaitCount(1);
      String failure = none.awaitFailure();
      assertTrue(failure.contains(kept) && failure.contains("create=none"), failure);
    } finally {
      autoCreateIndex(null);
    }
  }

  @Test
  void shouldFailWhereThePrivilegeForAnIndexIsMissingAndNameIt() {
    elasticsearch.request("PUT", "/" + topic + "-x", null);
    topics.sendValues(topic, List.of("{\"to\":\"x\"}"));
    // An index that depends on the record is not looked at in validation. The user may write to
    // other indices, so that the request is taken and the document refused.
    sink.with("connection.username", "elsewhere")
        .with("connection.password", "elsewhere-secret")
        .with("index", topic + "-{field:/to}")
        .put();
    String failure = sink.awaitFailure();
    assertTrue(failure.contains("refused the document of topic " + topic), failure);
    assertTrue(failure.contains("status 403, security_exception"), failure);
    assertTrue(failure.contains("create_doc"), failure);
    elasticsearch.deleteIndex(topic + "-x");
  }

  @Test
  void shouldSendDocumentsThroughAPipelineAndFailWhileThereIsNone() {
    topics.sendValues(topic, List.of("{\"n\":1}"));
    sink.with("pipeline", topic).put();
    String failure = sink.awaitFailure();
    assertTrue(failure.contains("pipeline with id [" + topic + "] does not exist"), failure);

    elasticsearch.request("PUT", "/_ingest/pipeline/" + topic, "{\"processors\": []}");
    SharedStack.connect().restart(sink.name);
    sink.awaitCount(1);
  }

  private void autoCreateIndex(Boolean allowed) {
    elasticsearch.request(
        "PUT",
        "/_cluster/settings",
        "{\"persistent\": {\"action.auto_create_index\": " + allowed + "}}");
  }

  /** Waits for a metric of the task, on workers that have such. */
  private void awaitMetric(String name, LongPredicate expected) throws Exception {
    if (KafkaRelease.fromEnvironment() == KafkaRelease.OLDEST) {
      return;
    }
    try (WorkerMBeans shown = new WorkerMBeans(SharedStack.get().connect(), sink.name)) {
      Await.until(
          name + " to be as expected",
          Sink.LIMIT,
          () -> shown.task(name).filter(value -> expected.test((Long) value)).isPresent());
    }
  }

  private static String document(int n, int bytes) {
    return "{\"n\":" + n + ",\"x\":\"" + "y".repeat(bytes) + "\"}";
  }
}
