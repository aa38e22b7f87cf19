package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.config.etcd.EtcdConfigProvider;
import io.sluice.connect.elasticsearch.ElasticsearchSinkConnector;
import io.sluice.connect.filetail.FileTailSourceConnector;
import io.sluice.localstack.distribution.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.junit.jupiter.api.Test;

/**
 * Holds the option tables in {@code docs/options/} to the definitions of the options. {@code mvn
 * verify -Dsluice.docs.write=true} writes them anew.
 */
class OptionTablesTest {

  @Test
  void shouldListTheSourcesOptionsAsTheyAre() throws IOException {
    assertTable(
        "file-tail-source.md", "FileTailSourceConnector", new FileTailSourceConnector().config());
  }

  @Test
  void shouldListTheSinksOptionsAsTheyAre() throws IOException {
    assertTable(
        "elasticsearch-sink.md",
        "ElasticsearchSinkConnector",
        new ElasticsearchSinkConnector().config());
  }

  @Test
  void shouldListTheProvidersParametersAsTheyAre() throws IOException {
    assertTable("etcd-config-provider.md", "EtcdConfigProvider", EtcdConfigProvider.config());
  }

  @Test
  void shouldNameTheProvidersParametersInItsReadme() throws IOException {
    String readme = Files.readString(SourceTree.file("etcd-config-provider/README.md"));
    Matcher table = Pattern.compile("(?s)\n## Parameters\n(.*?)\n## ").matcher(readme);
    assertTrue(table.find());

    Set<String> named =
        Pattern.compile("(?m)^\\| (`.+?) \\|")
            .matcher(table.group(1))
            .results()
            .flatMap(row -> Stream.of(row.group(1).split(", ")))
            .map(name -> name.replace("`", ""))
            .collect(Collectors.toSet());
    assertEquals(EtcdConfigProvider.config().names(), named);
  }

  private static void assertTable(String file, String plugin, ConfigDef definition)
      throws IOException {
    Path path = SourceTree.root().resolve("docs/options").resolve(file);
    String table = table(plugin, definition);
    if (Boolean.getBoolean("sluice.docs.write")) {
      Files.writeString(path, table);
    }
    assertEquals(
        table, Files.readString(path), "docs/options/" + file + ": -Dsluice.docs.write=true");
  }

  private static String table(String plugin, ConfigDef definition) {
    StringBuilder text = new StringBuilder("# Options of the " + plugin + "\n");
    text.append("\nMade from their definitions by the build.\n");
    Map<String, List<ConfigKey>> groups = new LinkedHashMap<>();
    definition.configKeys().values().stream()
        .sorted(Comparator.comparingInt(key -> definition.groups().indexOf(key.group)))
        .forEach(key -> groups.computeIfAbsent(key.group, group -> new ArrayList<>()).add(key));
    groups.forEach(
        (group, keys) -> {
          text.append("\n## ").append(group).append("\n\n");
          text.append("| option | default | valid | meaning |\n|---|---|---|---|\n");
          keys.stream()
              .sorted(Comparator.comparingInt(key -> key.orderInGroup))
              .forEach(key -> text.append(row(key)));
        });
    return text.toString();
  }

  private static String row(ConfigKey key) {
    return "| `%s` | %s | %s | %s |%n"
        .formatted(
            key.name,
            key.hasDefault() ? value(key) : "required",
            key.type == Type.PASSWORD ? "secret" : valid(key),
            escaped(key.documentation));
  }

  private static String value(ConfigKey key) {
    String value = ConfigDef.convertToString(key.defaultValue, key.type);
    return value == null || value.isEmpty() ? "" : "`" + escaped(value) + "`";
  }

  private static String valid(ConfigKey key) {
    String rule = key.validator == null ? "" : key.validator.toString();
    return rule.contains("Lambda") || rule.contains("@") ? "" : escaped(rule);
  }

  private static String escaped(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }
}
