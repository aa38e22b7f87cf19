package io.sluice.connect.filetail.file;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;

/**
 * The source offset of one line: two references and a number, until somebody looks inside.
 *
 * <p>Connect keeps one offset per record and serialises only the last of each commit, so the map is
 * made when it is read, and nothing is made for the others. But with exactly-once support Connect
 * keeps all records of a transaction in a hash map, by what is in them, offsets included
 * (ExactlyOnceWorkerSourceTask, committableRecords): so the hash code is that of the position
 * alone, which is the same for equal offsets of lines, though not for any other map that equals
 * one.
 */
final class LineOffset extends AbstractMap<String, Object> {

  /** Makes a position. */
  interface Maker {
    FilePosition at(long position, Anchor anchor);
  }

  private final Maker maker;
  private final long position;
  private final Anchor anchor;

  /**
   * @param position the end of this line in bytes
   * @param anchor what stands before it
   */
  LineOffset(Maker maker, long position, Anchor anchor) {
    this.maker = maker;
    this.position = position;
    this.anchor = anchor;
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return maker.at(position, anchor).toOffset().entrySet();
  }

  @Override
  public boolean equals(Object other) {
    return other == this || super.equals(other);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(position);
  }
}
