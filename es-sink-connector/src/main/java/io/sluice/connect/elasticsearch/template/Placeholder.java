package io.sluice.connect.elasticsearch.template;

import io.sluice.connect.elasticsearch.document.JsonPointer;
import io.sluice.connect.elasticsearch.document.MalformedDocumentException;
import io.sluice.connect.elasticsearch.document.ScalarText;

/**
 * What stands for a part of a record in a {@link TextTemplate}.
 *
 * @param sample a text that it may become, for checks beforehand
 */
record Placeholder(Kind kind, String sample, Resolver resolver) {

  static final String SUPPORTED =
      "{topic}, {timestamp:yyyy.MM.dd}, {key}, {header:<name>} and {field:/<json pointer>}";

  private static final String ANY_TEXT = "x";

  /** What it depends on. */
  enum Kind {
    TOPIC,
    TIMESTAMP,
    KEY,
    HEADER,
    FIELD
  }

  /** How the text comes about. */
  @FunctionalInterface
  interface Resolver {
    String resolve(RecordView record) throws MalformedDocumentException;
  }

  /**
   * Parses what is between the braces.
   *
   * @throws IllegalArgumentException with a message that says what is supported
   */
  static Placeholder parse(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    String argument = colon < 0 ? "" : text.substring(colon + 1);
    if (text.equals("topic")) {
      return new Placeholder(Kind.TOPIC, ANY_TEXT, record -> record.record().topic());
    }
    if (text.equals("key")) {
      return new Placeholder(Kind.KEY, ANY_TEXT, record -> ScalarText.ofKey(record.record()));
    }
    if (name.equals("timestamp") && !argument.isEmpty()) {
      DateText date = new DateText(argument);
      return new Placeholder(
          Kind.TIMESTAMP, date.format(0), record -> date.format(record.timestamp()));
    }
    if (name.equals("header") && !argument.isEmpty()) {
      return new Placeholder(
          Kind.HEADER, ANY_TEXT, record -> ScalarText.ofHeader(record.record(), argument));
    }
    if (name.equals("field") && !argument.isEmpty()) {
      JsonPointer pointer = JsonPointer.parse(argument);
      return new Placeholder(Kind.FIELD, ANY_TEXT, record -> record.field(pointer));
    }
    throw new IllegalArgumentException(
        "placeholder {" + text + "} is not supported; supported are: " + SUPPORTED);
  }

  /**
   * The text for a record.
   *
   * @throws MalformedDocumentException where the record does not have it
   */
  String resolve(RecordView record) throws MalformedDocumentException {
    return resolver.resolve(record);
  }
}
