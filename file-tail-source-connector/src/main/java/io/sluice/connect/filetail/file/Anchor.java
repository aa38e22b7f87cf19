package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The last bytes before a position of a file, by which a truncation is noticed. */
final class Anchor {

  static final int MOST_BYTES = 64;

  private final byte[] bytes;

  private Anchor(byte[] bytes) {
    this.bytes = bytes;
  }

  /** What stands in the file before the position. */
  static Anchor before(long position, Content file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(MOST_BYTES, position));
    file.readFully(bytes, position - bytes.capacity());
    return new Anchor(Arrays.copyOf(bytes.array(), bytes.position()));
  }

  /**
   * What stands in the array before the index.
   *
   * @param from index of the first byte that is the file's
   */
  static Anchor before(int index, byte[] array, int from) {
    return new Anchor(Arrays.copyOfRange(array, Math.max(from, index - MOST_BYTES), index));
  }

  /** Not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return bytes.length;
  }

  /** Whether the array begins with these bytes. */
  boolean begins(byte[] array, int arrayLength) {
    return arrayLength >= bytes.length
        && Arrays.equals(array, 0, bytes.length, bytes, 0, bytes.length);
  }

  /** Whether these bytes stand before the position in the file. */
  boolean standsBefore(long position, Content file) throws IOException {
    ByteBuffer found = ByteBuffer.allocate(bytes.length);
    file.readFully(found, position - bytes.length);
    return !found.hasRemaining() && Arrays.equals(bytes, found.array());
  }

  HashedSpan span(long position) {
    return HashedSpan.of(position - bytes.length, bytes, 0, bytes.length);
  }
}
