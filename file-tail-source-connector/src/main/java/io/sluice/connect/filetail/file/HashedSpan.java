package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stretch of a file, remembered by its hash, by which the file is known again.
 *
 * @param start first byte, counted from the beginning of the file
 * @param length bytes
 * @param hash the first 16 hexadecimal digits of the bytes' SHA-256
 */
public record HashedSpan(long start, int length, String hash) {

  private static final Pattern TEXT = Pattern.compile("(\\d{1,18})\\+(\\d{1,9}):([0-9a-f]{16})");
  private static final int HASH_BYTES = 8;
  static final int LONGEST_HEAD = 1024;

  static HashedSpan of(long start, byte[] bytes, int from, int length) {
    MessageDigest digest = sha256();
    digest.update(bytes, from, length);
    return new HashedSpan(start, length, text(digest.digest()));
  }

  /**
   * @throws IOException where the file cannot be read, or ends before the span does
   */
  static HashedSpan read(Content file, long start, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    file.readFully(bytes, start);
    if (bytes.hasRemaining()) {
      throw new IOException("the file ends before byte " + (start + length));
    }
    return of(start, bytes.array(), 0, length);
  }

  /** The first bytes of a file; null where it is empty. */
  static HashedSpan head(Content file) throws IOException {
    int length = (int) Math.min(LONGEST_HEAD, file.size());
    return length == 0 ? null : read(file, 0, length);
  }

  /** Whether the file's beginning has grown past this one. */
  boolean isOutgrownBy(long size) {
    return length < Math.min(LONGEST_HEAD, size);
  }

  long end() {
    return start + length;
  }

  /** Whether the file holds the same bytes at the same place. */
  boolean isIn(Content file) throws IOException {
    return file.size() >= end() && read(file, start, length).hash.equals(hash);
  }

  /** The form it has in the source offset: {@code start+length:hash}. */
  @Override
  public String toString() {
    return start + "+" + length + ":" + hash;
  }

  /**
   * The span that {@link #toString} wrote.
   *
   * @throws IllegalArgumentException where the text has another form
   */
  static HashedSpan parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("expected start+length:hash, found '" + text + "'");
    }
    return new HashedSpan(
        Long.parseLong(parts.group(1)), Integer.parseInt(parts.group(2)), parts.group(3));
  }

  static String text(byte[] digest) {
    return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
