package io.sluice.connect.elasticsearch.bulk;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How the bodies of requests are compressed. */
public enum Compression {
  NONE,
  GZIP;

  /** Parses an option's value; the same texts as in {@link #options}. */
  public static Compression parse(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  public static List<String> options() {
    return Arrays.stream(values()).map(Compression::toString).toList();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
