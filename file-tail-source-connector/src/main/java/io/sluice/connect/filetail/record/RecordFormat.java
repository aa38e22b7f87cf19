package io.sluice.connect.filetail.record;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The form of a record's value. */
public enum RecordFormat {
  /** A Struct in the Elastic Common Schema, for any converter. */
  ECS,
  /** The same document as ready JSON bytes, for the ByteArrayConverter. */
  JSON,
  /** The line's bytes as they stand in the file, for the ByteArrayConverter. */
  LINE,
  /** Many whole lines, bytes as they stand in the file, for the ByteArrayConverter. */
  LINES;

  /** The name that users type. */
  public String optionValue() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException that lists the names there are
   */
  public static RecordFormat of(String optionValue) {
    return Arrays.stream(values())
        .filter(format -> format.optionValue().equals(optionValue))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'" + optionValue + "' is none of " + String.join(", ", optionValues())));
  }

  /** The names that users type. */
  public static List<String> optionValues() {
    return Arrays.stream(values()).map(RecordFormat::optionValue).toList();
  }
}
