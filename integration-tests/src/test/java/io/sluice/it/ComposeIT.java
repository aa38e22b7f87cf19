package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.model.Container;
import io.sluice.localstack.await.Await;
import io.sluice.localstack.client.ConnectRest;
import io.sluice.localstack.client.ConnectorStatus;
import io.sluice.localstack.client.ElasticsearchRest;
import io.sluice.localstack.client.EtcdKv;
import io.sluice.localstack.client.HttpStatusException;
import io.sluice.localstack.client.KafkaTransactions;
import io.sluice.localstack.command.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * The compose file of {@code docker/}: up, lines in, documents out, metrics scraped, and down with
 * nothing left. Where no image can be pulled it runs on stand-ins (build/containers), of which
 * those of Kibana and Grafana answer and do nothing else.
 */
@EnabledIfEnvironmentVariable(
    named = "SLUICE_STACK",
    matches = "containers",
    disabledReason = "takes a container engine: SLUICE_STACK=containers")
class ComposeIT {

  private static final String WELL = "healthy";
  private static final String DONE = "ended with 0";
  private static final Map<String, String> EXPECTED =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("certificates", DONE),
              Map.entry("collect-list", DONE),
              Map.entry("connect", WELL),
              Map.entry("connectors", DONE),
              Map.entry("elasticsearch", WELL),
              Map.entry("etcd", WELL),
              Map.entry("grafana", WELL),
              Map.entry("kafka", WELL),
              Map.entry("kibana", WELL),
              Map.entry("kibana-objects", DONE),
              Map.entry("prometheus", WELL),
              Map.entry("transactions", DONE)));
  private static final String STREAM = "logs-log.demo-default";
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private static ComposeStack stack;

  @BeforeAll
  static void start() throws Exception {
    stack = new ComposeStack(Path.of("target/compose-it"));
    stack.up();
    Await.until(() -> EXPECTED + "; there is " + states(), LIMIT, () -> states().equals(EXPECTED));
  }

  @AfterAll
  static void stop() throws Exception {
    stack.close();
  }

  /** Of each service: its health, or with what it ended. */
  private static Map<String, String> states() {
    Map<String, String> states = new TreeMap<>();
    stack.containers().forEach((service, container) -> states.put(service, state(container)));
    return states;
  }

  private static String state(Container container) {
    ContainerState state =
        ComposeStack.engine().inspectContainerCmd(container.getId()).exec().getState();
    if (!Boolean.TRUE.equals(state.getRunning())) {
      return "ended with " + state.getExitCodeLong();
    }
    return state.getHealth() == null ? "running" : state.getHealth().getStatus();
  }

  /** The file is readable for its group, which the worker is in, and for nobody else. */
  @Test
  void shouldIndexWhatIsAppendedToALogOfTheHost() throws Exception {
    ElasticsearchRest elasticsearch =
        stack.elasticsearch("elastic", ComposeStack.setting("ELASTIC_PASSWORD"));
    try (NumberedLog log = new NumberedLog(stack.logs().resolve("app.log"))) {
      awaitDocuments(elasticsearch, 500, log);
      log.rotate();
      awaitDocuments(elasticsearch, 1000, log);
      Set<String> messages = new TreeSet<>();
      for (JsonNode hit : elasticsearch.hits(STREAM)) {
        messages.add(hit.at("/_source/message").asText());
        assertEquals(
            ComposeStack.setting("LOG_HOST"),
            hit.at("/_source/host/name").asText(),
            hit.toString());
        assertEquals("/var/log/app.log", hit.at("/_source/log/file/path").asText());
      }
      assertEquals(new TreeSet<>(log.lines()), messages);
    }
  }

  private static void awaitDocuments(ElasticsearchRest elasticsearch, int number, NumberedLog log)
      throws IOException {
    Files.setPosixFilePermissions(log.path(), PosixFilePermissions.fromString("rw-r-----"));
    log.write(500);
    Await.until(number + " documents", LIMIT, () -> elasticsearch.count(STREAM) == number);
  }

  /** Made by a shell: this JVM may be one that knows no names but those in ASCII. */
  @Test
  void shouldCollectAFileWhoseNameIsNotAscii() throws Exception {
    String path = "/var/log/\u65e5\u5fd7.txt";
    String stream = "logs-log.names-default";
    Command.of("bash", "-c", "echo one line > $'\\xe6\\x97\\xa5\\xe5\\xbf\\x97.txt'")
        .in(stack.logs())
        .run(LIMIT)
        .orThrow();
    new EtcdKv(stack.url("ETCD"))
        .put("/collect/docker/names", "{\"path\":\"" + path + "\",\"topic\":\"log.names\"}");

    ElasticsearchRest elasticsearch =
        stack.elasticsearch("elastic", ComposeStack.setting("ELASTIC_PASSWORD"));
    Await.until("a document", LIMIT, () -> elasticsearch.count(stream) == 1);
    assertEquals(path, elasticsearch.hits(stream).get(0).at("/_source/log/file/path").asText());
  }

  @Test
  void shouldKeepTransactionsAtTheVersionWhoseCommitsAreWhole() throws Exception {
    assertEquals(1, KafkaTransactions.version(stack.url("KAFKA").getAuthority()));
  }

  /** What an operator has removed, no later {@code up} puts back. */
  @Test
  void shouldPutTheListIntoEtcdOnce() {
    EtcdKv etcd = new EtcdKv(stack.url("ETCD"));
    String key = "/collect/docker/demo";
    String list = etcd.get(key).orElseThrow();
    etcd.delete(key);
    try {
      stack.compose(LIMIT, "up", "-d", "--no-deps", "collect-list").orThrow();
      Await.until(
          "a list that was put before",
          LIMIT,
          () ->
              stack
                  .compose(LIMIT, "logs", "--no-color", "collect-list")
                  .orThrow()
                  .output()
                  .contains("The list of docker was put before."));

      assertEquals(Optional.empty(), etcd.get(key));
    } finally {
      etcd.put(key, list);
    }
  }

  /** What it complains of is that there is no Kafka, and not its own file system. */
  @Test
  void shouldStartTheImageWithoutMounts() throws Exception {
    String image = "sluice-connect:" + ComposeStack.setting("SLUICE_VERSION");
    try (GenericContainer<?> worker = new GenericContainer<>(DockerImageName.parse(image))) {
      worker
          .withEnv("CONNECT_BOOTSTRAP_SERVERS", "localhost:1")
          .withEnv("CONNECT_CLIENT_ID", " p\u00fc\u20ac")
          .waitingFor(Wait.forLogMessage(".*localhost/127.0.0.1:1\\) could not be .*", 1))
          .withStartupTimeout(LIMIT)
          .start();

      assertTrue(
          worker
              .execInContainer("tail", "-n", "20", "/tmp/connect-distributed.properties")
              .getStdout()
              .contains("client.id=\\ p\\u00fc\\u20ac\n"),
          worker.getLogs());
    }
  }

  @Test
  void shouldGiveTheSinkNoMoreRightsThanItNeeds() throws Exception {
    ElasticsearchRest sink = stack.elasticsearch("sluice", ComposeStack.setting("SINK_PASSWORD"));

    HttpStatusException refusal =
        assertThrows(HttpStatusException.class, () -> sink.search("logs-*", "{}"));

    assertEquals(403, refusal.status(), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("sluice-data-streams"), refusal.getMessage());
  }

  @Test
  void shouldRunBothConnectorsOnWhatTheOneShotsPutIntoEtcd() {
    ConnectRest connect = new ConnectRest(stack.url("CONNECT"));
    EtcdKv etcd = new EtcdKv(stack.url("ETCD"));

    assertEquals(Set.of("logs", "logs-to-elasticsearch"), Set.copyOf(connect.connectors()));
    connect.awaitRunningAtLeast("logs", 1, LIMIT);
    connect.awaitRunningAtLeast("logs-to-elasticsearch", 2, LIMIT);
    Await.until(
        () -> "the applied list, in " + etcd.getPrefix("/"),
        LIMIT,
        () ->
            etcd.get("/sluice/status/docker/logs")
                .filter(status -> status.contains("\"APPLIED\""))
                .isPresent());
    assertEquals(Optional.of("RUNNING"), connect.status("logs").map(ConnectorStatus::state));
  }

  @Test
  void shouldShowTheMetricsOfAllThreePluginsToPrometheus() {
    PrometheusQueries prometheus = new PrometheusQueries(stack.url("PROMETHEUS"));

    prometheus.await("up{job=\"kafka-connect\",instance=\"connect:9404\"}", 1);
    prometheus.await("count(sluice_source_lines_read_total) > bool 0", 1);
    prometheus.await("count(sluice_sink_documents_acknowledged_total)", 2);
    prometheus.await("count(sluice_etcd_connection_connected) > bool 0", 1);
    prometheus.await("sum(kafka_connect_worker_connector_count)", 2);
  }

  @Test
  void shouldLoadTheAlerts() throws Exception {
    PrometheusQueries prometheus = new PrometheusQueries(stack.url("PROMETHEUS"));

    List<String> names =
        prometheus.rules().stream().map(rule -> rule.path("name").asText()).toList();

    assertTrue(names.contains("SluiceWorkerDown"), names.toString());
  }

  @Test
  void shouldRunTheWorkerWithoutPrivileges() {
    assertEquals("1000", stack.inside("connect", "id", "-u"));
    // By owner and permissions: the file system is read-only here, and need not be elsewhere.
    assertEquals(
        "",
        stack.inside(
            "connect",
            "bash",
            "-c",
            "find /opt /etc/sluice /etc/kafka /usr/local/bin -xdev -path /etc/kafka/secrets -prune"
                + " -o ! -type l \\( -user 1000 -o -group 1000 -o -perm -020 -o -perm -002 \\)"
                + " -print"));
    assertEquals(
        "read-only",
        stack.inside("connect", "bash", "-c", "[[ -w /usr/local/bin ]] || echo read-only"));
  }

  @Test
  void shouldTellNoPassword() throws Exception {
    String said = stack.compose(LIMIT, "logs", "--no-color").orThrow().output();
    String running =
        Command.of("bash", "-c", "cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' '")
            .run(LIMIT)
            .output();
    String shown =
        new ConnectRest(stack.url("CONNECT"))
            .request("GET", "/connectors?expand=info", null)
            .toString();

    assertTrue(shown.contains("${env:SLUICE_SINK_PASSWORD}"), shown);
    assertTrue(running.contains("org.apache.kafka.connect.cli.ConnectDistributed"), running);
    for (String name :
        List.of(
            "ELASTIC_PASSWORD",
            "SINK_PASSWORD",
            "KIBANA_PASSWORD",
            "GRAFANA_PASSWORD",
            "KIBANA_ENCRYPTION_KEY")) {
      assertFalse(said.contains(ComposeStack.setting(name)), name + " is in the logs");
      assertFalse(running.contains(ComposeStack.setting(name)), name + " is in a command line");
      assertFalse(shown.contains(ComposeStack.setting(name)), name + " is in " + shown);
    }
  }
}
