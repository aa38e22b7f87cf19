package io.sluice.connect.filetail.record;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The moment at which the lines of one poll were read, written out once for all of them. */
public final class ReadTime {

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Clock clock;
  private Long millis;
  private String text;
  private byte[] bytes;

  public ReadTime(Clock clock) {
    this.clock = clock;
    set(clock.millis());
  }

  /** Moves on to the present. */
  public void update() {
    long now = clock.millis();
    if (now != millis.longValue()) {
      set(now);
    }
  }

  private void set(long now) {
    millis = now;
    text = FORMAT.format(Instant.ofEpochMilli(now));
    bytes = text.getBytes(StandardCharsets.US_ASCII);
  }

  /** As a record takes it: in milliseconds since 1970, one object for all of them. */
  Long timestamp() {
    return millis;
  }

  /** ISO 8601 with milliseconds, in UTC. */
  String text() {
    return text;
  }

  byte[] bytes() {
    return bytes;
  }
}
