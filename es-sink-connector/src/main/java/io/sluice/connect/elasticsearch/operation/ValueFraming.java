package io.sluice.connect.elasticsearch.operation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How many documents a record's value holds: the {@code value.framing} option. */
public enum ValueFraming {
  /** The value is one document. */
  RECORD,
  /** Each line of the value is one. */
  LINES;

  public static ValueFraming parse(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /** The words of the option. */
  public static List<String> options() {
    return Arrays.stream(values()).map(ValueFraming::toString).toList();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
