package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.line.Window;
import java.util.Map;

/**
 * Where the records of one read stand in the file, and in the one before it.
 *
 * <p>Each offset has the bytes before its position, for a copy of the file may have been made
 * before what comes after them was written, and without them a file that only begins alike would
 * do.
 */
final class RecordPlaces implements Window.Places {

  private final LineOffset.Maker inFile;
  private final Carried carried;
  private final byte[] bytes;
  private final long base;
  private final long textStart;
  private final long end;
  private final Anchor endAnchor;

  /**
   * @param carried what stands before the file's own bytes; null where nothing does
   * @param bytes what was read
   * @param base where the first of them stands in the file
   * @param textStart behind the byte order mark or the hole of a file that was read from its
   *     beginning
   * @param end where a record ends that was not read to its end; -1 where there is none
   * @param endAnchor what stands before it
   */
  RecordPlaces(
      SeenFile file,
      Carried carried,
      byte[] bytes,
      long base,
      long textStart,
      long end,
      Anchor endAnchor) {
    this.inFile = (position, anchor) -> file.at(position, anchor.span(position));
    this.carried = carried;
    this.bytes = bytes;
    this.base = base;
    this.textStart = textStart;
    this.end = end;
    this.endAnchor = endAnchor;
  }

  @Override
  public long position(long at) {
    if (carried != null && at < textStart) {
      return carried.lineStart((int) (at - base));
    }
    return at == textStart ? Hole.firstLine(textStart) : at;
  }

  @Override
  public Map<String, Object> offset(long at) {
    int index = (int) (at - base);
    if (carried != null && at <= textStart && carried.keeps(index)) {
      FilePosition there = carried.at(index);
      return new LineOffset((position, anchor) -> there, there.position(), null);
    }
    return new LineOffset(inFile, inFile(at), at == end ? endAnchor : anchorBefore(index));
  }

  /** What stands before an index in the file itself. */
  private Anchor anchorBefore(int index) {
    int fileStart = carried == null ? 0 : carried.bytes().length;
    return Anchor.before(Math.max(index, fileStart), bytes, fileStart);
  }

  /** Reading that begins with the text begins with the file. */
  private long inFile(long at) {
    return at == textStart ? 0 : at;
  }
}
