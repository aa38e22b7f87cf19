package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.localstack.await.Await;
import io.sluice.localstack.client.KafkaTopics;
import io.sluice.localstack.server.Elasticsearch;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * An Elasticsearch with TLS by an authority of its own, users, and roles that allow no more than
 * needed.
 */
class SinkSecurityIT {

  private final Elasticsearch elasticsearch = SecuredElasticsearch.get();
  private final String topic = SharedStack.uniqueName("app");
  private final Sink sink = SecuredElasticsearch.sink(topic, "indices", "indices-secret");

  @AfterEach
  void delete() {
    sink.close();
  }

  @Test
  void shouldCreateAndFillAnIndexWithTheLeastPrivilegesOverTlsWithAnAuthorityOfItsOwn()
      throws Exception {
    sink.without("ssl.truststore.location");
    sink.with("ssl.truststore.certificates", Files.readString(elasticsearch.tls().authority()));
    credentials("indices", "indices-secret");
    sink.with("request.compression", "gzip");
    assertWrites(topic);
  }

  @Test
  void shouldFillADataStreamWithTheLeastPrivileges() throws Exception {
    sink.elasticsearch.putIndexTemplate(
        "security-it", "{\"index_patterns\": [\"logs-app-*\"], \"data_stream\": {}}");
    sink.with("create", "data-stream");
    sink.with("index", "logs-{topic}-default");
    credentials("streams", "streams-secret");
    assertWrites("logs-" + topic + "-default");
  }

  @Test
  void shouldInstallAnIndexTemplateForEcsWhereNoneMatches() throws Exception {
    sink.with("create", "data-stream");
    sink.with("index", "logs-ecs.{topic}-default");
    sink.with("template.install", "logs-ecs");
    credentials("streams", "streams-secret");
    assertWrites("logs-ecs." + topic + "-default");
    JsonNode installed =
        sink.elasticsearch
            .request("GET", "/_index_template/sluice-logs-ecs.all-default", null)
            .at("/index_templates/0/index_template");
    assertEquals("logs-ecs.*-default", installed.at("/index_patterns/0").asText());
    assertEquals("text", installed.at("/template/mappings/properties/message/type").asText());
    assertEquals(
        "keyword",
        installed
            .at("/template/mappings/dynamic_templates/0/strings_as_keywords/mapping/type")
            .asText(),
        installed.toString());
  }

  @Test
  void shouldAcceptAServiceToken() throws Exception {
    String said =
        elasticsearch
            .tool(
                "elasticsearch-service-tokens", "create", "elastic/enterprise-search-server", topic)
            .orThrow()
            .output();
    sink.without("connection.username").without("connection.password");
    sink.with("connection.bearer.token", said.substring(said.indexOf(" = ") + 3).strip());
    sink.with("index", "search-{topic}");
    Await.until("the token to be known", Sink.LIMIT, () -> sink.errors().isEmpty());
    assertWrites("search-" + topic);
  }

  @Test
  void shouldSayAtValidationWhatIsWrong() {
    credentials("indices", "wrong-secret");
    assertBlamed("connection.password", "refuses this password for user indices");
    credentials("nobody", "indices-secret");
    assertBlamed("connection.password", "for user nobody");
    sink.without("connection.username");
    sink.without("connection.password");
    assertBlamed("connection.username", "wants credentials");
    sink.with("connection.bearer.token", "AAEAAWVsYXN0aWMvZmxlZXQtc2VydmVyL3QxOnRlc3Q");
    assertBlamed("connection.bearer.token", "refuses this token");
    sink.without("connection.bearer.token");
    sink.with("connection.api.key", "id:key");
    assertBlamed("connection.api.key", "refuses this API key");
    sink.without("connection.api.key");

    credentials("reader", "reader-secret");
    assertBlamed(
        "index",
        "User reader lacks the privileges view_index_metadata and create_doc, to write to");
    credentials("streams", "streams-secret");
    assertBlamed("index", "User streams lacks the privileges");
    credentials("indices", "indices-secret");
    sink.with("topic.to.index", topic + ":elsewhere");
    assertBlamed("topic.to.index", "to write to elsewhere");
    sink.without("topic.to.index");

    sink.without("ssl.truststore.location");
    assertBlamed("ssl.truststore.location", "must be signed by an authority in");
    sink.with("ssl.truststore.location", elasticsearch.tls().authority().toString());
    sink.with("connection.url", elasticsearch.url().toString().replace("https", "http"));
    assertBlamed("connection.url", "does it want https://?");
  }

  @Test
  void shouldSayAtValidationThatANodeWantsNoTls() {
    try (Sink plain = new Sink(topic)) {
      plain.with("connection.url", plain.config().get("connection.url").replace("http", "https"));
      assertBlamed(plain, "connection.url", "does the node want http://?");
    }
  }

  private void credentials(String user, String password) {
    sink.with("connection.username", user).with("connection.password", password);
  }

  private void assertWrites(String index) {
    try (KafkaTopics topics = SharedStack.topics()) {
      topics.create(topic, 1);
      topics.sendValues(topic, List.of("{\"@timestamp\":1}", "{\"@timestamp\":2}"));
      sink.start().awaitCount(index, 2);
      assertEquals(2, sink.elasticsearch.count(index));
    }
  }

  private void assertBlamed(String option, String words) {
    assertBlamed(sink, option, words);
  }

  private static void assertBlamed(Sink sink, String option, String words) {
    Map<String, String> errors = sink.errors();
    assertEquals(List.of(option), List.copyOf(errors.keySet()), errors.toString());
    assertTrue(errors.get(option).contains(words), errors.toString());
    assertFalse(errors.toString().contains("-secret"), errors.toString());
  }
}
