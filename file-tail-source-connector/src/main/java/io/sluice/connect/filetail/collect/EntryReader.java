package io.sluice.connect.filetail.collect;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.connect.filetail.file.StartPosition;
import io.sluice.connect.filetail.line.Multiline;
import io.sluice.connect.filetail.line.TextEncoding;
import io.sluice.connect.filetail.record.RecordFormat;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads one entry of a collect list and notes each rule that it breaks. */
final class EntryReader {

  private static final Pattern TOPIC_NAME = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");

  private final LocatedJson json;
  private final String pointer;
  private final AccessRules rules;
  private final RecordRules records;
  private final List<CollectProblem> problems;
  private final int problemsBefore;

  EntryReader(
      LocatedJson json,
      String pointer,
      AccessRules rules,
      RecordRules records,
      List<CollectProblem> problems) {
    this.json = json;
    this.pointer = pointer;
    this.rules = rules;
    this.records = records;
    this.problems = problems;
    this.problemsBefore = problems.size();
  }

  /** The entry, or nothing where a problem was noted. */
  Optional<CollectEntry> read(JsonNode node) {
    if (!node.isObject()) {
      wrong("", "expected an object with a path and a topic, found " + kind(node));
      return Optional.empty();
    }
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (EntryField.of(name).isEmpty()) {
        wrong(
            "/" + escaped(name),
            "unknown field " + Quote.of(name) + "; this version knows " + EntryField.all());
      }
    }
    Optional<String> path = required(node, EntryField.PATH);
    PathReader paths = new PathReader(rules.paths(), this::wrong, this::outside);
    path.ifPresent(paths::check);
    List<String> exclude = paths.exclude(path, node.get(EntryField.EXCLUDE.json()));
    String topic = topic(required(node, EntryField.TOPIC));
    Optional<StartPosition> start = text(node, EntryField.START).flatMap(this::start);
    Optional<RecordFormat> format = text(node, EntryField.FORMAT).flatMap(this::format);
    Charset encoding =
        text(node, EntryField.ENCODING).map(this::encoding).orElse(StandardCharsets.UTF_8);
    Optional<Multiline> multiline =
        Optional.ofNullable(node.get(EntryField.MULTILINE.json()))
            .flatMap(value -> new MultilineReader(this::wrong).read(value));
    Map<String, Object> fields = fields(node);
    records
        .problem(format, encoding, multiline)
        .ifPresent(
            problem -> wrong(format.isPresent() ? "/" + EntryField.FORMAT.json() : "", problem));
    if (problems.size() > problemsBefore) {
      return Optional.empty();
    }
    return Optional.of(
        new CollectEntry(
            path.orElseThrow(), exclude, topic, start, format, encoding, multiline, fields));
  }

  private Optional<String> required(JsonNode node, EntryField field) {
    if (!node.has(field.json())) {
      wrong("", Quote.of(field.json()) + " is missing");
      return Optional.empty();
    }
    return text(node, field);
  }

  private Optional<String> text(JsonNode node, EntryField field) {
    JsonNode value = node.get(field.json());
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isTextual() || value.textValue().isEmpty()) {
      wrong(field, "expected a text that is not empty, found " + kind(value));
      return Optional.empty();
    }
    return Optional.of(value.textValue());
  }

  private String topic(Optional<String> text) {
    if (text.isEmpty()) {
      return null;
    }
    String given = text.get();
    if (!TOPIC_NAME.matcher(given).matches()) {
      wrong(
          EntryField.TOPIC,
          Quote.of(given) + " is no topic name: 1 to 249 of a-z A-Z 0-9 . _ - are allowed");
    } else if (!rules.topics().matcher(given).matches()) {
      outside(
          "/" + EntryField.TOPIC.json(),
          "allowed.topics",
          Quote.of(given) + " is outside the connector's allowed.topics " + rules.topics());
    }
    return given;
  }

  private Optional<StartPosition> start(String given) {
    for (StartPosition position : StartPosition.values()) {
      if (position.optionValue().equals(given)) {
        return Optional.of(position);
      }
    }
    wrong(EntryField.START, Quote.of(given) + " is neither beginning nor end");
    return Optional.empty();
  }

  private Optional<RecordFormat> format(String given) {
    try {
      RecordFormat format = RecordFormat.of(given);
      records.converter().problem(format).ifPresent(problem -> wrong(EntryField.FORMAT, problem));
      return Optional.of(format);
    } catch (IllegalArgumentException unknown) {
      wrong(
          EntryField.FORMAT,
          Quote.of(given) + " is none of " + String.join(", ", RecordFormat.optionValues()));
      return Optional.empty();
    }
  }

  private Charset encoding(String given) {
    try {
      return TextEncoding.of(Charset.forName(given)).charset();
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      wrong(EntryField.ENCODING, Quote.of(given) + " is no encoding that this Java knows");
    } catch (IllegalArgumentException unfit) {
      wrong(EntryField.ENCODING, unfit.getMessage());
    }
    return null;
  }

  private Map<String, Object> fields(JsonNode node) {
    JsonNode fields = node.get(EntryField.FIELDS.json());
    return fields == null ? Map.of() : new ExtraFields(this::wrong).read(fields);
  }

  private void wrong(EntryField field, String message) {
    wrong("/" + field.json(), message);
  }

  private void wrong(String place, String message) {
    problems.add(json.problem(pointer + place, message));
  }

  private void outside(String place, String option, String message) {
    problems.add(json.problem(pointer + place, message, option));
  }

  static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "an array";
      case OBJECT -> "an object";
      case NULL -> "null";
      default -> Quote.shortened(node.toString());
    };
  }

  static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
