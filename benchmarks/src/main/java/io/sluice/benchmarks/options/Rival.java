package io.sluice.benchmarks.options;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Another connector, to be put beside Sluice's.
 *
 * @param name in the results
 * @param plugin the folder of its jars
 * @param config of the connector, with placeholders that each benchmark fills
 */
public record Rival(String name, Path plugin, Map<String, String> config) {

  public Rival {
    config = Map.copyOf(config);
  }

  /**
   * Reads {@code NAME=PLUGIN_FOLDER:CONFIG.json}; the file has the configuration itself, or an
   * object with it under {@code config}.
   *
   * @param from the folder that relative paths start at
   * @throws IllegalArgumentException that says what is wrong
   */
  static Rival parse(String text, Path from) {
    int equals = text.indexOf('=');
    int colon = text.lastIndexOf(':');
    if (equals < 1 || colon < equals + 2 || colon == text.length() - 1) {
      throw new IllegalArgumentException(
          "--with is '" + text + "': it must be NAME=PLUGIN_FOLDER:CONFIG.json");
    }
    Path plugin = from.resolve(text.substring(equals + 1, colon));
    if (!Files.isDirectory(plugin)) {
      throw new IllegalArgumentException("--with: " + plugin + " is no folder of a plugin's jars");
    }
    return new Rival(
        text.substring(0, equals), plugin, config(from.resolve(text.substring(colon + 1))));
  }

  private static Map<String, String> config(Path file) {
    JsonNode json;
    try {
      json = new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "--with: " + file + " cannot be read as JSON: " + e.getMessage(), e);
    }
    JsonNode config = json.has("config") ? json.get("config") : json;
    if (!config.path("connector.class").isTextual()) {
      throw new IllegalArgumentException(
          "--with: " + file + " is no connector's configuration: it has no connector.class");
    }
    Map<String, String> settings = new LinkedHashMap<>();
    config.properties().forEach(each -> settings.put(each.getKey(), each.getValue().asText()));
    return settings;
  }

  /**
   * Its configuration with values in the places of placeholders.
   *
   * @param values by name; {@code topic} stands for <code>{topic}</code>
   */
  public Map<String, String> config(Map<String, String> values) {
    Map<String, String> filled = new LinkedHashMap<>();
    config.forEach(
        (key, value) -> {
          String text = value;
          for (Map.Entry<String, String> each : values.entrySet()) {
            text = text.replace("{" + each.getKey() + "}", each.getValue());
          }
          filled.put(key, text);
        });
    return filled;
  }
}
