package io.sluice.connect.filetail.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/**
 * A file opened for reading, and what it is known by.
 *
 * @param path without symbolic links
 * @param modified when it was written to last
 */
record OpenFile(Path path, FileIdentity identity, FileTime modified, Content content)
    implements Closeable {

  /** As its folder would list it. */
  FileStat stat() throws IOException {
    return new FileStat(identity, content.size(), modified, true);
  }

  /** Whether this is the file that was read up to the position, or a copy of it. */
  boolean continuesFrom(FilePosition position) throws IOException {
    return position.isIn(content);
  }

  /** The position at its end, by which it is known again where it is compressed. */
  FilePosition all() throws IOException {
    return all(content, identity, modified, 0);
  }

  /** The position at the end of a file. */
  static FilePosition all(Content file, FileIdentity identity, FileTime modified, long epoch)
      throws IOException {
    long size = file.size();
    HashedSpan end = Anchor.before(size, file).span(size);
    return new FilePosition(
        size, identity, HashedSpan.head(file), end, modified.toMillis(), epoch, Rotation.NONE);
  }

  /** Whether another file begins with all that is in this one, as far as its ends tell. */
  boolean isHeldBy(Content other) throws IOException {
    return isHeld(content, other);
  }

  static boolean isHeld(Content content, Content other) throws IOException {
    long size = content.size();
    HashedSpan head = HashedSpan.head(content);
    return head != null
        && size <= other.size()
        && head.isIn(other)
        && Anchor.before(size, content).standsBefore(size, other);
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}
