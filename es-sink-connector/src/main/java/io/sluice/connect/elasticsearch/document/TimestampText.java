package io.sluice.connect.elasticsearch.document;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Instants as ISO 8601 in UTC with milliseconds, remembering the last, since neighbouring records
 * often share theirs.
 */
final class TimestampText {

  static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private long lastMillis;
  private String lastText;
  private byte[] lastBytes;

  String format(long epochMillis) {
    if (lastText == null || epochMillis != lastMillis) {
      lastText = INSTANT.format(Instant.ofEpochMilli(epochMillis));
      lastBytes = lastText.getBytes(StandardCharsets.US_ASCII);
      lastMillis = epochMillis;
    }
    return lastText;
  }

  /** The same in ASCII; not to be changed. */
  byte[] bytes(long epochMillis) {
    format(epochMillis);
    return lastBytes;
  }
}
