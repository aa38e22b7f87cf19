package io.sluice.connect.filetail.file;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * The source offset of one line: a reference and a number, until somebody looks inside.
 *
 * <p>Connect keeps one offset per record and serialises only the last of each commit, so the map is
 * made when it is read.
 */
final class LineOffset extends AbstractMap<String, Object> {

  private final LongFunction<FilePosition> file;
  private final long position;

  /**
   * @param file makes the position in the file of where it is in bytes
   * @param position the end of this line
   */
  LineOffset(LongFunction<FilePosition> file, long position) {
    this.file = file;
    this.position = position;
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return file.apply(position).toOffset().entrySet();
  }
}
