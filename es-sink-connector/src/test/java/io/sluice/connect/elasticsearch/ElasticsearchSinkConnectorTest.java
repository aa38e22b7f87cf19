package io.sluice.connect.elasticsearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ElasticsearchSinkConnectorTest {

  private final ElasticsearchSinkConnector connector = new ElasticsearchSinkConnector();
  private final Map<String, String> properties = new HashMap<>();
  private StubElasticsearch server;

  @BeforeEach
  void startServer() throws IOException {
    server = new StubElasticsearch().on("GET /_cluster/health", 200, "{}");
    properties.put("connection.url", server.url());
    properties.put("topics", "a,b");
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void shouldBeFoundByServiceLoader() {
    assertTrue(
        ServiceLoader.load(SinkConnector.class).stream()
            .anyMatch(provider -> provider.type() == ElasticsearchSinkConnector.class));
  }

  @Test
  void shouldKnowItsVersion() {
    assertTrue(connector.version().matches("\\d+\\.\\d+\\.\\d+.*"), connector.version());
    assertEquals(connector.version(), new ElasticsearchSinkTask().version());
  }

  @Test
  void shouldDescribeEachOption() {
    for (ConfigKey key : connector.config().configKeys().values()) {
      assertFalse(key.documentation.isBlank(), key.name);
      assertNotNull(key.group, key.name);
      assertNotNull(key.width, key.name);
      assertFalse(key.displayName.isBlank() || key.displayName.equals(key.name), key.name);
      assertNotNull(key.validator, key.name);
      assertFalse(key.validator.toString().contains("@"), key.name);
    }
  }

  @Test
  void shouldAcceptTheLeastConfiguration() {
    assertEquals(Map.of(), errors());
    assertEquals(
        List.of("GET /_cluster/health", "POST /_security/user/_has_privileges"), server.requests());
  }

  @Test
  void shouldReportAllProblemsAtOnceWithoutAskingTheCluster() {
    properties.put("index", "logs-{date}");
    properties.put("topic.to.index", "nocolon");
    properties.put("create", "maybe");
    properties.put("document.id", "keys");
    properties.put("batch.size", "0");
    properties.put("connection.username", "u");
    properties.put("retry.backoff.ms", "1000");
    properties.put("retry.backoff.max.ms", "10");
    properties.put("behavior.on.malformed.documents", "report");
    assertEquals(
        Set.of(
            "index",
            "topic.to.index",
            "create",
            "document.id",
            "batch.size",
            "connection.password",
            "retry.backoff.max.ms",
            "behavior.on.malformed.documents"),
        errors().keySet());
    assertTrue(errors().get("index").contains("supported are: {topic},"));
    assertEquals(List.of(), server.requests());
  }

  @Test
  void shouldCheckUrls() {
    for (String url :
        List.of(
            "",
            "es:9200",
            "ftp://es",
            "http://",
            "http://es?x=1",
            "http://a,http://b/path",
            "http://a b")) {
      properties.put("connection.url", url);
      assertEquals(Set.of("connection.url"), errors().keySet(), url);
    }
    properties.put("connection.url", "http://es_node:9200");
    String message = errors().get("connection.url");
    assertTrue(message.contains("http://es_node:9200 names no host; a host name"), message);
  }

  @Test
  void shouldNotRepeatAPasswordThatIsInAUrl() {
    for (String url :
        List.of(
            "http://user:s3cret@es:9200",
            "http://user:s3 cret@es:9200",
            "admin:s3cret@es:9200",
            "http://user:p@s3cret@es:9200",
            "http://user:s3cret@es_node:9200",
            "http://user:s3cret,more@es:9200",
            "http://es1:9200,http://user:s3cret/more@es:9200")) {
      properties.put("connection.url", url);
      ConfigException failure =
          assertThrows(ConfigException.class, () -> new ElasticsearchSinkConfig(properties));
      assertFalse(failure.getMessage().contains("cret"), failure.getMessage());
      String message = errors().get("connection.url");
      assertFalse(message.contains("cret"), message);
      assertTrue(message.contains("must not hold credentials"), message);
    }
  }

  @Test
  void shouldRefuseTwoKindsOfCredentials() {
    properties.put("connection.username", "u");
    properties.put("connection.password", "p");
    properties.put("connection.api.key", "k");
    assertEquals(Set.of("connection.api.key"), errors().keySet());
  }

  @Test
  void shouldCheckTheIndexOfEachListedTopic() {
    properties.put("topics", "Logs, logs,_x");
    String message = errors().get("index");
    assertTrue(message.contains("Logs") && message.contains("_x"), message);
    properties.put("topic.to.index", "Logs:logs-1,_x:x");
    assertEquals(Map.of(), errors());
  }

  @Test
  void shouldLeaveTopicsThatATransformationMayRenameToTheTask() {
    properties.put("topics", "Logs,logs,_x");
    properties.put("transforms", "route");
    assertEquals(Map.of(), errors());
    properties.put("transforms", "");
    assertEquals(Set.of("index"), errors().keySet());
  }

  @Test
  void shouldSayWhichOptionIsNull() {
    properties.put("errors.tolerance", "all");
    properties.put("errors.deadletterqueue.topic.name", null);
    properties.put("behavior.on.malformed.documents", "report");
    properties.put("connection.url", null);
    properties.put("index", null);
    properties.put("topic.to.index", null);
    assertEquals(
        Set.of("behavior.on.malformed.documents", "connection.url", "index", "topic.to.index"),
        errors().keySet());
    assertTrue(errors().get("index").contains("must not be null"), errors().get("index"));
  }

  @Test
  void shouldStartWithNullForAnOptionThatNeedsNoValue() {
    properties.put("connection.username", null);
    properties.put("transforms", null);
    assertEquals(Map.of(), errors());
    connector.start(properties);
    assertEquals(List.of(properties), connector.taskConfigs(1));
  }

  @Test
  void shouldReportWrongCredentialsWhereTheyAreSet() {
    server.refusing("GET /_cluster/health", 401, "security_exception", "no");
    assertEquals(Set.of("connection.username"), errors().keySet());
    properties.put("connection.username", "u");
    properties.put("connection.password", "s3cret");
    assertEquals(Set.of("connection.password"), errors().keySet());
    assertFalse(errors().toString().contains("s3cret"));
    properties.keySet().removeAll(Set.of("connection.username", "connection.password"));
    properties.put("connection.api.key", "s3cret");
    assertEquals(Set.of("connection.api.key"), errors().keySet());
    assertFalse(errors().toString().contains("s3cret"));
  }

  @Test
  void shouldAcceptAUserWhoMayNotSeeTheClustersHealth() {
    server.refusing("GET /_cluster/health", 403, "security_exception", "no");
    assertEquals(Map.of(), errors());
  }

  @Test
  void shouldTellWhatIsNotElasticsearch() {
    server.beSomethingElse();
    assertEquals(Set.of("connection.url"), errors().keySet());
  }

  @Test
  void shouldRefuseAClusterThatCannotBeReachedUnlessToldNotTo() {
    server.close();
    assertEquals(Set.of("connection.url"), errors().keySet());
    properties.put("connection.check", "optional");
    assertEquals(Map.of(), errors());
  }

  @Test
  void shouldAcceptAClusterThatIsNotReady() {
    server.refusing("GET /_cluster/health", 503, "master_not_discovered_exception", null);
    assertEquals(Map.of(), errors());
  }

  @Test
  void shouldGiveEachTaskTheWholeConfiguration() {
    connector.start(properties);
    assertEquals(List.of(properties, properties, properties), connector.taskConfigs(3));
    assertEquals(ElasticsearchSinkTask.class, connector.taskClass());
    connector.stop();
  }

  private Map<String, String> errors() {
    return connector.validate(properties).configValues().stream()
        .filter(option -> !option.errorMessages().isEmpty())
        .collect(
            Collectors.toMap(
                ConfigValue::name, option -> String.join(" ", option.errorMessages())));
  }
}
