package io.sluice.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.localstack.distribution.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A dashboard of {@code monitoring/grafana/dashboards}, as Grafana reads it. */
record GrafanaDashboard(String file, JsonNode json) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.+), (\\w+)\\)");

  static List<GrafanaDashboard> all() throws IOException {
    List<GrafanaDashboard> dashboards = new ArrayList<>();
    try (Stream<Path> files = Files.list(SourceTree.file("monitoring/grafana/dashboards"))) {
      for (Path file : files.sorted().toList()) {
        dashboards.add(
            new GrafanaDashboard(file.getFileName().toString(), JSON.readTree(file.toFile())));
      }
    }
    return dashboards;
  }

  List<JsonNode> panels() {
    List<JsonNode> panels = new ArrayList<>();
    json.path("panels").forEach(panels::add);
    return panels;
  }

  /** Those of the variables which are asked of Prometheus. */
  List<JsonNode> variables() {
    List<JsonNode> variables = new ArrayList<>();
    for (JsonNode variable : json.path("templating").path("list")) {
      if (variable.path("type").asText().equals("query")) {
        variables.add(variable);
      }
    }
    return variables;
  }

  /**
   * What Prometheus is asked for: by each panel, and for the values of each variable. Everything is
   * chosen, as it is when the dashboard is opened.
   *
   * @param rateInterval what rates are over: "10s"
   */
  List<String> queries(String rateInterval) {
    List<String> queries = new ArrayList<>();
    for (JsonNode variable : variables()) {
      Matcher labelValues = LABEL_VALUES.matcher(variable.path("definition").asText());
      if (!labelValues.matches()) {
        throw new AssertionError(file + ": " + variable);
      }
      queries.add("count by (" + labelValues.group(2) + ") (" + labelValues.group(1) + ")");
    }
    for (JsonNode panel : panels()) {
      panel.path("targets").forEach(target -> queries.add(target.path("expr").asText()));
    }
    queries.replaceAll(
        query ->
            query
                .replace("$__rate_interval", rateInterval)
                .replaceAll("=~\"\\$\\w+\"", "=~\".*\""));
    return queries;
  }
}
