package io.sluice.connect.filetail.follow;

import io.sluice.connect.filetail.file.FoundEnd;
import io.sluice.connect.filetail.file.StartPosition;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;

/** A file that may be a rotation of others, or a log of its own. */
final class Undecided {

  final Path path;

  /** The paths that it may have had; some of them are followed, or were when it was found. */
  final List<Path> bases;

  /** Where it is begun if it is a log of its own. */
  final StartPosition start;

  /** What had the path when it was found; nothing where it is begun at its beginning. */
  final Optional<FoundEnd> found;

  /** Which file was seen to have the path; null while none was. */
  private Object key;

  /**
   * Since when that has the path at least, or is seen to be none of the others', in nanoseconds.
   */
  private long since;

  /** Whether it was seen to be none of those that the other paths were known to have had. */
  private boolean isApart;

  /** When it is looked at again, in nanoseconds. */
  long due;

  /** How long that is put off each time, in nanoseconds. */
  long rest;

  /** Since when it cannot be told what it is, in nanoseconds; null where that can be told. */
  Long unknownSince;

  /** When it was written to last, where it was found to be a rotation; null elsewhere. */
  FileTime rotated;

  /**
   * @param now when it was found, in nanoseconds
   */
  Undecided(Path path, List<Path> bases, StartPosition start, Optional<FoundEnd> found, long now) {
    this.path = path;
    this.bases = bases;
    this.start = start;
    this.found = found;
    this.due = now;
  }

  /**
   * Takes note of the file that has the path now; the name may have been given to another.
   *
   * @param now in nanoseconds
   * @return since when the other paths are to be looked at for it to be known, in nanoseconds
   */
  long since(Object fileKey, long now) {
    if (!fileKey.equals(key)) {
      key = fileKey;
      since = now;
      isApart = false;
    }
    return since;
  }

  /** Whether it was none of the other paths' before, too, and they were looked at since. */
  boolean isApart() {
    return isApart;
  }

  /** Says that it is none of the other paths', as they were at their last looks. */
  void isApartSince(long now) {
    isApart = true;
    since = now;
  }

  /** Says that it may be a copy that is being made. */
  void isNotApart() {
    isApart = false;
  }
}
