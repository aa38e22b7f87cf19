package io.sluice.connect.elasticsearch.template;

import io.sluice.connect.elasticsearch.document.MalformedDocumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Text with placeholders in braces that stand for parts of a record: its topic, time, key, headers
 * and the fields of its document. An instance remembers what it made last, so it is used by one
 * thread.
 */
public final class TextTemplate {

  private final String text;

  /** What stands before each placeholder, and behind the last one. */
  private final List<String> constants;

  private final List<Placeholder> placeholders;
  private final StringBuilder builder = new StringBuilder();

  private TextTemplate(String text, List<String> constants, List<Placeholder> placeholders) {
    this.text = text;
    this.constants = List.copyOf(constants);
    this.placeholders = List.copyOf(placeholders);
  }

  /**
   * Parses a template.
   *
   * @throws IllegalArgumentException with a message that says which part is wrong and what is
   *     supported
   */
  public static TextTemplate parse(String text) {
    List<String> constants = new ArrayList<>();
    List<Placeholder> placeholders = new ArrayList<>();
    StringBuilder constant = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '{') {
        int close = text.indexOf('}', at);
        if (close < 0) {
          throw new IllegalArgumentException("the { at character " + (at + 1) + " is never closed");
        }
        placeholders.add(Placeholder.parse(text.substring(at + 1, close)));
        constants.add(constant.toString());
        constant.setLength(0);
        at = close + 1;
      } else if (c == '}') {
        throw new IllegalArgumentException("the } at character " + (at + 1) + " closes nothing");
      } else {
        constant.append(c);
        at++;
      }
    }
    constants.add(constant.toString());
    return new TextTemplate(text, constants, placeholders);
  }

  /**
   * The text for a record.
   *
   * @throws MalformedDocumentException where a part is missing
   */
  public String resolve(RecordView record) throws MalformedDocumentException {
    if (placeholders.isEmpty()) {
      return text;
    }
    if (placeholders.size() == 1 && constants.get(0).isEmpty() && constants.get(1).isEmpty()) {
      return placeholders.get(0).resolve(record);
    }
    builder.setLength(0);
    for (int i = 0; i < placeholders.size(); i++) {
      builder.append(constants.get(i)).append(placeholders.get(i).resolve(record));
    }
    return builder.append(constants.get(placeholders.size())).toString();
  }

  /**
   * What the text of a topic's records is like: each placeholder's value, or a sample of it where
   * it depends on the record, changed in this way.
   */
  public String sample(String topic, UnaryOperator<String> change) {
    StringBuilder sample = new StringBuilder(constants.get(0));
    for (int i = 0; i < placeholders.size(); i++) {
      Placeholder each = placeholders.get(i);
      sample.append(change.apply(each.kind() == Placeholder.Kind.TOPIC ? topic : each.sample()));
      sample.append(constants.get(i + 1));
    }
    return sample.toString();
  }

  /** Whether it is the same text for all records. */
  public boolean isConstant() {
    return placeholders.isEmpty();
  }

  public boolean dependsOnTopic() {
    return has(Placeholder.Kind.TOPIC);
  }

  /** Whether records of one topic can differ in it. */
  public boolean dependsOnRecord() {
    return placeholders.stream().anyMatch(each -> each.kind() != Placeholder.Kind.TOPIC);
  }

  /** Whether it depends on the record's time. */
  public boolean dependsOnTimestamp() {
    return has(Placeholder.Kind.TIMESTAMP);
  }

  /** Whether the document must be there to resolve it. */
  public boolean dependsOnDocument() {
    return has(Placeholder.Kind.FIELD);
  }

  private boolean has(Placeholder.Kind kind) {
    return placeholders.stream().anyMatch(each -> each.kind() == kind);
  }

  @Override
  public String toString() {
    return text;
  }
}
