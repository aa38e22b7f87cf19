package io.sluice.connect.filetail.file;

import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;

/**
 * How a file stands to the others that had its path: by this, reading goes on after a restart.
 *
 * @param source of which file this is a copy, made by copytruncate; null where it is none
 * @param left the last file with something in it that was read to its end before; null where there
 *     was none
 * @param replaced when the file was written to last before it had a successor, in nanoseconds since
 *     1970, for a successor may have come soon; null while it has none
 */
record Rotation(FileIdentity source, Left left, Long replaced) {

  static final Rotation NONE = new Rotation(null, null, null);

  /**
   * A file that was read to its end. Its inode may be another's by now.
   *
   * @param head its beginning
   * @param anchor what stands before its end
   */
  record Left(FileIdentity identity, HashedSpan head, HashedSpan anchor) {

    FilePosition end() {
      return new FilePosition(anchor.end(), identity, head, anchor, null, 0, NONE);
    }
  }

  boolean isCopy() {
    return source != null;
  }

  Rotation ofCopyOf(FileIdentity copied) {
    return new Rotation(copied, left, replaced);
  }

  Rotation after(FilePosition finished) {
    Left its =
        finished.position() == 0
            ? finished.rotation().left()
            : new Left(finished.identity(), finished.head(), finished.anchor());
    return new Rotation(source, its, replaced);
  }

  Rotation replacedAt(FileTime time) {
    return new Rotation(source, left, time.to(TimeUnit.NANOSECONDS));
  }
}
