package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.localstack.client.ElasticsearchRest;
import io.sluice.localstack.distribution.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What Kibana is given to show logs with, held to the mapping that the shipped index template makes
 * in a real Elasticsearch. The data view, the saved search and the dashboard are lines of one file;
 * much in them is JSON within a text of JSON.
 */
class KibanaObjectsIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EVERY_DOCUMENT = "___records___";
  private static final Pattern FIELD_OF_QUERY = Pattern.compile("([\\w.@]+) *:");

  private final List<JsonNode> objects = new ArrayList<>();

  /** Fields of which all values are collected, compared or sorted. */
  private final Set<String> aggregated = new TreeSet<>();

  /** Fields that are shown, or searched. */
  private final Set<String> shown = new TreeSet<>();

  KibanaObjectsIT() throws IOException {
    for (String line :
        Files.readAllLines(SourceTree.file("monitoring/kibana/sluice-logs.ndjson"))) {
      JsonNode object = JSON.readTree(line);
      objects.add(object);
      collect(object);
    }
  }

  private void collect(JsonNode node) throws IOException {
    for (var entry : node.properties()) {
      JsonNode value = entry.getValue();
      switch (entry.getKey()) {
        case "sourceField", "fieldName", "timeFieldName" -> aggregated.add(value.asText());
        case "sort" -> value.forEach(order -> aggregated.add(order.path(0).asText()));
        case "columns" -> {
          if (value.path(0).isTextual()) {
            value.forEach(column -> shown.add(column.asText()));
          }
        }
        case "query" -> {
          if (value.isTextual()) {
            FIELD_OF_QUERY.matcher(value.asText()).results().forEach(f -> shown.add(f.group(1)));
          }
        }
        default -> {
          if (entry.getKey().endsWith("JSON")) {
            collect(JSON.readTree(value.asText()));
          }
        }
      }
    }
    for (JsonNode child : node) {
      collect(child);
    }
  }

  @Test
  void shouldUseFieldsAsTheMappingHasThem() {
    ElasticsearchRest elasticsearch = SharedStack.elasticsearch();
    String stream = "logs-log." + SharedStack.uniqueName("kibana") + "-default";
    elasticsearch.request(
        "PUT",
        "/" + stream + "/_create/1?refresh=true",
        "{\"@timestamp\": \"2026-11-21T01:02:03.040Z\", \"message\": \"started\"}");
    aggregated.remove(EVERY_DOCUMENT);

    JsonNode fields =
        elasticsearch.request("GET", "/" + dataView() + "/_field_caps?fields=*", null);

    String indices = fields.path("indices").toString();
    assertTrue(indices.contains(stream), indices);
    for (String field : aggregated) {
      assertTrue(capability(fields, field).path("aggregatable").asBoolean(), field + " " + fields);
    }
    for (String field : shown) {
      assertTrue(capability(fields, field).path("searchable").asBoolean(), field + " " + fields);
    }
    assertEquals(
        Set.of("@timestamp", "host.name", "log.file.path", "log.flags", "log.offset"), aggregated);
    assertEquals(Set.of("host.name", "log.file.path", "log.flags", "message"), shown);
    assertEquals("date", capability(fields, "@timestamp").path("type").asText());
  }

  private String dataView() {
    return objects.stream()
        .filter(object -> object.path("type").asText().equals("index-pattern"))
        .map(object -> object.at("/attributes/title").asText())
        .findFirst()
        .orElseThrow();
  }

  /** A field's only type. */
  private static JsonNode capability(JsonNode fields, String field) {
    JsonNode types = fields.path("fields").path(field);
    assertEquals(1, types.size(), field + " in " + fields);
    return types.elements().next();
  }

  @Test
  void shouldReferToNothingElse() {
    Set<String> there = new TreeSet<>();
    Set<String> wanted = new TreeSet<>();
    for (JsonNode object : objects) {
      there.add(object.path("type").asText() + " " + object.path("id").asText());
    }
    for (JsonNode object : objects) {
      for (JsonNode reference : object.path("references")) {
        wanted.add(reference.path("type").asText() + " " + reference.path("id").asText());
      }
    }

    assertEquals(3, there.size());
    assertTrue(there.containsAll(wanted), wanted.toString());
  }
}
