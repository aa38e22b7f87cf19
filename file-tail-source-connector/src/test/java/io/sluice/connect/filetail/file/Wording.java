package io.sluice.connect.filetail.file;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the lines of a log look like; each has a number, by which it is known. */
enum Wording {
  /** Short lines with characters of several bytes, some of which end in {@code \r\n}. */
  SHORT("", "-ä€😀"),
  /** Two files that end alike for longer than an anchor. */
  ALIKE_ENDS("", "-" + "x".repeat(150)),
  /** Two files that begin alike for longer than a fingerprint. */
  ALIKE_BEGINNINGS("y".repeat(1100), "-z");

  private static final Pattern NUMBER = Pattern.compile("y*(\\d+)-.*", Pattern.DOTALL);

  private final String before;
  private final String after;

  Wording(String before, String after) {
    this.before = before;
    this.after = after;
  }

  String line(int number) {
    return before + number + after.repeat(1 + number % 3);
  }

  String ending(int number) {
    return this == SHORT && number % 4 == 3 ? "\r\n" : "\n";
  }

  /** The line, without what makes it long. */
  String shown(String line) {
    return line.replace(before, "").replace(after, "-");
  }

  /** How many bytes the shortest piece has that shows the number. */
  int shortestPiece(int number) {
    return (before + number).length() + 1;
  }

  /** The number of a line or of the beginning of one; -1 for a line that was never written. */
  static int number(String line) {
    Matcher number = NUMBER.matcher(line);
    return number.matches() ? Integer.parseInt(number.group(1)) : -1;
  }
}
