package io.sluice.connect.filetail.file;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;

/**
 * The source offset of one line: two references and a number, until somebody looks inside.
 *
 * <p>Connect keeps one offset per record and serialises only the last of each commit, so the map is
 * made when it is read.
 */
final class LineOffset extends AbstractMap<String, Object> {

  private final FilePosition batch;
  private final long position;

  /**
   * @param batch the identity that all lines of one read share
   * @param position the end of this line
   */
  LineOffset(FilePosition batch, long position) {
    this.batch = batch;
    this.position = position;
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return new FilePosition(
            position,
            batch.identity(),
            batch.head(),
            batch.anchor(),
            batch.modified(),
            batch.epoch())
        .toOffset()
        .entrySet();
  }
}
