package io.sluice.connect.elasticsearch.bulk;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What is done with a record that cannot be indexed: the {@code behavior.on.malformed.documents}
 * option.
 */
public enum MalformedDocumentBehavior {
  /** The task fails. */
  FAIL,
  /** The record is passed over with a warning in the log. */
  WARN,
  /** The record is passed over. */
  IGNORE,
  /** The record goes to Connect's dead letter queue. */
  REPORT;

  public static MalformedDocumentBehavior parse(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /** The words of the option. */
  public static List<String> options() {
    return Arrays.stream(values()).map(MalformedDocumentBehavior::toString).toList();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
