package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.localstack.distribution.ConnectorConfigs;
import io.sluice.localstack.distribution.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The source as pages show it whole, held to the one that is shipped: people copy from both. */
class ShownSourcesTest {

  private static final Pattern CONNECTOR = Pattern.compile("(?ms)^ *```json\n(.*?)^ *```$");
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void shouldBeTheShippedOneInTheReadmes() throws IOException {
    assertEquals(ConnectorConfigs.read(ConnectorConfigs.SOURCE), shown("README.md"));
    assertEquals(
        ConnectorConfigs.read(ConnectorConfigs.SOURCE),
        shown("file-tail-source-connector/README.md"));
  }

  /** That one keeps to the keys and the records of the agent before it. */
  @Test
  void shouldBeTheShippedOneForWhoMovesOverButForKeysAndFormat() throws IOException {
    Set<String> own = Set.of("collect.keys", "record.format", "record.key", "exactly.once.support");
    Map<String, String> shipped = ConnectorConfigs.read(ConnectorConfigs.SOURCE);
    Map<String, String> shown = shown("docs/moving-over.md");
    shipped.keySet().removeAll(own);
    shown.keySet().removeAll(own);

    assertEquals(shipped, shown);
  }

  private static Map<String, String> shown(String page) throws IOException {
    List<String> blocks =
        CONNECTOR
            .matcher(Files.readString(SourceTree.file(page)))
            .results()
            .map(block -> block.group(1))
            .filter(block -> block.contains("FileTailSourceConnector"))
            .toList();
    assertEquals(1, blocks.size(), page);
    JsonNode connector = JSON.readTree(blocks.get(0));
    assertEquals("logs", connector.path("name").asText(), page);
    return YamlFile.properties(connector.path("config"));
  }
}
