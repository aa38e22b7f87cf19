package io.sluice.connect.filetail.record;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing buffer of JSON text in UTF-8. */
final class JsonBytes {

  /** The longest escape of one byte: {@code \u0000}. */
  private static final int LONGEST_ESCAPE = 6;

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private static final int USUAL_SIZE = 1024;
  private static final int LARGEST_KEPT_SIZE = 64 * 1024;

  private byte[] bytes = new byte[USUAL_SIZE];
  private int length;

  /** Begins anew; what a long line took is given back. */
  void clear() {
    length = 0;
    if (bytes.length > LARGEST_KEPT_SIZE) {
      bytes = new byte[USUAL_SIZE];
    }
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  void raw(byte[] text) {
    reserve(text.length);
    System.arraycopy(text, 0, bytes, length, text.length);
    length += text.length;
  }

  void number(long value) {
    raw(Long.toString(value).getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Adds a text, escaped, if all of it is ASCII.
   *
   * @return false where it is not; then nothing was added
   */
  boolean escapedAscii(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] < 0) {
        return false;
      }
    }
    escaped(text, from, to);
    return true;
  }

  /** Adds a text of valid UTF-8, escaped. */
  void escaped(byte[] text, int from, int to) {
    reserve(Math.multiplyExact(to - from, LONGEST_ESCAPE));
    byte[] target = bytes;
    int at = length;
    for (int i = from; i < to; i++) {
      byte one = text[i];
      if (one == '"' || one == '\\') {
        target[at++] = '\\';
        target[at++] = one;
      } else if (one < 0 || one >= ' ') {
        target[at++] = one;
      } else if (one == '\t') {
        target[at++] = '\\';
        target[at++] = 't';
      } else {
        target[at++] = '\\';
        target[at++] = 'u';
        target[at++] = '0';
        target[at++] = '0';
        target[at++] = HEX[one >> 4];
        target[at++] = HEX[one & 0xF];
      }
    }
    length = at;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), 2 * bytes.length));
    }
  }
}
