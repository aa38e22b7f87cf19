package io.sluice.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.localstack.distribution.SourceTree;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The documents of a YAML file of the sources, anchors and merges resolved. */
final class YamlFile {

  private static final ObjectMapper JSON = new ObjectMapper();

  private YamlFile() {}

  static List<JsonNode> documents(String path) throws IOException {
    List<JsonNode> documents = new ArrayList<>();
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try (Reader text = Files.newBufferedReader(SourceTree.file(path))) {
      for (Object document : new Yaml(new SafeConstructor(options)).loadAll(text)) {
        documents.add(JSON.valueToTree(document));
      }
    }
    return documents;
  }

  /** An object of texts and numbers as a properties file would have it. */
  static Map<String, String> properties(JsonNode object) {
    Map<String, String> properties = new TreeMap<>();
    object.properties().forEach(field -> properties.put(field.getKey(), field.getValue().asText()));
    return properties;
  }
}
