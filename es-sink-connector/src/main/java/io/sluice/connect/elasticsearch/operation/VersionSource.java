package io.sluice.connect.elasticsearch.operation;

import io.sluice.connect.elasticsearch.document.MalformedDocumentException;
import io.sluice.connect.elasticsearch.document.ScalarText;
import io.sluice.connect.elasticsearch.template.RecordView;

/**
 * What Elasticsearch is to take for the version of a document: the {@code document.version} option.
 * A document whose version is lower than that of the one that is there is refused as stale.
 *
 * @param header the name of the header, null for the other kinds
 */
public record VersionSource(Kind kind, String header) {

  public static final VersionSource NONE = new VersionSource(Kind.NONE, null);
  public static final VersionSource OFFSET = new VersionSource(Kind.OFFSET, null);
  public static final VersionSource TIMESTAMP = new VersionSource(Kind.TIMESTAMP, null);

  private static final String HEADER = "header:";

  /** Where it comes from. */
  public enum Kind {
    NONE,
    OFFSET,
    TIMESTAMP,
    HEADER
  }

  /**
   * Parses the option.
   *
   * @throws IllegalArgumentException with a message that says what is supported
   */
  public static VersionSource parse(String text) {
    if (text.startsWith(HEADER) && text.length() > HEADER.length()) {
      return new VersionSource(Kind.HEADER, text.substring(HEADER.length()));
    }
    return switch (text) {
      case "none" -> NONE;
      case "offset" -> OFFSET;
      case "timestamp" -> TIMESTAMP;
      default ->
          throw new IllegalArgumentException(
              "'" + text + "' must be one of none, offset, timestamp and header:<name>");
    };
  }

  public boolean isNone() {
    return kind == Kind.NONE;
  }

  /**
   * How Elasticsearch compares. Two records never have the same offset, so one with the offset of
   * what is there is a replay and need not be written. Two records can well have the same time;
   * since they are applied in order, the later one is to win.
   */
  String type() {
    return kind == Kind.OFFSET ? "external" : "external_gte";
  }

  /**
   * The version of a record.
   *
   * @throws MalformedDocumentException where it has none
   */
  long of(RecordView record) throws MalformedDocumentException {
    return switch (kind) {
      case NONE -> throw new IllegalStateException("there is no version");
      case OFFSET -> record.record().originalKafkaOffset();
      case TIMESTAMP -> record.timestamp();
      case HEADER -> number(ScalarText.ofHeader(record.record(), header));
    };
  }

  private long number(String text) throws MalformedDocumentException {
    try {
      long version = Long.parseLong(text);
      if (version >= 0) {
        return version;
      }
    } catch (NumberFormatException e) {
      // Said below, together with negative numbers.
    }
    throw new MalformedDocumentException(
        "its header " + header + " is no version, which is a whole number from 0 to 2^63-1");
  }
}
