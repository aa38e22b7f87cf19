package io.sluice.connect.elasticsearch.bulk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/** What bulk operations make of an index, by the rules of Elasticsearch. */
final class FakeIndex {

  private static final ObjectMapper JSON = new ObjectMapper();

  final Map<String, ObjectNode> documents = new HashMap<>();
  private final Map<String, Long> versions = new HashMap<>();

  /**
   * Applies one operation.
   *
   * @param document null for a deletion
   * @return the status of the item
   */
  int apply(String action, String document) {
    JsonNode line = parse(action);
    String operation = line.fieldNames().next();
    JsonNode header = line.path(operation);
    String id = header.path("_id").asText();
    if (header.has("version")) {
      long version = header.path("version").asLong();
      long present = versions.getOrDefault(id, -1L);
      boolean orEqual = header.path("version_type").asText().equals("external_gte");
      if (version < present || (version == present && !orEqual)) {
        return 409;
      }
      versions.put(id, version);
    }
    boolean exists = documents.containsKey(id);
    switch (operation) {
      case "create":
        if (exists) {
          return 409;
        }
        documents.put(id, parse(document));
        return 201;
      case "index":
        documents.put(id, parse(document));
        return 200;
      case "update":
        ObjectNode update = (ObjectNode) parse(document).path("doc");
        documents.computeIfAbsent(id, key -> JSON.createObjectNode()).setAll(update);
        return 200;
      case "delete":
        documents.remove(id);
        return exists ? 200 : 404;
      default:
        throw new AssertionError(action);
    }
  }

  /** The error of an item with this status, which is not a success. */
  static ErrorCause errorOf(int status) {
    return status == 409
        ? new ErrorCause("version_conflict_engine_exception", "there already")
        : ErrorCause.UNKNOWN;
  }

  private static ObjectNode parse(String line) {
    try {
      return (ObjectNode) JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError(line, e);
    }
  }
}
