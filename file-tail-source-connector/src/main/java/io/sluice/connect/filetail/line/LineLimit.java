package io.sluice.connect.filetail.line;

/**
 * How long a line, or a group of lines, may be.
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

  /** Whether all of a longer line is sent. */
  public boolean splits() {
    return longLine == LongLine.SPLIT;
  }
}
