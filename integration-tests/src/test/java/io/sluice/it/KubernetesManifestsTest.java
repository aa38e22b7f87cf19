package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.localstack.distribution.ConnectorConfigs;
import io.sluice.localstack.distribution.SourceTree;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The manifests of {@code docker/kubernetes}, which no cluster is here to take: what they say to
 * Connect is held to the connectors' definitions and to the worker's properties, and what they
 * refer to within themselves to what is there.
 */
class KubernetesManifestsTest {

  /** Of a worker, and not in the properties that are shipped. */
  private static final Set<String> MORE_WORKER_SETTINGS =
      Set.of("offset.storage.partitions", "status.storage.partitions");

  private static final Properties WORKER = new Properties();

  private static List<JsonNode> daemonSet;
  private static List<JsonNode> strimzi;

  @BeforeAll
  static void read() throws IOException {
    daemonSet = YamlFile.documents("docker/kubernetes/daemonset.yaml");
    strimzi = YamlFile.documents("docker/kubernetes/strimzi.yaml");
    try (Reader text =
        Files.newBufferedReader(
            SourceTree.file("connect-configs/connect-distributed.properties"))) {
      WORKER.load(text);
    }
  }

  private static JsonNode only(List<JsonNode> documents, String kind, String name) {
    List<JsonNode> found =
        documents.stream()
            .filter(document -> document.path("kind").asText().equals(kind))
            .filter(document -> document.at("/metadata/name").asText().equals(name))
            .toList();
    assertEquals(1, found.size(), kind + " " + name);
    return found.get(0);
  }

  private static JsonNode container(String name) {
    for (JsonNode container : pod().path("containers")) {
      if (container.path("name").asText().equals(name)) {
        return container;
      }
    }
    throw new AssertionError("no container " + name);
  }

  private static JsonNode pod() {
    return only(daemonSet, "DaemonSet", "sluice").at("/spec/template/spec");
  }

  private static Map<String, String> environment(JsonNode container) {
    Map<String, String> environment = new TreeMap<>();
    container
        .path("env")
        .forEach(v -> environment.put(v.path("name").asText(), v.path("value").asText()));
    return environment;
  }

  @Test
  void shouldSubmitASourceThatFollowsTheListOfItsNode() throws IOException {
    Map<String, String> config =
        YamlFile.properties(
            new ObjectMapper()
                .readTree(
                    only(daemonSet, "ConfigMap", "sluice-connectors")
                        .path("data")
                        .path("logs.json")
                        .asText()));

    assertEquals(List.of(), ConnectorRules.problems(config));
    assertEquals("/collect/${env:SLUICE_NODE}/", config.get("collect.keys"));
    assertEquals("${env:SLUICE_NODE}", config.get("host"));
    assertTrue(
        "SLUICE_NODE".matches(WORKER.getProperty("config.providers.env.param.allowlist.pattern")));
    assertEquals(
        Set.of("collect.keys", "etcd.endpoints", "host", "topic.creation.default.partitions"),
        differences(ConnectorConfigs.read(ConnectorConfigs.SOURCE), config));
  }

  @Test
  void shouldGiveEachNodeAConnectClusterOfItsOwn() {
    Map<String, String> environment = environment(container("connect"));

    assertEquals(
        "spec.nodeName", container("connect").at("/env/0/valueFrom/fieldRef/fieldPath").asText());
    // A variable may only refer to those before it.
    assertEquals("SLUICE_NODE", container("connect").at("/env/0/name").asText());
    for (String setting :
        List.of(
            "GROUP_ID", "CONFIG_STORAGE_TOPIC", "OFFSET_STORAGE_TOPIC", "STATUS_STORAGE_TOPIC")) {
      String value = environment.get("CONNECT_" + setting);
      assertTrue(value.endsWith("-$(SLUICE_NODE)"), setting + " is " + value);
      assertTrue(
          setting.equals("GROUP_ID") || value.startsWith("connect-"),
          "allowed.topics would let lists write to " + value);
    }
  }

  @Test
  void shouldSetWhatAWorkerKnows() {
    Set<String> unknown = new TreeSet<>();
    environment(container("connect")).keySet().stream()
        .filter(name -> name.startsWith("CONNECT_"))
        .map(name -> name.substring("CONNECT_".length()).toLowerCase(Locale.ROOT).replace('_', '.'))
        .filter(name -> !isWorkerSetting(name))
        .forEach(unknown::add);
    only(strimzi, "KafkaConnect", "sluice")
        .at("/spec/config")
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!isWorkerSetting(name)) {
                unknown.add(name);
              }
            });

    assertEquals(Set.of(), unknown);
  }

  private static boolean isWorkerSetting(String name) {
    return WORKER.containsKey(name) || MORE_WORKER_SETTINGS.contains(name);
  }

  @Test
  void shouldRunOnANodeWithoutPrivileges() {
    assertTrue(pod().at("/securityContext/runAsNonRoot").asBoolean());
    assertFalse(pod().path("automountServiceAccountToken").asBoolean(true));
    assertFalse(pod().path("enableServiceLinks").asBoolean(true));
    for (JsonNode container : pod().path("containers")) {
      JsonNode context = container.path("securityContext");
      assertFalse(context.path("allowPrivilegeEscalation").asBoolean(true), container.toString());
      assertTrue(context.path("readOnlyRootFilesystem").asBoolean(), container.toString());
      assertEquals("ALL", context.at("/capabilities/drop/0").asText());
      for (JsonNode mount : container.path("volumeMounts")) {
        boolean temporary = mount.path("mountPath").asText().equals("/tmp");
        assertNotEquals(temporary, mount.path("readOnly").asBoolean(), mount.toString());
      }
    }
    assertEquals(
        "http://localhost:8083", environment(container("connect")).get("CONNECT_LISTENERS"));
  }

  @Test
  void shouldMountWhatThereIs() {
    Set<String> volumes = new TreeSet<>();
    pod().path("volumes").forEach(volume -> volumes.add(volume.path("name").asText()));
    Set<String> mounted = new TreeSet<>();
    pod()
        .path("containers")
        .forEach(c -> c.path("volumeMounts").forEach(m -> mounted.add(m.path("name").asText())));
    assertEquals(volumes, mounted);

    volumes.clear();
    mounted.clear();
    JsonNode template = only(strimzi, "KafkaConnect", "sluice").at("/spec/template");
    template.at("/pod/volumes").forEach(volume -> volumes.add(volume.path("name").asText()));
    for (JsonNode mount : template.at("/connectContainer/volumeMounts")) {
      mounted.add(mount.path("name").asText());
      assertTrue(mount.path("mountPath").asText().startsWith("/mnt/"), mount.toString());
    }
    assertEquals(volumes, mounted);
  }

  @Test
  void shouldDefineBothConnectorsForStrimzi() {
    Map<String, String> sink = connector("logs-to-elasticsearch");
    Map<String, String> source = connector("shared-logs");

    assertEquals(List.of(), ConnectorRules.problems(sink));
    assertEquals(List.of(), ConnectorRules.problems(source));
    assertEquals(
        Set.of(
            "allowed.paths",
            "collect.keys",
            "etcd.endpoints",
            "host",
            "topic.creation.default.partitions"),
        differences(ConnectorConfigs.read(ConnectorConfigs.SOURCE), source));
    assertEquals(
        Set.of(
            "connection.password",
            "connection.url",
            "connection.username",
            "ssl.truststore.location",
            "ssl.truststore.type",
            "template.install"),
        differences(ConnectorConfigs.read(ConnectorConfigs.SINK), sink));
  }

  private static Map<String, String> connector(String name) {
    JsonNode resource = only(strimzi, "KafkaConnector", name);
    assertEquals("sluice", resource.at("/metadata/labels/strimzi.io~1cluster").asText());
    Map<String, String> config = YamlFile.properties(resource.at("/spec/config"));
    config.put("connector.class", resource.at("/spec/class").asText());
    config.put("tasks.max", resource.at("/spec/tasksMax").asText());
    return config;
  }

  /** Connect's usual names are those of whatever other Connect cluster there is. */
  @Test
  void shouldGiveStrimzisClusterTopicsOfItsOwn() {
    JsonNode spec = only(strimzi, "KafkaConnect", "sluice").path("spec");

    for (String topic : List.of("configStorageTopic", "offsetStorageTopic", "statusStorageTopic")) {
      assertTrue(spec.path(topic).asText().matches("connect-\\w+-sluice"), topic);
    }
  }

  @Test
  void shouldHaveStrimziBuildAllThreePlugins() throws IOException {
    JsonNode cluster = only(strimzi, "KafkaConnect", "sluice");
    Set<String> archives = new TreeSet<>();
    for (JsonNode plugin : cluster.at("/spec/build/plugins")) {
      JsonNode artifact = plugin.at("/artifacts/0");
      assertEquals("tgz", artifact.path("type").asText());
      assertTrue(artifact.path("sha512sum").asText().matches("[0-9a-f]{128}"), plugin.toString());
      String url = artifact.path("url").asText();
      archives.add(url.substring(url.lastIndexOf('/') + 1));
    }
    String end = "-" + ComposeStack.setting("SLUICE_VERSION") + ".tar.gz";

    assertEquals(
        Set.of(
            "es-sink-connector" + end,
            "etcd-config-provider" + end,
            "file-tail-source-connector" + end),
        archives);
    assertEquals(
        "true", cluster.at("/metadata/annotations/strimzi.io~1use-connector-resources").asText());
  }

  private static Set<String> differences(Map<String, String> one, Map<String, String> other) {
    Set<String> keys = new TreeSet<>(one.keySet());
    keys.addAll(other.keySet());
    keys.removeIf(key -> one.getOrDefault(key, "").equals(other.getOrDefault(key, "")));
    return keys;
  }
}
