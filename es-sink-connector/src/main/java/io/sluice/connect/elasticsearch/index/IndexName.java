package io.sluice.connect.elasticsearch.index;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** The rules that Elasticsearch has for the names of indices, aliases and data streams. */
public final class IndexName {

  static final int MAX_BYTES = 255;

  private static final String FORBIDDEN = "\\/*?\"<>|,#: ";

  private IndexName() {}

  /** Which rule a name breaks, as words to follow the name; empty where it is legal. */
  public static Optional<String> problem(String name) {
    if (name.isEmpty()) {
      return Optional.of("is empty");
    }
    if (name.equals(".") || name.equals("..")) {
      return Optional.of("must not be . or ..");
    }
    if ("_-+".indexOf(name.charAt(0)) >= 0) {
      return Optional.of("must not start with _, - or +");
    }
    if (!name.equals(name.toLowerCase(Locale.ROOT))) {
      return Optional.of("must be lowercase");
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (FORBIDDEN.indexOf(c) >= 0) {
        return Optional.of("must not contain '" + c + "'");
      }
      if (Character.isISOControl(c) || Character.isWhitespace(c)) {
        return Optional.of("must not contain white space or control characters");
      }
    }
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_BYTES) {
      return Optional.of("is " + bytes + " bytes long, and at most " + MAX_BYTES + " are allowed");
    }
    return Optional.empty();
  }
}
