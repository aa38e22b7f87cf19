package io.sluice.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.localstack.distribution.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

/** The connector configurations that users start from. */
final class ConnectorConfigs {

  private ConnectorConfigs() {}

  /** The {@code config} of a file of {@code connect-configs/}. */
  static Map<String, String> read(String file) {
    try {
      JsonNode json = new ObjectMapper().readTree(text(file));
      Map<String, String> config = new HashMap<>();
      json.get("config").properties().forEach(e -> config.put(e.getKey(), e.getValue().asText()));
      return config;
    } catch (IOException damaged) {
      throw new UncheckedIOException(file, damaged);
    }
  }

  static String text(String file) {
    try {
      return Files.readString(SourceTree.file("connect-configs/" + file));
    } catch (IOException damaged) {
      throw new UncheckedIOException(file, damaged);
    }
  }
}
