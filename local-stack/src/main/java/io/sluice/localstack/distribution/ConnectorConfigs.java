package io.sluice.localstack.distribution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;

/** What users start from: the files of {@code connect-configs/}. */
public final class ConnectorConfigs {

  public static final String SOURCE = "file-tail-source.json";
  public static final String SINK = "elasticsearch-sink.json";
  public static final String INDEX_TEMPLATE = "logs-index-template.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private ConnectorConfigs() {}

  /** The {@code config} of a connector's file, to be changed by the caller as it likes. */
  public static Map<String, String> read(String file) {
    Map<String, String> config = new LinkedHashMap<>();
    json(file)
        .get("config")
        .properties()
        .forEach(e -> config.put(e.getKey(), e.getValue().asText()));
    return config;
  }

  /** The {@code name} of a connector's file. */
  public static String name(String file) {
    return json(file).get("name").asText();
  }

  public static String text(String file) {
    try {
      return Files.readString(SourceTree.file("connect-configs/" + file));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read connect-configs/" + file, e);
    }
  }

  private static JsonNode json(String file) {
    try {
      return JSON.readTree(text(file));
    } catch (IOException e) {
      throw new UncheckedIOException("connect-configs/" + file + " is no JSON", e);
    }
  }
}
