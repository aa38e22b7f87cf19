package io.sluice.connect.filetail.file;

import java.util.Map;

/**
 * The offsets of the lines of one read.
 *
 * @param batch all but the position, which is each line's own
 */
record ReadOffsets(FilePosition batch) {

  /** The offset behind a line that ends there. */
  Map<String, Object> at(long end) {
    return new LineOffset(batch, end);
  }
}
