package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.localstack.LocalStack;
import io.sluice.localstack.await.Await;
import io.sluice.localstack.client.ConnectRest;
import io.sluice.localstack.client.ElasticsearchRest;
import io.sluice.localstack.client.EtcdKv;
import io.sluice.localstack.client.HttpStatusException;
import io.sluice.localstack.client.KafkaTopics;
import io.sluice.localstack.distribution.ConnectorConfigs;
import io.sluice.localstack.distribution.SourceTree;
import io.sluice.localstack.server.Backend;
import io.sluice.localstack.server.ElasticsearchSecurity;
import io.sluice.localstack.server.ElasticsearchSecurity.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An Elasticsearch with TLS by an authority of its own, users, and roles that allow no more than
 * needed.
 */
class SinkSecurityIT {

  private static final Path FOLDER = Path.of("target/sink-security-it");
  private static final String CONNECTOR =
      "io.sluice.connect.elasticsearch.ElasticsearchSinkConnector";

  /** The roles that docs/connecting-to-elasticsearch.md tells users to make: name and JSON. */
  private static final Pattern DOCUMENTED_ROLE =
      Pattern.compile("```\nPUT _security/role/(\\S+)\n(.*?)```", Pattern.DOTALL);

  private static LocalStack stack;
  private static ElasticsearchRest elasticsearch;

  private final String topic = SharedStack.uniqueName("app");
  private final Map<String, String> config = ConnectorConfigs.read(ConnectorConfigs.SINK);

  @BeforeAll
  static void start() throws IOException {
    LocalStack.delete(FOLDER);
    stack =
        LocalStack.in(FOLDER)
            .backend(Backend.PROCESSES)
            .plugins(SourceTree.pluginArchives())
            .workerProperty("offset.flush.interval.ms", "500")
            .elasticsearchSecurity(
                new ElasticsearchSecurity(
                    List.of(
                        new User("admin", "admin-secret", "superuser"),
                        new User("indices", "indices-secret", "sluice-indices"),
                        new User("changing", "first-secret", "sluice-indices"),
                        new User("streams", "streams-secret", "sluice-data-streams"),
                        new User("reader", "reader-secret", "read-only")),
                    roles()))
            .start();
    elasticsearch =
        new ElasticsearchRest(
            stack.elasticsearch().url(),
            stack.elasticsearch().authority(),
            "admin",
            "admin-secret");
  }

  /** For roles.yml: JSON is YAML, too. */
  private static String roles() throws IOException {
    String page =
        Files.readString(SourceTree.root().resolve("docs/connecting-to-elasticsearch.md"));
    StringBuilder roles =
        new StringBuilder(
            "read-only: {\"indices\": [{\"names\": [\"app-*\"], \"privileges\": [\"read\"]}]}\n");
    DOCUMENTED_ROLE
        .matcher(page)
        .results()
        .forEach(
            role ->
                roles
                    .append(role.group(1))
                    .append(": ")
                    .append(role.group(2).replace("\n", " "))
                    .append("\n"));
    return roles.toString();
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @BeforeEach
  void configure() {
    config.remove("topics.regex");
    config.put("connector.class", CONNECTOR);
    config.put("topics", topic);
    config.put("tasks.max", "1");
    config.put("connection.url", stack.elasticsearch().url().toString());
    config.put("create", "index");
    config.put("index", "{topic}");
    config.put("ssl.truststore.type", "PEM");
    config.put("ssl.truststore.location", stack.elasticsearch().authority().toString());
  }

  @AfterEach
  void delete() {
    if (connect().connectors().contains(topic)) {
      connect().delete(topic);
    }
  }

  @Test
  void shouldCreateAndFillAnIndexWithTheLeastPrivilegesOverTlsWithAnAuthorityOfItsOwn()
      throws Exception {
    config.remove("ssl.truststore.location");
    config.put("ssl.truststore.certificates", Files.readString(stack.elasticsearch().authority()));
    credentials("indices", "indices-secret");
    config.put("request.compression", "gzip");
    assertWrites(topic);
  }

  @Test
  void shouldFillADataStreamWithTheLeastPrivileges() throws Exception {
    elasticsearch.putIndexTemplate(
        "security-it", "{\"index_patterns\": [\"logs-app-*\"], \"data_stream\": {}}");
    config.put("create", "data-stream");
    config.put("index", "logs-{topic}-default");
    credentials("streams", "streams-secret");
    assertWrites("logs-" + topic + "-default");
  }

  @Test
  void shouldInstallAnIndexTemplateForEcsWhereNoneMatches() throws Exception {
    config.put("create", "data-stream");
    config.put("index", "logs-ecs.{topic}-default");
    config.put("template.install", "logs-ecs");
    credentials("streams", "streams-secret");
    assertWrites("logs-ecs." + topic + "-default");
    JsonNode installed =
        elasticsearch
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
        stack
            .elasticsearch()
            .tool(
                "elasticsearch-service-tokens", "create", "elastic/enterprise-search-server", topic)
            .orThrow()
            .output();
    config.put("connection.bearer.token", said.substring(said.indexOf(" = ") + 3).strip());
    config.put("index", "search-{topic}");
    Await.until("the token to be known", Sink.LIMIT, () -> errors().isEmpty());
    assertWrites("search-" + topic);
  }

  @Test
  void shouldSayAtValidationWhatIsWrong() {
    credentials("indices", "wrong-secret");
    assertBlamed("connection.password", "refuses this password for user indices");
    credentials("nobody", "indices-secret");
    assertBlamed("connection.password", "for user nobody");
    config.remove("connection.username");
    config.remove("connection.password");
    assertBlamed("connection.username", "wants credentials");
    config.put("connection.bearer.token", "AAEAAWVsYXN0aWMvZmxlZXQtc2VydmVyL3QxOnRlc3Q");
    assertBlamed("connection.bearer.token", "refuses this token");
    config.remove("connection.bearer.token");
    config.put("connection.api.key", "id:key");
    assertBlamed("connection.api.key", "refuses this API key");
    config.remove("connection.api.key");

    credentials("reader", "reader-secret");
    assertBlamed(
        "index",
        "User reader lacks the privileges view_index_metadata and create_doc, to write to");
    credentials("streams", "streams-secret");
    assertBlamed("index", "User streams lacks the privileges");
    credentials("indices", "indices-secret");
    config.put("topic.to.index", topic + ":elsewhere");
    assertBlamed("topic.to.index", "to write to elsewhere");
    config.remove("topic.to.index");

    config.remove("ssl.truststore.location");
    assertBlamed("ssl.truststore.location", "must be signed by an authority in");
    config.put("ssl.truststore.location", stack.elasticsearch().authority().toString());
    config.put("connection.url", stack.elasticsearch().url().toString().replace("https", "http"));
    assertBlamed("connection.url", "does it want https://?");
  }

  @Test
  void shouldTakeAPasswordThatWasChangedInEtcdWithoutARestart() throws Exception {
    EtcdKv etcd = new EtcdKv(stack.etcd().endpoint());
    String key = "/it/" + topic + "/password";
    etcd.put(key, "first-secret");
    credentials("changing", "${etcd:" + key + "}");
    assertWrites(topic);

    stack
        .elasticsearch()
        .tool("elasticsearch-users", "passwd", "changing", "-p", "second-secret")
        .orThrow();
    ElasticsearchRest before =
        new ElasticsearchRest(
            stack.elasticsearch().url(),
            stack.elasticsearch().authority(),
            "changing",
            "first-secret");
    Await.until("the old password to be refused", Sink.LIMIT, () -> isRefused(before));
    send(10, 20);
    Await.until("the task to be refused", Sink.LIMIT, () -> workerLog().contains("status 401"));
    etcd.put(key, "second-secret");
    long begin = System.nanoTime();
    awaitCount(topic, 20);
    System.out.printf(
        "SinkSecurityIT: %d ms from the change in etcd to the documents%n",
        (System.nanoTime() - begin) / 1_000_000);
    try (WorkerMBeans shown = new WorkerMBeans(stack.connect(), topic)) {
      Await.until(
          "one and the same task to have written all",
          Sink.LIMIT,
          () -> shown.task("documents-acknowledged-total").equals(Optional.of(20L)));
    }
    String log = workerLog();
    assertTrue(log.contains("The credentials were read again and are others by now"), log);
    assertFalse(log.contains("first-secret") || log.contains("second-secret"));
  }

  private void assertWrites(String index) throws Exception {
    send(0, 10);
    connect().put(topic, config);
    connect().awaitRunning(topic, 1, Sink.LIMIT);
    awaitCount(index, 10);
  }

  private void send(int from, int to) {
    try (KafkaTopics topics = new KafkaTopics(stack.kafka().bootstrapServers())) {
      if (from == 0) {
        topics.create(topic, 1);
      }
      topics.sendValues(
          topic, IntStream.range(from, to).mapToObj(i -> "{\"@timestamp\":" + i + "}").toList());
    }
  }

  private static void awaitCount(String index, long count) {
    Await.until(
        () -> index + " to hold " + count + "; it holds " + elasticsearch.count(index),
        Sink.LIMIT,
        () -> elasticsearch.count(index) >= count);
    assertEquals(count, elasticsearch.count(index));
  }

  private void credentials(String user, String password) {
    config.put("connection.username", user);
    config.put("connection.password", password);
  }

  private void assertBlamed(String option, String words) {
    Map<String, String> errors = errors();
    assertEquals(List.of(option), List.copyOf(errors.keySet()), errors.toString());
    assertTrue(errors.get(option).contains(words), errors.toString());
    assertFalse(errors.toString().contains("-secret"), errors.toString());
  }

  private Map<String, String> errors() {
    Map<String, String> named = new TreeMap<>(config);
    named.put("name", topic);
    Map<String, String> errors = new TreeMap<>();
    for (JsonNode option : connect().validate(CONNECTOR, named).path("configs")) {
      JsonNode value = option.path("value");
      if (!value.path("errors").isEmpty()) {
        errors.put(value.path("name").asText(), value.path("errors").toString());
      }
    }
    return errors;
  }

  private static boolean isRefused(ElasticsearchRest rest) {
    try {
      rest.request("GET", "/_security/_authenticate", null);
      return false;
    } catch (HttpStatusException e) {
      return e.status() == 401;
    }
  }

  private static String workerLog() throws IOException {
    return Files.readString(stack.connect().logFile());
  }

  private static ConnectRest connect() {
    return new ConnectRest(stack.connect().restUrl());
  }
}
