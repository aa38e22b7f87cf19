package io.sluice.connect.filetail.line;

import java.util.Arrays;
import java.util.Map;

/**
 * What one record is made of: a line, a piece of one, or several lines. A view of a buffer, valid
 * only while it is handed on.
 */
public final class Line {

  private static final char REPLACEMENT = '\ufffd';

  private byte[] bytes;
  private int from;
  private int to;
  private long start;
  private int count;
  private LineMarks marks;
  private TextEncoding encoding;
  private Map<String, Object> offset;
  private long decodeErrors;

  /**
   * @param bytes holds the line
   * @param from index of its first byte
   * @param to index behind its last byte, without the last line ending
   * @param start where it begins in its file, in bytes
   * @param count how many lines it is, or is a piece of
   * @param offset the source offset at which reading goes on behind it
   * @return this
   */
  public Line set(
      byte[] bytes,
      int from,
      int to,
      long start,
      int count,
      LineMarks marks,
      TextEncoding encoding,
      Map<String, Object> offset) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    this.start = start;
    this.count = count;
    this.marks = marks;
    this.encoding = encoding;
    this.offset = offset;
    return this;
  }

  /** The buffer that holds the line from {@link #from} to {@link #to}, and others. */
  public byte[] buffer() {
    return bytes;
  }

  public int from() {
    return from;
  }

  public int to() {
    return to;
  }

  public long start() {
    return start;
  }

  public int count() {
    return count;
  }

  public LineMarks marks() {
    return marks;
  }

  public Map<String, Object> offset() {
    return offset;
  }

  /** A copy of the bytes, in the file's encoding. */
  public byte[] bytes() {
    return Arrays.copyOfRange(bytes, from, to);
  }

  /** Whether the bytes are the text in UTF-8, unless they are malformed. */
  public boolean isPlainUtf8() {
    return count == 1 && encoding.isUtf8();
  }

  /**
   * The text, with {@code \n} between lines. What is no text in the file's encoding is replaced by
   * U+FFFD, and counted.
   */
  public String text() {
    String text = encoding.decode(bytes, from, to);
    if (text.indexOf(REPLACEMENT) >= 0) {
      decodeErrors += encoding.malformed(bytes, from, to);
    }
    return count > 1 ? text.replace("\r\n", "\n") : text;
  }

  long decodeErrors() {
    return decodeErrors;
  }

  void clearDecodeErrors() {
    decodeErrors = 0;
  }
}
