package io.sluice.connect.filetail.file;

/**
 * What was known of a file at a moment, of which positions are made.
 *
 * @param modified when it was written to last, in milliseconds since 1970
 */
record SeenFile(FileIdentity identity, Head head, long modified, long epoch, Rotation rotation) {

  /** A position in a file of which others may only have what is before it. */
  FilePosition at(long position, HashedSpan anchor) {
    return at(position, head.before(position), anchor);
  }

  /** A position in a file that nobody writes to any more. */
  FilePosition inWhole(long position, HashedSpan anchor) {
    return at(position, head.before(Long.MAX_VALUE), anchor);
  }

  private FilePosition at(long position, HashedSpan itsHead, HashedSpan anchor) {
    return new FilePosition(position, identity, itsHead, anchor, modified, epoch, rotation);
  }
}
