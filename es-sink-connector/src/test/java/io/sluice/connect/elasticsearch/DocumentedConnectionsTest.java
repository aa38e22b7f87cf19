package io.sluice.connect.elasticsearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the configurations in {@code docs/connecting-to-elasticsearch.md} to the options. */
class DocumentedConnectionsTest {

  private static final Pattern JSON = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
  private static final Set<String> CONNECTS_OWN = Set.of("connector.class", "topics");

  @Test
  void shouldTakeEachConfiguration() throws Exception {
    String page = Files.readString(Path.of("../docs/connecting-to-elasticsearch.md"));
    List<String> configurations =
        JSON.matcher(page).results().map(found -> found.group(1)).toList();
    assertTrue(configurations.size() >= 5, configurations.toString());
    for (String text : configurations) {
      Map<String, String> configuration =
          new ObjectMapper().readValue(text, new TypeReference<>() {});
      assertEquals(
          Set.of(),
          configuration.keySet().stream()
              .filter(option -> !CONNECTS_OWN.contains(option))
              .filter(option -> !ElasticsearchSinkConfig.CONFIG_DEF.names().contains(option))
              .collect(Collectors.toSet()));
      new ElasticsearchSinkConfig(configuration);
    }
  }
}
