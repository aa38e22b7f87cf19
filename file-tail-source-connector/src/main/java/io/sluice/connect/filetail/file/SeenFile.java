package io.sluice.connect.filetail.file;

/**
 * What was known of a file at a moment, of which positions are made.
 *
 * @param modified when it was written to last, in milliseconds since 1970
 */
record SeenFile(FileIdentity identity, Head head, long modified, long epoch, Rotation rotation) {

  FilePosition at(long position, HashedSpan anchor) {
    return new FilePosition(
        position, identity, head.before(position), anchor, modified, epoch, rotation);
  }
}
