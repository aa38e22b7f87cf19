package io.sluice.benchmarks.corpus;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A line with a number that is found again in whatever record it gets into. */
public final class NumberedLine {

  private static final char MARK = '#';
  private static final int DIGITS = 9;
  private static final String REST = " 10.20.30.40 GET /api/v1/orders/77123/items 200 512 okhttp";

  private NumberedLine() {}

  /** The line with its line feed. */
  public static byte[] of(int number) {
    return String.format(Locale.ROOT, "%c%0" + DIGITS + "d%s%n", MARK, number, REST)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * The number of the line in a record's value, be that the line itself or a document with it.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static int number(byte[] value) {
    int at = 0;
    while (at < value.length && value[at] != MARK) {
      at++;
    }
    if (at + DIGITS >= value.length) {
      throw new IllegalArgumentException(
          "no numbered line: " + new String(value, StandardCharsets.UTF_8));
    }
    int number = 0;
    for (int i = at + 1; i <= at + DIGITS; i++) {
      number = number * 10 + value[i] - '0';
    }
    return number;
  }
}
