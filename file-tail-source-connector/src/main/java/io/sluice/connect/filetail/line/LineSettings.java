package io.sluice.connect.filetail.line;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * How the lines of some files are read. One object serves all files of an entry.
 *
 * @param limit how long a line may be
 * @param framing how they become records
 * @param groupTimeout after which a group of lines is whole; zero where there are no groups
 * @param partialTimeout after which a line without its ending is sent; zero for never
 */
public record LineSettings(
    TextEncoding encoding,
    LineLimit limit,
    Framing framing,
    Duration groupTimeout,
    Duration partialTimeout) {

  /** Every line is a record. */
  public static LineSettings singleLines(
      Charset charset, LineLimit limit, Duration partialTimeout) {
    return new LineSettings(
        TextEncoding.of(charset), limit, new SingleLines(limit), Duration.ZERO, partialTimeout);
  }

  /** Every line is a record, a line without its ending waits for it, and the text is UTF-8. */
  public static LineSettings singleLines(LineLimit limit) {
    return singleLines(StandardCharsets.UTF_8, limit, Duration.ZERO);
  }

  /**
   * A record holds many lines.
   *
   * @param mostBytes of a record; a longer line is one of its own
   */
  public static LineSettings chunks(
      Charset charset, LineLimit limit, int mostBytes, Duration partialTimeout) {
    return new LineSettings(
        TextEncoding.of(charset),
        limit,
        new LineChunks(limit, mostBytes),
        Duration.ZERO,
        partialTimeout);
  }

  /** A record holds the lines that belong together. */
  public static LineSettings groups(
      Charset charset, LineLimit limit, Multiline multiline, Duration partialTimeout) {
    return new LineSettings(
        TextEncoding.of(charset),
        limit,
        new LineGroups(limit, multiline),
        multiline.timeout(),
        partialTimeout);
  }

  /** Whether lines become records by what other lines hold. */
  public boolean hasGroups() {
    return !groupTimeout.isZero();
  }

  /**
   * What becomes of the unfinished.
   *
   * @param quietNanos how long the file has not grown
   */
  public Unfinished unfinished(long quietNanos) {
    if (!partialTimeout.isZero() && quietNanos >= partialTimeout.toNanos()) {
      return Unfinished.IS_SENT_AS_PARTIAL;
    }
    return hasGroups() && quietNanos >= groupTimeout.toNanos()
        ? Unfinished.ENDS_GROUP
        : Unfinished.WAITS;
  }

  /** A buffer that holds any legal line, or group of lines, with its ending. */
  public int bufferSize() {
    return limit.maxBytes() + 2 * encoding.unit();
  }
}
