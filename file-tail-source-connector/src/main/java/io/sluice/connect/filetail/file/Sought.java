package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file that is looked for among the rotated ones.
 *
 * @param position how far it was read
 * @param seen how far it was seen; null where that is not known
 * @param head what was seen of its beginning; null where that is not known
 * @param modified when what was seen of it was written last; null where that is not known
 */
record Sought(FilePosition position, FilePosition seen, Head head, FileTime modified) {

  static Sought of(FilePosition position) {
    return new Sought(position, null, null, null);
  }

  /** Whether the content of another file can show that it is a copy of this one. */
  boolean isKnownByContent() {
    return seen != null || position.isKnownByContent();
  }

  /** Whether a file is this one, or a copy of it: made since it was seen, or a moment before. */
  boolean isIn(OpenFile file) throws IOException {
    return file.continuesFrom(position)
        && (seen == null
            || file.continuesFrom(seen)
            || (isOlder(file.content().size(), file.modified()) && head.isAlike(file.content())));
  }

  /** The same for a compressed file, of which these positions were asked. */
  boolean isIn(GzipFacts file, FileTime written) {
    return file.continueFrom(position)
        && (seen == null
            || file.continueFrom(seen)
            || (isOlder(file.size(), written) && head.isAlike(file.head())));
  }

  private boolean isOlder(long size, FileTime written) {
    return size < seen.position() && written.compareTo(modified) <= 0;
  }

  List<FilePosition> positions() {
    return Stream.of(position, seen == null ? position : seen).distinct().toList();
  }
}
