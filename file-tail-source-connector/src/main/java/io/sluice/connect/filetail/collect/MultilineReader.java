package io.sluice.connect.filetail.collect;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.connect.filetail.line.Multiline;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads which lines of an entry belong together, and notes each rule that is broken. */
final class MultilineReader {

  private static final String PATTERN = "pattern";
  private static final String NEGATE = "negate";
  private static final String MATCH = "match";
  private static final String MAX_LINES = "max_lines";
  private static final String TIMEOUT_MS = "timeout_ms";
  private static final List<String> ALL = List.of(PATTERN, NEGATE, MATCH, MAX_LINES, TIMEOUT_MS);
  private static final String PLACE = "/" + EntryField.MULTILINE.json();
  private static final long MOST_LINES = 100_000;
  private static final long LONGEST_TIMEOUT_MS = Duration.ofDays(1).toMillis();

  private final BiConsumer<String, String> wrong;

  /**
   * @param wrong takes the place of a problem, as a JSON pointer within the entry, and its message
   */
  MultilineReader(BiConsumer<String, String> wrong) {
    this.wrong = wrong;
  }

  Optional<Multiline> read(JsonNode node) {
    if (!node.isObject()) {
      wrong.accept(PLACE, "expected an object, found " + EntryReader.kind(node));
      return Optional.empty();
    }
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!ALL.contains(name)) {
                wrong.accept(
                    PLACE + "/" + EntryReader.escaped(name),
                    "unknown field "
                        + Quote.of(name)
                        + "; multiline knows "
                        + String.join(", ", ALL));
              }
            });
    Optional<String> pattern = pattern(node.get(PATTERN));
    boolean negate = negate(node.get(NEGATE));
    Multiline.Match match = match(node.get(MATCH));
    long lines = number(node, MAX_LINES, Multiline.MAX_LINES_DEFAULT, MOST_LINES);
    long timeout =
        number(node, TIMEOUT_MS, Multiline.TIMEOUT_DEFAULT.toMillis(), LONGEST_TIMEOUT_MS);
    return pattern.map(
        one -> new Multiline(one, negate, match, (int) lines, Duration.ofMillis(timeout)));
  }

  private Optional<String> pattern(JsonNode value) {
    if (value == null) {
      wrong.accept(PLACE, Quote.of(PATTERN) + " is missing");
      return Optional.empty();
    }
    if (!value.isTextual() || value.textValue().isEmpty()) {
      wrong(PATTERN, "expected a regular expression, found " + EntryReader.kind(value));
      return Optional.empty();
    }
    try {
      return Optional.of(Pattern.compile(value.textValue()).pattern());
    } catch (PatternSyntaxException malformed) {
      wrong(
          PATTERN,
          Quote.of(value.textValue()) + " is no regular expression: " + malformed.getDescription());
      return Optional.empty();
    }
  }

  private boolean negate(JsonNode value) {
    if (value != null && !value.isBoolean()) {
      wrong(NEGATE, "expected true or false, found " + EntryReader.kind(value));
    }
    return value != null && value.booleanValue();
  }

  private Multiline.Match match(JsonNode value) {
    if (value != null) {
      for (Multiline.Match match : Multiline.Match.values()) {
        if (match.optionValue().equals(value.textValue())) {
          return match;
        }
      }
      wrong(MATCH, "expected after or before, found " + EntryReader.kind(value));
    }
    return Multiline.Match.AFTER;
  }

  private long number(JsonNode node, String field, long otherwise, long most) {
    JsonNode value = node.get(field);
    if (value == null) {
      return otherwise;
    }
    if (value.isIntegralNumber()
        && value.canConvertToLong()
        && value.longValue() >= 1
        && value.longValue() <= most) {
      return value.longValue();
    }
    wrong(
        field, "expected a whole number from 1 to " + most + ", found " + EntryReader.kind(value));
    return otherwise;
  }

  private void wrong(String field, String message) {
    wrong.accept(PLACE + "/" + field, message);
  }

  /** The JSON object that {@link #read} makes the same value from. */
  static Map<String, Object> toJson(Multiline multiline) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(PATTERN, multiline.pattern());
    json.put(NEGATE, multiline.negate());
    json.put(MATCH, multiline.match().optionValue());
    json.put(MAX_LINES, multiline.maxLines());
    json.put(TIMEOUT_MS, multiline.timeout().toMillis());
    return json;
  }
}
