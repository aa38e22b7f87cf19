package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.localstack.LocalStack;
import io.sluice.localstack.await.Await;
import io.sluice.localstack.client.ConnectRest;
import io.sluice.localstack.client.KafkaTopics;
import io.sluice.localstack.distribution.ConnectorConfigs;
import io.sluice.localstack.distribution.FileTree;
import io.sluice.localstack.distribution.SourceTree;
import io.sluice.localstack.server.Backend;
import io.sluice.localstack.server.BrokerSetup;
import io.sluice.localstack.server.ConnectWorker;
import io.sluice.localstack.server.KafkaBroker;
import io.sluice.localstack.server.KafkaSecurity;
import io.sluice.localstack.server.Part;
import io.sluice.localstack.server.WorkerSetup;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The worker properties of connect-configs/ that no other test uses as they stand, on one Kafka:
 * three workers of hosts with names of their own, two of them over TLS, and a standalone one.
 */
class WorkerConfigsIT {

  private static final Path FOLDER = Path.of("target/worker-configs-it").toAbsolutePath();
  private static final String SOURCE = "file-tail-source-inline.json";
  private static final String SINK = "elasticsearch-sink.json";
  private static final String ORIGIN = "https://ops.example.com";

  private static LocalStack stack;
  private static ConnectWorker plain;
  private static ConnectWorker tls;
  private static ConnectWorker sasl;
  private static ConnectWorker standalone;

  @BeforeAll
  static void start() throws IOException {
    LocalStack.delete(FOLDER);
    FileTree.delete(FOLDER);
    KafkaSecurity security = new KafkaSecurity("sluice", "correct horse");
    stack =
        LocalStack.in(FOLDER)
            .backend(Backend.PROCESSES)
            .parts(Part.KAFKA)
            .plugins(SourceTree.pluginArchives())
            .broker(BrokerSetup.of(security))
            .start();
    KafkaBroker kafka = stack.kafka();
    place("kafka-ca.pem", kafka.tls().authority());
    place("kafka-client.pem", kafka.tls().pem());
    Files.writeString(
        FOLDER.resolve("kafka.properties"), "sasl.jaas.config=" + security.jaasConfig());
    SharedStack.etcd().put("/connect/worker", "{\"origin\": \"" + ORIGIN + "\"}");
    plain =
        stack.addWorker(
            worker("connect-distributed-per-host.properties", "plain", kafka.bootstrapServers()));
    tls = stack.addWorker(worker("connect-distributed-tls.properties", "tls", kafka.tlsServers()));
    sasl =
        stack.addWorker(
            worker("connect-distributed-sasl.properties", "sasl", kafka.saslServers())
                .with(
                    "config.providers.etcd.param.endpoints",
                    SharedStack.get().etcd().endpoint().toString())
                .with("access.control.allow.origin", "${etcd:/connect/worker:origin}"));
    standalone =
        stack.addWorker(
            WorkerSetup.of("connect-standalone.properties")
                .with("offset.storage.file.filename", FOLDER.resolve("offsets").toString())
                .withConnectors(List.of(standaloneSource(), standaloneSink())));
    stack.startWorkers();
  }

  private static void place(String name, Path file) throws IOException {
    Files.copy(file, FOLDER.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  private static WorkerSetup worker(String file, String host, String bootstrapServers) {
    return WorkerSetup.of(file)
        .with("bootstrap.servers", bootstrapServers)
        .withVariable(WorkerSetup.HOST, host);
  }

  private static Path standaloneSource() throws IOException {
    return Files.writeString(
        FOLDER.resolve(SOURCE),
        ConnectorConfigs.text(SOURCE)
            .replace("/var/log", logs("standalone").toString())
            .replace("log.nginx", "log.standalone"));
  }

  private static Path standaloneSink() throws IOException {
    return Files.writeString(
        FOLDER.resolve(SINK),
        ConnectorConfigs.text(SINK)
            .replace("http://localhost:9200", SharedStack.get().elasticsearch().url().toString()));
  }

  /** The folder that stands for /var/log. */
  private static Path logs(String host) throws IOException {
    return Files.createDirectories(FOLDER.resolve("logs").resolve(host));
  }

  @AfterAll
  static void stop() {
    stack.close();
    SharedStack.etcd().deletePrefix("/connect/worker");
  }

  @Test
  void shouldCollectAndIndexOnOneOfSeveralHosts() throws Exception {
    assertPassesLines(plain, "plain");
  }

  @Test
  void shouldCollectAndIndexOverTlsWithACertificate() throws Exception {
    assertPassesLines(tls, "tls");
  }

  @Test
  void shouldCollectAndIndexOverTlsWithAPassword() throws Exception {
    assertPassesLines(sasl, "sasl");
  }

  @Test
  void shouldStartOnAValueFromEtcd() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(sasl.restUrl()).header("Origin", ORIGIN).GET().build();

    HttpResponse<Void> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
    assertEquals(ORIGIN, answer.headers().firstValue("Access-Control-Allow-Origin").orElse("none"));
  }

  /** Source and sink: all that a worker's own clients and those of its connectors do. */
  private static void assertPassesLines(ConnectWorker worker, String host) throws Exception {
    ConnectRest connect = new ConnectRest(worker.restUrl());
    String topic = "log." + host;
    Map<String, String> source = ConnectorConfigs.read(SOURCE);
    String logs = logs(host).toString();
    source.put(
        "collect.list",
        source.get("collect.list").replace("/var/log", logs).replace("log.nginx", topic));
    source.put("allowed.paths", logs);
    try (NumberedLog log = log(host);
        Sink sink =
            new Sink(
                connect,
                SharedStack.get().elasticsearch().url(),
                SharedStack.elasticsearch(),
                topic)) {
      log.write(1000);
      connect.put(ConnectorConfigs.name(SOURCE), source);
      sink.start();

      sink.assertMessages(log.lines());
    }
    try (KafkaTopics topics = new KafkaTopics(stack.kafka().bootstrapServers())) {
      Set<String> own = new TreeSet<>(topics.names());
      own.removeIf(name -> !name.startsWith("connect-") || !name.endsWith("-" + host));
      assertEquals(
          Set.of("connect-configs-" + host, "connect-offsets-" + host, "connect-status-" + host),
          own);
    }
  }

  @Test
  void shouldGoOnWhereItWasWhenAStandaloneWorkerIsStartedAgain() throws Exception {
    String stream = "logs-log.standalone-default";
    try (NumberedLog log = log("standalone")) {
      log.write(1000);
      awaitDocuments(stream, 1000);

      awaitPosition(Files.size(log.path()));
      standalone.stop();
      log.write(1000);
      standalone.start();

      awaitDocuments(stream, 2000);
      try (KafkaTopics topics = new KafkaTopics(stack.kafka().bootstrapServers())) {
        assertEquals(2000, topics.records("log.standalone").size());
      }
      Set<String> messages = new TreeSet<>();
      SharedStack.elasticsearch()
          .hits(stream)
          .forEach(hit -> messages.add(hit.at("/_source/message").asText()));
      assertTrue(messages.equals(new TreeSet<>(log.lines())), messages.size() + " lines");
    }
  }

  /** One that stops in haste may not write its positions, and reads those lines again. */
  private static void awaitPosition(long position) {
    ConnectRest connect = new ConnectRest(standalone.restUrl());
    Await.until(
        () -> "position " + position + "; it is " + connect.offsets(ConnectorConfigs.name(SOURCE)),
        Sink.LIMIT,
        () ->
            connect.offsets(ConnectorConfigs.name(SOURCE)).at("/0/offset/position").asLong()
                == position);
  }

  private static NumberedLog log(String host) throws IOException {
    return new NumberedLog(
        Files.createDirectories(logs(host).resolve("nginx")).resolve("access.log"));
  }

  private static void awaitDocuments(String stream, int count) {
    Await.until(
        () -> count + " documents; there are " + SharedStack.elasticsearch().count(stream),
        Sink.LIMIT,
        () -> SharedStack.elasticsearch().count(stream) >= count);
  }
}
