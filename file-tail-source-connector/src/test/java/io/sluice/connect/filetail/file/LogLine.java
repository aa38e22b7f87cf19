package io.sluice.connect.filetail.file;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** A line, or as much of it as was written. */
final class LogLine {

  final int number;
  final int volume;
  private final byte[] bytes;
  int written;

  /** How many of its bytes are to be handed out. */
  int expected;

  boolean lost;
  Duration handedOutAt;

  /** How many files hold a part of it: copytruncate cuts lines, too. */
  int parts = 1;

  LogLine(int number, int volume, String text) {
    this.number = number;
    this.volume = volume;
    this.bytes = text.getBytes(StandardCharsets.UTF_8);
  }

  boolean isHandedOut() {
    return handedOutAt != null;
  }

  byte[] write(int to) {
    byte[] part = Arrays.copyOfRange(bytes, written, to);
    written = to;
    return part;
  }

  int length() {
    return bytes.length;
  }

  String text() {
    return new String(bytes, 0, expected, StandardCharsets.UTF_8);
  }
}
