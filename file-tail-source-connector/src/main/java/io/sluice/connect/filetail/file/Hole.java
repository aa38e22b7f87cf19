package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The NUL bytes that a file begins with where it was truncated and its writer does not append.
 *
 * <p>A writer that has not opened its log with {@code O_APPEND} goes on at its old position after
 * copytruncate. The file system has NUL bytes for what is in front of it: up to gigabytes, which
 * take no space, and are no text. They are skipped. Fewer than {@value #LEAST_BYTES} may be
 * anything, and stay what the first line begins with; in UTF-16 and UTF-32, too, no text has so
 * many in a row.
 *
 * <p>Java cannot ask where a hole ends ({@code SEEK_DATA}), so it is read through, so many buffers
 * at a time. Meanwhile, and until a record behind it was handed on, the file's position is 0: a
 * position within the hole would be known by nothing but NUL bytes, in its head and in its anchor,
 * and so would be one in any other file with a hole. Behind the hole the head tells as little, but
 * the anchor is text.
 */
final class Hole {

  /** What is shorter is none. */
  static final int LEAST_BYTES = 4096;

  private static final int MOST_BUFFERS = 16;
  private static final byte[] NULS = new byte[LEAST_BYTES];

  private final Content file;

  /** All bytes before are NUL. */
  private long end;

  /** Whether what stands at the end is no NUL byte, and it goes no further. */
  private boolean ended;

  private long told;

  Hole(Content file) {
    this.file = file;
  }

  /**
   * The position of the first line behind bytes that are no text: a byte order mark is part of the
   * line, a hole is not.
   */
  static long firstLine(long skipped) {
    return skipped < LEAST_BYTES ? 0 : skipped;
  }

  /** Where it ends as far as it was searched; 0 where there is none. */
  long end() {
    return end;
  }

  /** Whether all that was found of the file is the hole. */
  boolean isAll() {
    return end > 0 && !ended;
  }

  /** Says that other bytes are in the file now. */
  void restart() {
    end = 0;
    ended = false;
    told = 0;
  }

  /**
   * Searches for its end.
   *
   * @param buffer what is in it is lost
   * @param unit bytes, of which the end is a multiple
   * @return whether its end was found, or the file's; otherwise there is more to search
   */
  boolean skip(ReadBuffer buffer, int unit) throws IOException {
    if (ended || (end == 0 && !begins())) {
      return true;
    }
    for (int buffers = 0; buffers < MOST_BUFFERS; buffers++) {
      buffer.fill(file, end);
      int nuls = nuls(buffer.bytes(), buffer.length());
      end += nuls - nuls % unit;
      ended = nuls < buffer.length();
      if (ended || !buffer.isFull()) {
        return true;
      }
    }
    return false;
  }

  private boolean begins() throws IOException {
    ByteBuffer first = ByteBuffer.allocate(LEAST_BYTES);
    file.readFully(first, 0);
    int nuls = nuls(first.array(), first.position());
    ended = nuls < first.position();
    return nuls == LEAST_BYTES;
  }

  /** With how many NUL bytes the array begins. */
  private static int nuls(byte[] bytes, int length) {
    for (int from = 0; from < length; from += NULS.length) {
      int to = Math.min(length, from + NULS.length);
      int other = Arrays.mismatch(bytes, from, to, NULS, 0, to - from);
      if (other >= 0) {
        return from + other;
      }
    }
    return length;
  }

  /** How many bytes of it were not asked for yet. */
  long take() {
    long taken = end - told;
    told = end;
    return taken;
  }
}
