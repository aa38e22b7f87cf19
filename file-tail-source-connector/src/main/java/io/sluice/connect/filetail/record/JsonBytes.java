package io.sluice.connect.filetail.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing buffer of JSON text in UTF-8.
 *
 * <p>Most lines hold nothing to escape: up to the first byte that must be, a text is copied as a
 * whole. Behind it, it goes byte by byte, and in blocks, for there must be room for the longest
 * escape of each byte.
 */
final class JsonBytes {

  /** The longest escape of one byte: {@code \u0000}. */
  private static final int LONGEST_ESCAPE = 6;

  private static final int BLOCK = 1024;

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** By byte, what follows the backslash; {@link #NONE} where it stands for itself. */
  private static final byte[] ESCAPES = escapes();

  private static final byte NONE = 0;

  /** Reads eight bytes of an array at once. */
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  /** The bit of each of eight bytes that no ASCII character has. */
  private static final long NOT_ASCII = 0x8080_8080_8080_8080L;

  private static final int USUAL_SIZE = 1024;
  private static final int LARGEST_KEPT_SIZE = 64 * 1024;

  private byte[] bytes = new byte[USUAL_SIZE];
  private int length;

  private static byte[] escapes() {
    byte[] escapes = new byte[256];
    Arrays.fill(escapes, 0, ' ', (byte) 'u');
    escapes['\b'] = 'b';
    escapes['\t'] = 't';
    escapes['\n'] = 'n';
    escapes['\f'] = 'f';
    escapes['\r'] = 'r';
    escapes['"'] = '"';
    escapes['\\'] = '\\';
    return escapes;
  }

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
    raw(text, 0, text.length);
  }

  private void raw(byte[] text, int from, int to) {
    int count = to - from;
    reserve(count);
    System.arraycopy(text, from, bytes, length, count);
    length += count;
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
    if (!isAscii(text, from, to)) {
      return false;
    }
    escaped(text, from, to);
    return true;
  }

  private static boolean isAscii(byte[] text, int from, int to) {
    int i = from;
    for (; i <= to - Long.BYTES; i += Long.BYTES) {
      if (((long) EIGHT_BYTES.get(text, i) & NOT_ASCII) != 0) {
        return false;
      }
    }
    for (; i < to; i++) {
      if (text[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /** Adds a text of valid UTF-8, escaped. */
  void escaped(byte[] text, int from, int to) {
    int plain = plain(text, from, to);
    raw(text, from, plain);
    for (int block = plain; block < to; block += BLOCK) {
      escapedBlock(text, block, Math.min(to, block + BLOCK));
    }
  }

  /** The index of the first byte that must be escaped. */
  private static int plain(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (ESCAPES[text[i] & 0xFF] != NONE) {
        return i;
      }
    }
    return to;
  }

  private void escapedBlock(byte[] text, int from, int to) {
    reserve(LONGEST_ESCAPE * (to - from));
    byte[] target = bytes;
    int at = length;
    for (int i = from; i < to; i++) {
      byte one = text[i];
      if (one == '"' || one == '\\') {
        target[at++] = '\\';
        target[at++] = one;
      } else if (one < 0 || one >= ' ') {
        target[at++] = one;
      } else {
        byte escape = ESCAPES[one];
        target[at++] = '\\';
        target[at++] = escape;
        if (escape == 'u') {
          target[at++] = '0';
          target[at++] = '0';
          target[at++] = HEX[one >> 4];
          target[at++] = HEX[one & 0xF];
        }
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
