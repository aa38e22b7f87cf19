package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.sluice.localstack.LocalStack;
import io.sluice.localstack.client.ConnectRest;
import io.sluice.localstack.client.ElasticsearchRest;
import io.sluice.localstack.client.EtcdKv;
import io.sluice.localstack.client.KafkaTopics;
import io.sluice.localstack.server.Server;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The stack with Kafka, etcd and Elasticsearch in containers and the worker as a process. It takes
 * a container engine, and runs where {@code SLUICE_STACK=containers} says that there is one.
 */
@EnabledIfEnvironmentVariable(
    named = "SLUICE_STACK",
    matches = "containers",
    disabledReason = "takes a container engine: SLUICE_STACK=containers")
class ContainerStackIT {

  private static LocalStack stack;

  @BeforeAll
  static void start() {
    stack =
        LocalStack.in(Path.of("target/container-stack-it"))
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
  }

  @Test
  void shouldKeepKeysWhenEtcdIsKilled() {
    EtcdKv etcd = new EtcdKv(stack.etcd().endpoint());
    etcd.put("/a", "1");

    killAndStart(stack.etcd());

    assertEquals(Optional.of("1"), etcd.get("/a"));
  }

  @Test
  void shouldKeepRecordsWhenKafkaIsKilled() {
    try (KafkaTopics topics = new KafkaTopics(stack.kafka().bootstrapServers())) {
      topics.create("kept", 1);
      topics.sendValues("kept", List.of("one", "two"));

      killAndStart(stack.kafka());

      assertEquals(List.of("one", "two"), topics.values("kept"));
    }
  }

  @Test
  void shouldFindDocumentsAfterElasticsearchWasStopped() {
    ElasticsearchRest elasticsearch = new ElasticsearchRest(stack.elasticsearch().url());
    elasticsearch.request("PUT", "/kept/_doc/1", "{\"message\": \"hello\"}");

    stack.elasticsearch().stop();
    stack.elasticsearch().start();

    assertEquals(1, elasticsearch.count("kept"));
    assertEquals(
        "hello", elasticsearch.hits("kept").get(0).path("_source").path("message").asText());
  }

  @Test
  void shouldServeAWorkerOutsideOfTheContainers() {
    assertEquals(List.of(), new ConnectRest(stack.connect().restUrl()).connectors());
  }

  private static void killAndStart(Server server) {
    String address = server.address();
    server.kill();
    assertFalse(server.isRunning());
    server.start();
    assertEquals(address, server.address());
  }
}
