package io.sluice.connect.filetail.file;

/**
 * How long a line may be.
 *
 * @param maxBytes without the line ending
 * @param longLine what happens to a longer one
 */
public record LineLimit(int maxBytes, LongLine longLine) {

  private static final int LONGEST_CHARACTER = 4;

  public LineLimit {
    if (maxBytes < LONGEST_CHARACTER) {
      throw new IllegalArgumentException("a line must be allowed to hold one character");
    }
  }

  /** Whether so many unfinished bytes cannot become a legal line any more. */
  boolean isPassedBy(long pending) {
    return pending > maxBytes + 1L; // one more may be the \r of \r\n
  }

  /** The buffer that holds any legal line with its line ending. */
  int bufferSize() {
    return maxBytes + 2;
  }

  /** Where to cut a long line that begins at {@code from}: not within a UTF-8 character. */
  int cut(byte[] bytes, int from) {
    int cut = from + maxBytes;
    for (int back = 0; back < LONGEST_CHARACTER; back++) {
      if ((bytes[cut - back] & 0xC0) != 0x80) {
        return cut - back;
      }
    }
    return cut;
  }
}
