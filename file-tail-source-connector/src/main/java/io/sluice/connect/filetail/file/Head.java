package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The first bytes of a file, as far as they were seen, by which it is known again. */
final class Head {

  private final byte[] bytes;

  private Head(byte[] bytes) {
    this.bytes = bytes;
  }

  static Head of(Content file) throws IOException {
    return new Head(first(HashedSpan.LONGEST_HEAD, file));
  }

  private static byte[] first(int most, Content file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(most, file.size()));
    file.readFully(bytes, 0);
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /** Whether the file's beginning has grown past this one. */
  boolean isOutgrownBy(long size) {
    return bytes.length < Math.min(HashedSpan.LONGEST_HEAD, size);
  }

  /** Whether a file begins with these bytes. */
  boolean isIn(Content file) throws IOException {
    return Arrays.equals(bytes, first(bytes.length, file));
  }

  /** Whether a file begins with these bytes, or holds nothing but the first of them. */
  boolean isAlike(Content file) throws IOException {
    return isAlike(first(bytes.length, file));
  }

  /** The same, told by a file's first bytes. */
  boolean isAlike(byte[] others) {
    int length = Math.min(bytes.length, others.length);
    return length > 0 && Arrays.equals(bytes, 0, length, others, 0, length);
  }

  /**
   * The bytes before a position, for whoever may hold no more of the file.
   *
   * @return null where there are none
   */
  HashedSpan before(long position) {
    int length = (int) Math.min(bytes.length, position);
    return length == 0 ? null : HashedSpan.of(0, bytes, 0, length);
  }
}
