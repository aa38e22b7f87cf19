package io.sluice.connect.filetail.collect;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A JSON document that knows where in its text each value stands. */
record LocatedJson(String source, JsonNode root, Map<String, JsonLocation> places) {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * @param source what the text is called in problems
   * @throws CollectListException where the text is no JSON
   */
  static LocatedJson parse(String source, String text) throws CollectListException {
    try {
      JsonNode root = MAPPER.readTree(text);
      if (root.isMissingNode()) {
        throw new CollectListException(
            List.of(new CollectProblem(source, 1, 1, "", "is empty; expected JSON")));
      }
      return new LocatedJson(source, root, places(text));
    } catch (JsonProcessingException malformed) {
      JsonLocation at = malformed.getLocation();
      throw new CollectListException(
          List.of(
              new CollectProblem(
                  source,
                  at == null ? 0 : at.getLineNr(),
                  at == null ? 0 : at.getColumnNr(),
                  "",
                  "is not JSON: " + malformed.getOriginalMessage())));
    }
  }

  private static Map<String, JsonLocation> places(String text) throws JsonProcessingException {
    Map<String, JsonLocation> places = new HashMap<>();
    try (JsonParser parser = MAPPER.createParser(text)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() != JsonToken.FIELD_NAME && !parser.currentToken().isStructEnd()) {
          boolean opens = parser.currentToken().isStructStart();
          var context = opens ? parser.getParsingContext().getParent() : parser.getParsingContext();
          places.put(context.pathAsPointer().toString(), parser.currentTokenLocation());
        }
      }
    } catch (JsonProcessingException malformed) {
      throw malformed;
    } catch (IOException impossible) {
      throw new UncheckedIOException("reading a text", impossible);
    }
    return places;
  }

  CollectProblem problem(String pointer, String message) {
    return problem(pointer, message, null);
  }

  /**
   * @param option which does not allow the value; null where it is wrong in itself
   */
  CollectProblem problem(String pointer, String message, String option) {
    JsonLocation at = places.get(pointer);
    return new CollectProblem(
        source,
        at == null ? 0 : at.getLineNr(),
        at == null ? 0 : at.getColumnNr(),
        pointer,
        message,
        option);
  }
}
