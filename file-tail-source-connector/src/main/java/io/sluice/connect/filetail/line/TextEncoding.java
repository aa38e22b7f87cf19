package io.sluice.connect.filetail.line;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How text stands in the bytes of a file: the charset, the bytes that end a line in it, and the
 * byte order mark that a file may begin with.
 *
 * <p>Lines are cut where the bytes of a line feed stand, and decoded only then: so a character that
 * straddles two reads is none of anybody's business, and positions are bytes. In UTF-16 and UTF-32
 * a line feed has 2 and 4 bytes, and only counts where a character can begin.
 */
public final class TextEncoding {

  private static final byte[] NO_MARK = {};
  private static final int LONGEST_UTF8_CHARACTER = 4;

  private final Charset charset;
  private final byte[] feed;
  private final byte[] carriageReturn;
  private final byte[] mark;
  private final boolean utf8;
  private final boolean fixedWidth;

  private TextEncoding(Charset charset) {
    this.charset = charset;
    this.feed = encoded(charset, "\n");
    this.carriageReturn = encoded(charset, "\r");
    this.mark = mark(charset);
    this.utf8 = charset.equals(StandardCharsets.UTF_8);
    this.fixedWidth = charset.canEncode() && charset.newEncoder().maxBytesPerChar() == 1;
  }

  /**
   * @throws IllegalArgumentException where nobody can tell how a line ends in the charset
   */
  public static TextEncoding of(Charset charset) {
    TextEncoding encoding = new TextEncoding(charset);
    if (encoding.feed.length == 0 || !new String(encoding.feed, charset).equals("\n")) {
      throw new IllegalArgumentException("'" + charset + "' has no line feed of its own");
    }
    return encoding;
  }

  /** The bytes of a character within a text, without the mark that some encoders begin with. */
  private static byte[] encoded(Charset charset, String character) {
    if (!charset.canEncode()) {
      // What Java can only read are ASCII's relatives.
      return character.getBytes(StandardCharsets.US_ASCII);
    }
    int once = character.getBytes(charset).length;
    byte[] twice = (character + character).getBytes(charset);
    return Arrays.copyOfRange(twice, once, twice.length);
  }

  private static byte[] mark(Charset charset) {
    boolean unicode = charset.canEncode() && charset.newEncoder().canEncode('\ufeff');
    return unicode ? encoded(charset, "\ufeff") : NO_MARK;
  }

  public Charset charset() {
    return charset;
  }

  /** Whether a single byte 10 ends a line, as in ASCII. */
  public boolean endsLinesAsAscii() {
    return feed.length == 1 && feed[0] == '\n';
  }

  boolean isUtf8() {
    return utf8;
  }

  /** How many bytes of a file's beginning {@link #of(byte[], int)} wants to see. */
  public static int bytesToTellBy() {
    return 4;
  }

  /** Whether the order of the bytes stands in the file itself. */
  public boolean isToldByMark() {
    return charset.equals(StandardCharsets.UTF_16) || charset.name().equals("UTF-32");
  }

  /**
   * The encoding that a file's beginning shows. A file that was truncated while its writer had it
   * open has no mark any more: then two characters of which the first bytes, and not the last, are
   * other than 0 are Latin text in little-endian order. Anything else is in big-endian order
   * without a mark, as the Unicode standard has it.
   *
   * @param head the file's first bytes
   */
  public TextEncoding of(byte[] head, int length) {
    if (!isToldByMark()) {
      return this;
    }
    TextEncoding little = of(Charset.forName(charset.name() + "LE"));
    return little.markIn(head, 0, length) > 0 || little.areLatin(head, length)
        ? little
        : of(Charset.forName(charset.name() + "BE"));
  }

  /** Whether all of the characters are of those 255 whose last bytes are 0 in this order. */
  private boolean areLatin(byte[] bytes, int length) {
    int last = Math.min(length, bytesToTellBy()) / unit() * unit();
    for (int i = 0; i < last; i++) {
      if ((bytes[i] != 0) != (i % unit() == 0)) {
        return false;
      }
    }
    return last > 0;
  }

  /** The length of the byte order mark that stands there, 0 where none does. */
  public int markIn(byte[] bytes, int from, int to) {
    return mark.length > 0 && startsWith(bytes, from, to, mark) ? mark.length : 0;
  }

  /** Bytes of a line feed; characters begin at multiples of it. */
  public int unit() {
    return feed.length;
  }

  public byte[] feed() {
    return feed.clone();
  }

  /**
   * Finds the next line ending.
   *
   * @param from where a character begins
   * @return index behind the next line feed, -1 where there is none
   */
  public int afterFeed(byte[] bytes, int from, int to) {
    if (feed.length == 1) {
      byte one = feed[0];
      for (int i = from; i < to; i++) {
        if (bytes[i] == one) {
          return i + 1;
        }
      }
      return -1;
    }
    for (int i = from; i + feed.length <= to; i += feed.length) {
      if (startsWith(bytes, i, to, feed)) {
        return i + feed.length;
      }
    }
    return -1;
  }

  /**
   * Finds the last line ending.
   *
   * @param from where a character begins
   * @param notBefore no line feed ends before it
   * @return index behind the last line feed, -1 where there is none
   */
  public int afterLastFeed(byte[] bytes, int from, int notBefore, int to) {
    for (int i = to - (to - from) % feed.length;
        i >= Math.max(notBefore, from + 1);
        i -= feed.length) {
      if (endsWith(bytes, from, i, feed)) {
        return i;
      }
    }
    return -1;
  }

  /** Where the text of a line ends that ends there: before its line feed and carriage return. */
  int textEnd(byte[] bytes, int from, int to) {
    if (!endsWith(bytes, from, to, feed)) {
      return to;
    }
    int end = to - feed.length;
    return endsWith(bytes, from, end, carriageReturn) ? end - carriageReturn.length : end;
  }

  /** Whether the bytes end with a line feed. */
  public boolean endsWithFeed(byte[] bytes, int from, int to) {
    return endsWith(bytes, from, to, feed);
  }

  /**
   * Where to cut a line that is too long.
   *
   * @param to the greatest index
   * @return the greatest that is not within a character
   */
  int cut(byte[] bytes, int from, int to) {
    if (fixedWidth) {
      return to;
    }
    int cut = utf8 ? utf8Cut(bytes, to) : decodedCut(bytes, from, to);
    return cut > from ? cut : to;
  }

  /** The greatest index up to {@code to} that is not within a character. */
  int wholeCharacters(byte[] bytes, int from, int to) {
    return fixedWidth ? to : decodedCut(bytes, from, to);
  }

  private static int utf8Cut(byte[] bytes, int to) {
    for (int back = 0; back < LONGEST_UTF8_CHARACTER; back++) {
      if ((bytes[to - back] & 0xC0) != 0x80) {
        return to - back;
      }
    }
    return to;
  }

  private int decodedCut(byte[] bytes, int from, int to) {
    CharsetDecoder decoder = decoder(CodingErrorAction.REPLACE);
    ByteBuffer in = ByteBuffer.wrap(bytes, from, to - from);
    CharBuffer out = CharBuffer.allocate(1024);
    while (decoder.decode(in, out, false).isOverflow()) {
      out.clear();
    }
    return in.position();
  }

  String decode(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, charset);
  }

  /** How often {@link #decode} had to replace what is no text in this encoding. */
  int malformed(byte[] bytes, int from, int to) {
    CharsetDecoder decoder = decoder(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes, from, to - from);
    CharBuffer out = CharBuffer.allocate(1024);
    int malformed = 0;
    while (true) {
      CoderResult result = decoder.decode(in, out, true);
      out.clear();
      if (result.isError()) {
        malformed++;
        in.position(in.position() + result.length());
      } else if (result.isUnderflow()) {
        return malformed;
      }
    }
  }

  private CharsetDecoder decoder(CodingErrorAction action) {
    return charset.newDecoder().onMalformedInput(action).onUnmappableCharacter(action);
  }

  private static boolean startsWith(byte[] bytes, int from, int to, byte[] start) {
    return to - from >= start.length
        && Arrays.equals(bytes, from, from + start.length, start, 0, start.length);
  }

  private static boolean endsWith(byte[] bytes, int from, int to, byte[] end) {
    return to - from >= end.length && startsWith(bytes, to - end.length, to, end);
  }
}
