package io.sluice.connect.filetail.collect;

/** What problems quote of a list, which may hold texts of any length. */
final class Quote {

  /** Characters; a path, a topic or an expression that somebody has typed is seldom longer. */
  private static final int LONGEST = 200;

  private Quote() {}

  /** The text in quotation marks, shortened where it is long. */
  static String of(Object text) {
    return "'" + shortened(text.toString()) + "'";
  }

  /** The text, or its beginning and its end. */
  static String shortened(String text) {
    return shortened(text, LONGEST);
  }

  static String shortened(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int head = longest * 2 / 3;
    int tail = text.length() - (longest - head - 1);
    return text.substring(0, Character.isHighSurrogate(text.charAt(head - 1)) ? head - 1 : head)
        + "…"
        + text.substring(Character.isLowSurrogate(text.charAt(tail)) ? tail + 1 : tail);
  }
}
