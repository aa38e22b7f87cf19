package io.sluice.connect.filetail.file;

import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How a file stands to the others that had its path: by this, reading goes on after a restart.
 *
 * @param source of which file this is a copy, made by copytruncate; null where it is none
 * @param left the last files with something in them that were read to their ends before, the newest
 *     last
 * @param replaced when the file was written to last before it had a successor, in nanoseconds since
 *     1970, for a successor may have come soon; null while it has none
 */
record Rotation(FileIdentity source, List<ReadFile> left, Long replaced) {

  static final Rotation NONE = new Rotation(null, List.of(), null);

  /** A file that was left earlier, and written to since, is read again after a restart. */
  private static final int MOST_LEFT = 8;

  Rotation {
    left = List.copyOf(left);
  }

  boolean isCopy() {
    return source != null;
  }

  Rotation ofCopyOf(FileIdentity copied) {
    return new Rotation(copied, left, replaced);
  }

  /** That of a file which is no copy. */
  Rotation ofNone() {
    return new Rotation(null, left, replaced);
  }

  Rotation after(FilePosition finished) {
    List<ReadFile> all = new ArrayList<>(finished.rotation().left());
    if (finished.position() > 0 && finished.head() != null && finished.anchor() != null) {
      ReadFile last = new ReadFile(finished.identity(), finished.head(), finished.anchor());
      all.removeIf(one -> one.identity().equals(last.identity()));
      all.add(last);
    }
    int from = Math.max(0, all.size() - MOST_LEFT);
    return new Rotation(source, all.subList(from, all.size()), replaced);
  }

  Rotation replacedAt(FileTime time) {
    return new Rotation(source, left, time.to(TimeUnit.NANOSECONDS));
  }
}
