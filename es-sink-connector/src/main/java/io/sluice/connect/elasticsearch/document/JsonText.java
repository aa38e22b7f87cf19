package io.sluice.connect.elasticsearch.document;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes text as the inside of a JSON string. */
public final class JsonText {

  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

  /** By byte, what follows the backslash; 0 where it stands for itself. */
  private static final byte[] ESCAPES = escapes();

  private JsonText() {}

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

  /** Writes bytes that are valid UTF-8: what needs no escape in runs, and most text is one. */
  public static void write(byte[] text, int from, int to, GrowableBytes out) {
    int run = from;
    for (int at = from; at < to; at++) {
      byte escape = ESCAPES[text[at] & 0xFF];
      if (escape != 0) {
        out.write(text, run, at - run);
        writeEscape(text[at], escape, out);
        run = at + 1;
      }
    }
    out.write(text, run, to - run);
  }

  /** Writes a text; half of a surrogate pair, which UTF-8 cannot express, as U+FFFD. */
  public static void write(String text, GrowableBytes out) {
    int start = out.size();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80 || ESCAPES[c] != 0) {
        // Rare in ids, keys and names.
        out.truncate(start);
        byte[] bytes = utf8(text);
        write(bytes, 0, bytes.length, out);
        return;
      }
      out.write(c);
    }
  }

  private static void writeEscape(byte one, byte escape, GrowableBytes out) {
    out.write('\\');
    out.write(escape);
    if (escape == 'u') {
      out.write('0');
      out.write('0');
      out.write(HEX[one >> 4]);
      out.write(HEX[one & 0xF]);
    }
  }

  private static byte[] utf8(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return withoutHalves(text).getBytes(StandardCharsets.UTF_8);
      }
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String withoutHalves(String text) {
    return text.codePoints()
        .map(
            point ->
                point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE
                    ? 0xFFFD
                    : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
