package io.sluice.connect.filetail.line;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which lines belong together, in Filebeat's terms.
 *
 * @param pattern regular expression that is searched for in each line
 * @param negate whether lines belong to others that do not match, instead of those that do
 * @param match to which lines these belong
 * @param maxLines the most lines of one record; the rest of a longer group goes into further ones
 * @param timeout after which a group is sent though its next line has not come
 */
public record Multiline(
    String pattern, boolean negate, Match match, int maxLines, Duration timeout) {

  public static final int MAX_LINES_DEFAULT = 500;
  public static final Duration TIMEOUT_DEFAULT = Duration.ofSeconds(5);

  /** Where the line stands that a line belongs to. */
  public enum Match {
    /** It is appended to the line before. */
    AFTER,
    /** It is put before the line that follows. */
    BEFORE;

    /** The name that users type. */
    public String optionValue() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @throws java.util.regex.PatternSyntaxException where the pattern is no regular expression
   */
  public Multiline {
    Pattern.compile(pattern);
    if (maxLines < 1) {
      throw new IllegalArgumentException("max_lines must be 1 or more, is " + maxLines);
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout_ms must be 1 or more, is " + timeout.toMillis());
    }
  }
}
