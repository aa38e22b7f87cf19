package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.localstack.distribution.ConnectorConfigs;
import io.sluice.localstack.distribution.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the files of {@code docker/} repeat of others, held to these. */
class DockerFilesTest {

  private static final Set<String> ADDRESSES_CREDENTIALS_AND_FOLDERS =
      Set.of(
          "connection.password",
          "connection.url",
          "connection.username",
          "etcd.endpoints",
          "list.cache.folder",
          "ssl.truststore.location",
          "ssl.truststore.type",
          "template.install");

  @Test
  void shouldRunTheImagesThatTheParentPomNames() throws IOException {
    Properties pinned = new Properties();
    try (InputStream in =
        getClass().getResourceAsStream("/io/sluice/localstack/versions.properties")) {
      pinned.load(in);
    }

    assertEquals(pinned.getProperty("kafka.image"), ComposeStack.setting("KAFKA_IMAGE"));
    assertEquals(pinned.getProperty("etcd.image"), ComposeStack.setting("ETCD_IMAGE"));
    assertEquals(
        pinned.getProperty("elasticsearch.image"), ComposeStack.setting("ELASTICSEARCH_IMAGE"));
    assertEquals(
        tag(ComposeStack.setting("ELASTICSEARCH_IMAGE")),
        tag(ComposeStack.setting("KIBANA_IMAGE")),
        "Kibana is to be of Elasticsearch's version");
    String dockerfile = Files.readString(SourceTree.file("docker/Dockerfile"));
    assertTrue(dockerfile.contains("ARG BASE=" + pinned.getProperty("kafka.image") + "\n"));
    assertTrue(dockerfile.contains("ARG VERSION=" + ComposeStack.setting("SLUICE_VERSION") + "\n"));
  }

  private static String tag(String image) {
    return image.substring(image.lastIndexOf(':') + 1);
  }

  @Test
  void shouldTakeTheArchivesOfTheVersionThatIsBuilt() throws IOException {
    Matcher version =
        Pattern.compile("<artifactId>sluice</artifactId>\\s*<version>(.+)</version>")
            .matcher(Files.readString(SourceTree.file("pom.xml")));
    assertTrue(version.find());

    assertEquals(version.group(1), ComposeStack.setting("SLUICE_VERSION"));
  }

  @Test
  void shouldSubmitTheConnectorsOfConnectConfigsWithOtherAddresses() throws IOException {
    assertSame("logs", ConnectorConfigs.SOURCE);
    assertSame("logs-to-elasticsearch", ConnectorConfigs.SINK);
  }

  private static void assertSame(String name, String shipped) throws IOException {
    Map<String, String> config =
        YamlFile.properties(
            new ObjectMapper()
                .readTree(SourceTree.file("docker/connectors/" + name + ".json").toFile()));
    Map<String, String> original = ConnectorConfigs.read(shipped);

    assertEquals(ConnectorConfigs.name(shipped), name);
    assertEquals(List.of(), ConnectorRules.problems(config));
    config.keySet().removeAll(ADDRESSES_CREDENTIALS_AND_FOLDERS);
    original.keySet().removeAll(ADDRESSES_CREDENTIALS_AND_FOLDERS);
    assertEquals(original, config);
  }

  /** With a variable for all that is pinned, published or secret. */
  @Test
  void shouldSayInTheEnvironmentFileWhatTheComposeFileAsksFor() throws IOException {
    JsonNode compose = YamlFile.documents("docker/compose.yaml").get(0);
    Set<String> asked = new TreeSet<>();
    Pattern.compile("(?<!\\$)\\$\\{(\\w+)}")
        .matcher(Files.readString(SourceTree.file("docker/compose.yaml")))
        .results()
        .forEach(variable -> asked.add(variable.group(1)));
    Set<String> said = new TreeSet<>();
    for (String line : Files.readAllLines(SourceTree.file("docker/.env"))) {
      if (line.matches("[A-Z_]+=.+")) {
        said.add(line.substring(0, line.indexOf('=')));
      }
    }
    List<String> unpinned = new ArrayList<>();
    for (var service : compose.path("services").properties()) {
      if (!service
          .getValue()
          .path("image")
          .asText()
          .matches("\\$\\{\\w+_IMAGE}|sluice-connect:.+")) {
        unpinned.add(service.getKey());
      }
      for (JsonNode port : service.getValue().path("ports")) {
        assertTrue(
            port.asText().matches("\\$\\{BIND_ADDRESS}:\\$\\{\\w+_PORT}:\\d+"), port.asText());
      }
    }

    assertEquals(List.of(), unpinned);
    said.remove("COMPOSE_PROJECT_NAME");
    assertEquals(said, asked);
  }

  /** With the names of which its image makes options, they would be on Kibana's command line. */
  @Test
  void shouldGiveKibanaItsSecretsUnderNamesOfOurOwn() throws IOException {
    JsonNode given =
        YamlFile.documents("docker/compose.yaml").get(0).at("/services/kibana/environment");
    Set<String> names = new TreeSet<>();
    given.fieldNames().forEachRemaining(names::add);
    Set<String> asked = new TreeSet<>();
    Pattern.compile("\\$\\{(\\w+)}")
        .matcher(YamlFile.documents("docker/kibana/kibana.yml").get(0).toString())
        .results()
        .forEach(variable -> asked.add(variable.group(1)));

    asked.forEach(name -> assertTrue(name.startsWith("SLUICE_"), name));
    names.removeIf(name -> !name.startsWith("SLUICE_"));
    assertEquals(names, asked);
    assertEquals(Set.of("SLUICE_ENCRYPTION_KEY", "SLUICE_KIBANA_PASSWORD"), asked);
  }

  @Test
  void shouldAskEachServerForItsHealthBeforeOthersUseIt() throws IOException {
    JsonNode services = YamlFile.documents("docker/compose.yaml").get(0).path("services");
    for (var service : services.properties()) {
      for (var needed : service.getValue().path("depends_on").properties()) {
        JsonNode server = services.path(needed.getKey());
        String condition = needed.getValue().path("condition").asText();
        boolean oneShot = server.path("restart").isMissingNode();
        assertEquals(
            oneShot ? "service_completed_successfully" : "service_healthy",
            condition,
            service.getKey() + " needs " + needed.getKey());
        assertTrue(
            oneShot || server.has("healthcheck") || needed.getKey().equals("connect"),
            needed.getKey() + " has no health check, nor has its image one");
      }
    }
  }
}
