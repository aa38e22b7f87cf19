package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.localstack.LocalStack;
import io.sluice.localstack.await.Await;
import io.sluice.localstack.client.ConnectRest;
import io.sluice.localstack.command.Command;
import io.sluice.localstack.distribution.ConnectorConfigs;
import io.sluice.localstack.distribution.FileTree;
import io.sluice.localstack.distribution.SourceTree;
import io.sluice.localstack.server.Backend;
import io.sluice.localstack.server.BrokerSetup;
import io.sluice.localstack.server.KafkaRelease;
import io.sluice.localstack.server.KafkaSecurity;
import io.sluice.localstack.server.Part;
import io.sluice.localstack.server.WorkerSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A worker, a source and a sink that Kafka lets do what the commands of docs/security.md grant, and
 * nothing else.
 */
class KafkaAclsIT {

  private static final Path FOLDER = Path.of("target/kafka-acls-it").toAbsolutePath();
  private static final Duration COMMANDS_LIMIT = Duration.ofMinutes(3);

  /** The names that the page has. */
  private static final String USER = "connect";

  private static final String SOURCE = "logs";
  private static final String SINK = "logs-to-elasticsearch";

  private static LocalStack stack;
  private static ConnectRest connect;

  @BeforeAll
  static void start() throws IOException {
    LocalStack.delete(FOLDER);
    FileTree.delete(FOLDER);
    KafkaSecurity security = new KafkaSecurity(USER, "correct horse");
    stack =
        LocalStack.in(FOLDER)
            .backend(Backend.PROCESSES)
            .parts(Part.KAFKA)
            .plugins(SourceTree.pluginArchives())
            .broker(new BrokerSetup(Optional.of(security), authorizer(), List.of()))
            .start();
    runCommands();
    Files.copy(
        stack.kafka().tls().authority(),
        FOLDER.resolve("kafka-ca.pem"),
        StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(
        FOLDER.resolve("kafka.properties"), "sasl.jaas.config=" + security.jaasConfig());
    connect = new ConnectRest(stack.addWorker(worker()).restUrl());
    stack.startWorkers();
  }

  /** Whoever comes without TLS may do all: the broker itself, and this test. */
  private static Map<String, String> authorizer() {
    return Map.of(
        "authorizer.class.name",
        "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "super.users",
        "User:ANONYMOUS");
  }

  /** Those of the page, with another address. */
  private static void runCommands() throws IOException {
    Path bin = Files.createDirectories(FOLDER.resolve("bin"));
    Path tool = bin.resolve("kafka-acls.sh");
    Files.writeString(
        tool,
        """
        #!/bin/sh
        exec '%s/bin/java' -XX:TieredStopAtLevel=1 org.apache.kafka.tools.AclCommand "$@"
        """
            .formatted(System.getProperty("java.home")));
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
    Files.writeString(bin.resolve("admin.properties"), "");
    String classPath =
        Files.readString(
                SourceTree.file(
                    "local-stack/" + KafkaRelease.NEWEST.module() + "/target/kafka.classpath"))
            .strip();
    String commands =
        String.join("\n", DocsExample.commands("security.md", "Kafka"))
            .replace("kafka:9092", stack.kafka().bootstrapServers());
    Command.of("sh", "-euc", commands)
        .in(bin)
        .with(Map.of("CLASSPATH", classPath, "PATH", bin + ":" + System.getenv("PATH")))
        .run(COMMANDS_LIMIT)
        .orThrow();
  }

  /** With the names of the file for one machine, which are those of the page. */
  private static WorkerSetup worker() {
    return WorkerSetup.of("connect-distributed-sasl.properties")
        .with("bootstrap.servers", stack.kafka().saslServers())
        .with("group.id", "sluice-connect")
        .with("config.storage.topic", "connect-configs")
        .with("offset.storage.topic", "connect-offsets")
        .with("status.storage.topic", "connect-status");
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void shouldCollectAndIndexAndChangeOffsets() throws Exception {
    String topic = SharedStack.uniqueName("log.acls");
    try (NumberedLog log = log("acls.log")) {
      log.write(1000);
      connect.put(SOURCE, source(log.path(), topic));
      Map<String, String> sink = sink(topic);
      connect.put(SINK, sink);
      Await.until(
          () -> "1000 documents; there are " + SharedStack.elasticsearch().count(topic),
          Sink.LIMIT,
          () -> SharedStack.elasticsearch().count(topic) == 1000);

      for (String connector : List.of(SOURCE, SINK)) {
        connect.stop(connector);
        connect.awaitState(connector, "STOPPED", Sink.LIMIT);
        awaitOffsets(connector);
        connect.patchOffsets(connector, "{\"offsets\": " + connect.offsets(connector) + "}");
        connect.deleteOffsets(connector);
        assertEquals(0, connect.offsets(connector).size(), connector);
      }
    } finally {
      SharedStack.elasticsearch().deleteIndex(topic);
    }
  }

  private static void awaitOffsets(String connector) {
    Await.until("offsets of " + connector, Sink.LIMIT, () -> connect.offsets(connector).size() > 0);
  }

  @Test
  void shouldRefuseToWriteIntoOtherTopics() throws Exception {
    try (NumberedLog log = log("other.log")) {
      log.write(1);
      connect.put("logs-other", source(log.path(), SharedStack.uniqueName("other")));

      String trace = connect.awaitFailed("logs-other", Sink.LIMIT).traces();
      assertTrue(trace.contains("TopicAuthorizationException"), trace);
    }
  }

  private static NumberedLog log(String name) throws IOException {
    return new NumberedLog(Files.createDirectories(FOLDER.resolve("logs")).resolve(name));
  }

  private static Map<String, String> source(Path path, String topic) {
    Map<String, String> source = ConnectorConfigs.read("file-tail-source-inline.json");
    source.put("collect.list", "[{\"path\": \"%s\", \"topic\": \"%s\"}]".formatted(path, topic));
    source.put("allowed.paths", path.getParent().toString());
    source.put("exactly.once.support", "required");
    return source;
  }

  private static Map<String, String> sink(String topic) {
    Map<String, String> sink = ConnectorConfigs.read(ConnectorConfigs.SINK);
    sink.put("connection.url", SharedStack.get().elasticsearch().url().toString());
    sink.put("create", "index");
    sink.put("index", "{topic}");
    return sink;
  }
}
