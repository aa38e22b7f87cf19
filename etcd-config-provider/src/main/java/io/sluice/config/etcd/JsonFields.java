package io.sluice.config.etcd;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The fields of a JSON object as configuration values. */
final class JsonFields {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private JsonFields() {}

  /**
   * Takes an object apart. Strings lose their quotes, numbers and booleans stay as they are
   * written, objects and arrays become compact JSON, and a null is left out.
   *
   * @throws NotAnObjectException that says why and where, without any of the text, which may be a
   *     secret
   */
  static Map<String, String> of(String text) throws NotAnObjectException {
    Map<String, String> fields = new LinkedHashMap<>();
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new NotAnObjectException("it is not a JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value.isStructStart()) {
          fields.put(name, JSON.writeValueAsString(JSON.readTree(parser)));
        } else if (value != JsonToken.VALUE_NULL) {
          fields.put(name, parser.getText());
        }
      }
      if (parser.nextToken() != null) {
        throw new NotAnObjectException("something follows the JSON object");
      }
      return fields;
    } catch (IOException e) {
      String place =
          e instanceof JsonParseException parse && parse.getLocation() != null
              ? " at line "
                  + parse.getLocation().getLineNr()
                  + ", column "
                  + parse.getLocation().getColumnNr()
              : "";
      throw new NotAnObjectException("it is not valid JSON" + place);
    }
  }

  /** A value that has no fields. */
  static final class NotAnObjectException extends Exception {

    private static final long serialVersionUID = 1L;

    NotAnObjectException(String message) {
      super(message);
    }
  }
}
