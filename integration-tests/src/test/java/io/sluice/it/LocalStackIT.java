package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.localstack.LocalStack;
import io.sluice.localstack.await.Await;
import io.sluice.localstack.client.ConnectRest;
import io.sluice.localstack.client.ElasticsearchRest;
import io.sluice.localstack.client.EtcdKv;
import io.sluice.localstack.client.HttpProbe;
import io.sluice.localstack.client.KafkaTopics;
import io.sluice.localstack.client.KafkaTransactions;
import io.sluice.localstack.process.RunFile;
import io.sluice.localstack.server.Backend;
import io.sluice.localstack.server.ConnectWorker;
import io.sluice.localstack.server.Part;
import io.sluice.localstack.server.Server;
import io.sluice.localstack.server.ServerStartException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stack of processes that other tests stand on, without any of our plugins in it. */
class LocalStackIT {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static LocalStack stack;

  @BeforeAll
  static void start() {
    stack =
        LocalStack.in(Path.of("target/local-stack-it"))
            .backend(Backend.PROCESSES)
            .workerProperty("config.providers", "env,file")
            .start();
  }

  @AfterAll
  static void stop() {
    List<Server> servers = stack.servers();
    stack.close();
    for (Server server : servers) {
      assertFalse(server.isRunning(), server.name() + " was left behind");
    }
    assertEquals(List.of(), RunFile.in(Path.of("target/local-stack-it")));
  }

  @Test
  void shouldKeepCommittedRecordsWhenKafkaIsKilled() {
    String topic = SharedStack.uniqueName("kept");
    try (KafkaTopics topics = new KafkaTopics(stack.kafka().bootstrapServers())) {
      topics.create(topic, 1);
      topics.sendValues(topic, List.of("one", "two"));

      killAndStart(stack.kafka());

      topics.sendValues(topic, List.of("three"));
      assertEquals(List.of("one", "two", "three"), topics.values(topic));
    }
  }

  /** Of a higher one, commits can be cut short; an older Kafka knows of none. */
  @Test
  void shouldKeepTransactionsAtTheVersionWhoseCommitsAreWhole() throws Exception {
    short version = KafkaTransactions.version(stack.kafka().bootstrapServers());

    assertTrue(version <= 1, "version " + version);
  }

  @Test
  void shouldKeepKeysWhenEtcdIsKilled() {
    EtcdKv etcd = new EtcdKv(stack.etcd().endpoint());
    etcd.put("/kept/ä", "{\"path\": \"/var/log/*.log\"}");
    etcd.put("/kept/b", "");

    killAndStart(stack.etcd());

    assertEquals(Optional.of("{\"path\": \"/var/log/*.log\"}"), etcd.get("/kept/ä"));
    assertEquals(List.of("/kept/b", "/kept/ä"), List.copyOf(etcd.getPrefix("/kept/").keySet()));
    assertEquals(1, etcd.delete("/kept/b"));
    assertEquals(Optional.empty(), etcd.get("/kept/b"));
  }

  @Test
  void shouldKeepDocumentsWhenElasticsearchIsKilled() {
    ElasticsearchRest elasticsearch = new ElasticsearchRest(stack.elasticsearch().url());
    String index = SharedStack.uniqueName("kept");
    elasticsearch.request("PUT", "/" + index + "/_doc/1", "{\"message\": \"hello\"}");

    killAndStart(stack.elasticsearch());

    assertEquals(1, elasticsearch.count(index));
    assertEquals("1", elasticsearch.hits(index).get(0).path("_id").asText());
    elasticsearch.deleteIndex(index);
    assertEquals(0, elasticsearch.count(index));
  }

  @Test
  void shouldComeBackWhenTheWorkerIsKilled() {
    killAndStart(stack.connect());

    assertEquals(List.of(), new ConnectRest(stack.connect().restUrl()).connectors());
  }

  @Test
  void shouldStartOneMoreWorkerOfTheSameCluster() {
    ConnectWorker second = stack.addWorker();
    second.start();
    try {
      assertEquals(List.of(), new ConnectRest(second.restUrl()).connectors());
    } finally {
      second.stop();
    }
    assertFalse(second.isRunning());
  }

  @Test
  void shouldShowTheEndOfTheLogOfAServerThatEndsEarly(@TempDir Path folder) {
    ServerStartException failure =
        assertThrows(
            ServerStartException.class,
            () ->
                LocalStack.in(folder)
                    .backend(Backend.PROCESSES)
                    .parts(Part.KAFKA, Part.CONNECT)
                    .workerProperty("config.providers", "env,file")
                    .workerProperty("offset.flush.interval.ms", "often")
                    .start());

    assertTrue(
        failure.getMessage().startsWith("connect ended with exit code"), failure::getMessage);
    assertTrue(
        failure.getMessage().contains("Invalid value often for configuration offset.flush"),
        failure::getMessage);
    assertEquals(List.of(), RunFile.in(folder));
  }

  @Test
  void shouldRefuseAPortThatIsTaken(@TempDir Path folder) throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ServerStartException failure =
          assertThrows(
              ServerStartException.class,
              () ->
                  LocalStack.in(folder)
                      .backend(Backend.PROCESSES)
                      .parts(Part.ETCD)
                      .port(Part.ETCD, taken.getLocalPort())
                      .start());

      assertTrue(
          failure.getMessage().contains("listens on port " + taken.getLocalPort()),
          failure::getMessage);
    }
  }

  @Test
  void shouldKeepDataFromOneStackToTheNext(@TempDir Path folder) {
    try (LocalStack first =
        LocalStack.in(folder).backend(Backend.PROCESSES).parts(Part.ETCD).start()) {
      new EtcdKv(first.etcd().endpoint()).put("/a", "1");
    }
    try (LocalStack second =
        LocalStack.in(folder).backend(Backend.PROCESSES).parts(Part.ETCD).start()) {
      assertEquals(Optional.of("1"), new EtcdKv(second.etcd().endpoint()).get("/a"));
    }
  }

  @Test
  void shouldEndWithItsJvmEvenIfThatIsKilled(@TempDir Path folder) throws IOException {
    Process jvm =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                EtcdUntilKilled.class.getName(),
                folder.toString())
            .inheritIO()
            .start();
    RunFile etcd = Await.value("etcd", LIMIT, () -> RunFile.in(folder).stream().findFirst());
    // Before it serves, it may be one that does not yet know that it is to end with its JVM.
    URI address = URI.create(etcd.address());
    Await.until("etcd to serve", LIMIT, () -> HttpProbe.isHealthy(address));
    assertTrue(etcd.session().isAlive());

    jvm.destroyForcibly();

    Await.until("the end of etcd", LIMIT, () -> etcd.session().members().isEmpty());
  }

  /** A program that starts a stack and waits for its own end. */
  static final class EtcdUntilKilled {

    public static void main(String[] arguments) throws InterruptedException {
      LocalStack.in(Path.of(arguments[0])).backend(Backend.PROCESSES).parts(Part.ETCD).start();
      new CountDownLatch(1).await();
    }
  }

  private static void killAndStart(Server server) {
    String address = server.address();
    server.kill();
    assertFalse(server.isRunning());
    server.start();
    assertTrue(server.isRunning());
    assertEquals(address, server.address());
    assertTrue(Files.exists(server.logFile()));
  }
}
