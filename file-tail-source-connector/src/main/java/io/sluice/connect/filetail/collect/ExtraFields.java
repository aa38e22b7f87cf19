package io.sluice.connect.filetail.collect;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.connect.filetail.record.Document;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Reads the extra fields of an entry's documents and notes each rule that they break. */
final class ExtraFields {

  private final BiConsumer<String, String> wrong;

  /**
   * @param wrong takes the place of a problem, as a JSON pointer within the entry, and its message
   */
  ExtraFields(BiConsumer<String, String> wrong) {
    this.wrong = wrong;
  }

  Map<String, Object> read(JsonNode fields) {
    String place = "/" + EntryField.FIELDS.json();
    if (!fields.isObject()) {
      wrong.accept(place, "expected an object, found " + EntryReader.kind(fields));
      return Map.of();
    }
    fields
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (Document.isOwn(name)) {
                wrong.accept(
                    place + "/" + EntryReader.escaped(name),
                    Quote.of(name) + " is written by the connector; choose another name");
              }
            });
    return object(fields, place);
  }

  private Map<String, Object> object(JsonNode node, String place) {
    Map<String, Object> values = new LinkedHashMap<>();
    node.properties()
        .forEach(
            field -> {
              String name = field.getKey();
              String at = place + "/" + EntryReader.escaped(name);
              if (hasEmptyPart(name)) {
                wrong.accept(
                    at,
                    Quote.of(name)
                        + " is no name for a field: give it, and each part of it between dots, at"
                        + " least one character that is not blank");
              }
              value(field.getValue(), at).ifPresent(value -> values.put(name, value));
            });
    return values;
  }

  /** Connect cannot make a field of an empty name, nor Elasticsearch of an empty part. */
  private static boolean hasEmptyPart(String name) {
    for (String part : name.split("\\.", -1)) {
      if (part.isBlank()) {
        return true;
      }
    }
    return false;
  }

  private Optional<Object> value(JsonNode node, String place) {
    if (node.isTextual()) {
      return Optional.of(node.textValue());
    } else if (node.isBoolean()) {
      return Optional.of(node.booleanValue());
    } else if (node.isIntegralNumber() && node.canConvertToLong()) {
      return Optional.of(node.longValue());
    } else if (node.isFloatingPointNumber() && Double.isFinite(node.doubleValue())) {
      return Optional.of(node.doubleValue());
    } else if (node.isObject()) {
      return Optional.of(object(node, place));
    } else if (node.isArray()) {
      List<String> texts = new ArrayList<>();
      node.forEach(
          element -> {
            if (element.isTextual()) {
              texts.add(element.textValue());
            }
          });
      if (texts.size() == node.size()) {
        return Optional.of(List.copyOf(texts));
      }
    }
    wrong.accept(
        place,
        "expected a text, a number, true, false, a list of texts or an object of these, found "
            + EntryReader.kind(node));
    return Optional.empty();
  }
}
