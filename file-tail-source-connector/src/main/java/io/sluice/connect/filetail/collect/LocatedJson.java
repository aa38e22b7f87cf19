package io.sluice.connect.filetail.collect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A JSON document that knows where in its text each value stands. */
record LocatedJson(String source, JsonNode root, Map<String, JsonLocation> places) {

  /** What reads and writes a list goes down with it, and takes some of the stack each time. */
  private static final int DEEPEST = 100;

  /** Of all pointers together: long names above many values could use up any memory. */
  private static final int MOST_POINTER_CHARACTERS = 16_000_000;

  /** What Jackson says may quote a name of any length. */
  private static final int LONGEST_MESSAGE = 400;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /** What Jackson adds for programmers: its options, and marks that repeat the place. */
  private static final Pattern FOR_PROGRAMMERS =
      Pattern.compile(
          "(?s) \\((?:(?:start marker|for \\w+ starting) at|consider enabling) .*"
              + "|: enable `.*"
              + "| \\(not recognized as one since Feature [^)]*\\)"
              + "|, from `[^`]*`");

  /**
   * @param source what the text is called in problems
   * @throws CollectListException where the text is no JSON
   */
  static LocatedJson parse(String source, String text) throws CollectListException {
    try (JsonParser parser = MAPPER.createParser(text)) {
      return parse(source, text, parser);
    } catch (IOException impossible) {
      throw new UncheckedIOException("reading a text", impossible);
    }
  }

  private static LocatedJson parse(String source, String text, JsonParser parser)
      throws IOException, CollectListException {
    try {
      JsonNode root = MAPPER.readTree(parser);
      if (root == null) {
        throw wrong(source, JsonLocation.NA, "is empty; expected JSON");
      }
      if (parser.nextToken() != null) {
        throw wrong(
            source, parser.currentTokenLocation(), "is not JSON: something follows its end");
      }
      return new LocatedJson(source, root, places(text));
    } catch (JsonProcessingException malformed) {
      JsonLocation at = malformed.getLocation();
      throw wrong(
          source,
          at == null ? parser.currentLocation() : at,
          "is not JSON: "
              + Quote.shortened(
                  FOR_PROGRAMMERS.matcher(malformed.getOriginalMessage()).replaceAll(""),
                  LONGEST_MESSAGE));
    }
  }

  private static CollectListException wrong(String source, JsonLocation at, String message) {
    return new CollectListException(
        List.of(
            new CollectProblem(
                source, Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()), "", message)));
  }

  private static Map<String, JsonLocation> places(String text) throws JsonProcessingException {
    Map<String, JsonLocation> places = new HashMap<>();
    int left = MOST_POINTER_CHARACTERS;
    try (JsonParser parser = MAPPER.createParser(text)) {
      while (left > 0 && parser.nextToken() != null) {
        if (parser.currentToken() != JsonToken.FIELD_NAME && !parser.currentToken().isStructEnd()) {
          boolean opens = parser.currentToken().isStructStart();
          var context = opens ? parser.getParsingContext().getParent() : parser.getParsingContext();
          String pointer = context.pathAsPointer().toString();
          left -= pointer.length();
          places.put(pointer, parser.currentTokenLocation());
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
    String known = pointer;
    while (!places.containsKey(known)) {
      known = known.substring(0, known.lastIndexOf('/'));
    }
    JsonLocation at = places.get(known);
    return new CollectProblem(source, at.getLineNr(), at.getColumnNr(), pointer, message, option);
  }
}
