package io.sluice.connect.elasticsearch.index;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is done about a target that does not exist: the {@code create} option. */
public enum CreateMode {
  /** An index is created, with the settings and mappings of the templates that match it. */
  INDEX,
  /** A data stream is created by the first document, under an index template that must be there. */
  DATA_STREAM,
  /** Nothing is created: it must be there. */
  NONE;

  public static CreateMode parse(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** The words of the option. */
  public static List<String> options() {
    return Arrays.stream(values()).map(CreateMode::toString).toList();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
