package io.sluice.connect.elasticsearch.bulk;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is done with a record that has no value: the {@code behavior.on.null.values} option. */
public enum NullValueBehavior {
  /** The record is passed over. */
  IGNORE,
  /** The document that has the record's id is deleted. */
  DELETE,
  /** The task fails. */
  FAIL;

  public static NullValueBehavior parse(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /** The words of the option. */
  public static List<String> options() {
    return Arrays.stream(values()).map(NullValueBehavior::toString).toList();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
