package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.config.etcd.EtcdConfigProvider;
import io.sluice.localstack.await.Await;
import io.sluice.localstack.client.EtcdKv;
import io.sluice.localstack.client.HttpStatusException;
import io.sluice.localstack.client.KafkaTopics;
import io.sluice.localstack.distribution.ConnectorConfigs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connectors in a real worker, and clients of a real Kafka, whose settings refer to etcd. */
class EtcdReferencesIT {

  private final String name = SharedStack.uniqueName("reference");
  private final String prefix = "/connect/" + name;
  private final EtcdKv etcd = SharedStack.etcd();

  @AfterEach
  void delete() {
    if (SharedStack.connect().connectors().contains(name)) {
      SharedStack.connect().delete(name);
    }
    etcd.deletePrefix(prefix);
  }

  @Test
  void shouldRunAConnectorOnValuesFromEtcd() throws IOException {
    Path folder = Files.createDirectories(Path.of("target/logs", name).toAbsolutePath());
    etcd.put(
        prefix + "/source",
        "{\"folder\": \"%s\", \"list\": [{\"path\": \"%s\", \"topic\": \"%s\"}]}"
            .formatted(folder, folder.resolve("app.log"), name));
    etcd.put(prefix + "/source/host", "host-of-etcd");
    try (NumberedLog log = new NumberedLog(folder.resolve("app.log"));
        KafkaTopics topics = SharedStack.topics()) {
      log.write(3);
      SharedStack.connect().put(name, config());
      SharedStack.connect().awaitRunning(name, 1, Source.LIMIT);

      awaitRecords(topics, name, 3);
      List<String> documents = topics.values(name);
      assertEquals(3, documents.size());
      assertTrue(documents.get(0).contains("host-of-etcd"), () -> documents.get(0));
      assertTrue(documents.get(0).contains(log.lines().get(0).substring(0, 10)));
    }
    // The worker keeps and shows the reference, never what it stands for.
    JsonNode kept = SharedStack.connect().request("GET", "/connectors/" + name + "/config", null);
    assertEquals("${etcd:" + prefix + "/source/host}", kept.path("host").asText());
  }

  @Test
  void shouldGiveAClientItsValuesFromEtcd() throws Exception {
    String servers = SharedStack.get().kafka().bootstrapServers();
    etcd.put(prefix + "/client", "{\"servers\": \"" + servers + "\"}");
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            "${etcd:" + prefix + "/client:servers}",
            "config.providers",
            "etcd",
            "config.providers.etcd.class",
            EtcdConfigProvider.class.getName(),
            "config.providers.etcd.param.endpoints",
            SharedStack.get().etcd().endpoint().toString());

    try (Admin client = Admin.create(settings)) {
      assertFalse(client.describeCluster().clusterId().get(30, TimeUnit.SECONDS).isEmpty());
    }
  }

  @Test
  void shouldNameTheMissingKeyInTheAnswerOfTheRestApi() {
    etcd.put(prefix + "/source", "{\"folder\": \"/var/log\"}");
    etcd.put(prefix + "/source/host", "host-of-etcd");

    HttpStatusException refusal =
        assertThrows(HttpStatusException.class, () -> SharedStack.connect().put(name, config()));

    assertTrue(refusal.getMessage().contains(prefix + "/source/list"), refusal::getMessage);
    assertFalse(SharedStack.connect().connectors().contains(name));
  }

  /** Which may share a connection, where Connect takes both from the source's archive. */
  @Test
  void shouldShowWhatTheProviderAndTheSourceAskOfEtcd() throws Exception {
    try (Source source = new Source("metrics-of-etcd");
        WorkerMBeans shown = new WorkerMBeans(SharedStack.get().connect(), source.name)) {
      etcd.put(prefix + "/host", "host-of-etcd");
      source.collect("log", source.folder.resolve("none.log"), source.topic("log"));
      source.with("host", "${etcd:" + prefix + "/host}").start(1);

      assertTrue(sum(shown.etcd("etcd-config-provider", "reads-total")) > 0);
      assertEquals(0, sum(shown.etcd("etcd-config-provider", "oldest-stale-value-age-ms")));
      Await.until(
          "the source's subscription",
          Source.LIMIT,
          () -> sum(shown.etcd("etcd-connection", "subscriptions")) > 0);
      assertTrue(sum(shown.etcd("etcd-connection", "connected")) > 0);
    }
  }

  private static long sum(List<Object> values) {
    return values.stream().mapToLong(value -> (Long) value).sum();
  }

  private static void awaitRecords(KafkaTopics topics, String topic, int count) {
    Await.until(
        count + " records in " + topic, Source.LIMIT, () -> topics.values(topic).size() >= count);
  }

  private Map<String, String> config() {
    Map<String, String> config = ConnectorConfigs.read(ConnectorConfigs.SOURCE);
    config.remove("collect.keys");
    config.remove("etcd.endpoints");
    config.put("collect.list", "${etcd:" + prefix + "/source:list}");
    config.put("allowed.paths", "${etcd:" + prefix + "/source:folder}");
    config.put("host", "${etcd:" + prefix + "/source/host}");
    return config;
  }
}
