package io.sluice.connect.filetail.file;

import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;

/**
 * How a file stands to the others that had its path: by this, reading goes on after a restart.
 *
 * @param source of which file this is a copy, made by copytruncate; null where it is none
 * @param left the file that was read to its end before; null where there was none
 * @param leftHead its beginning, by which it is known again; null where nothing was in it
 * @param replaced when the file was written to last before it had a successor, in nanoseconds since
 *     1970, for a successor may have come soon; null while it has none
 */
record Rotation(FileIdentity source, FileIdentity left, HashedSpan leftHead, Long replaced) {

  static final Rotation NONE = new Rotation(null, null, null, null);

  Rotation {
    if (leftHead != null && left == null) {
      throw new IllegalArgumentException("the beginning of a file that was left, without the file");
    }
  }

  boolean isCopy() {
    return source != null;
  }

  Rotation ofCopyOf(FileIdentity copied) {
    return new Rotation(copied, left, leftHead, replaced);
  }

  Rotation after(FilePosition finished) {
    return new Rotation(source, finished.identity(), finished.head(), replaced);
  }

  Rotation replacedAt(FileTime time) {
    return new Rotation(source, left, leftHead, time.to(TimeUnit.NANOSECONDS));
  }
}
