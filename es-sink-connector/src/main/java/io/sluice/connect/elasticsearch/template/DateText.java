package io.sluice.connect.elasticsearch.template;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Instants in UTC by a pattern of {@link DateTimeFormatter}, remembering the last: neighbouring
 * records mostly fall on the same day. Used by one thread.
 */
final class DateText {

  private static final long DAY = 86_400_000;
  private static final long HOUR = 3_600_000;

  private final DateTimeFormatter formatter;
  private final long unit;
  private long lastUnit = Long.MIN_VALUE;
  private String lastText;

  /**
   * A text by this pattern.
   *
   * @throws IllegalArgumentException with a message that quotes the pattern and says what is wrong
   */
  DateText(String pattern) {
    if (pattern.matches(".*Y.*") && !pattern.matches(".*[wW].*")) {
      throw new IllegalArgumentException(
          "the pattern '" + pattern + "' has Y, the year of the week; the year is yyyy");
    }
    try {
      formatter = DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
      formatter.format(Instant.EPOCH);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + pattern + "' is not a pattern of a date, such as yyyy.MM.dd: " + e.getMessage(), e);
    }
    // Anything finer than an hour, or unknown, is made anew for each millisecond.
    unit =
        pattern.matches("[^A-Za-z]*([GyuYQqMLwWdDEecF][^A-Za-z]*)+")
            ? DAY
            : pattern.matches("[^A-Za-z]*([GyuYQqMLwWdDEecFHkKha][^A-Za-z]*)+") ? HOUR : 1;
  }

  /** The text of an instant; the same object for as long as it stays the same. */
  String format(long millis) {
    long now = Math.floorDiv(millis, unit);
    if (lastText == null || now != lastUnit) {
      lastText = formatter.format(Instant.ofEpochMilli(millis));
      lastUnit = now;
    }
    return lastText;
  }
}
