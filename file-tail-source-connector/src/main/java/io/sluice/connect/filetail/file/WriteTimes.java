package io.sluice.connect.filetail.file;

import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * When a file was written to last that waits while others are read, and what that tells of its
 * copies: none of them was made after it was truncated, and truncating a file is writing to it.
 *
 * <p>A file that is deleted has no time any more that could be asked for. So what is known is kept:
 * from the last look that found it under its path, and from the one that found it renamed.
 */
final class WriteTimes {

  private boolean isTruncated;

  /** Null until it had a name after that was seen. */
  private FileTime truncatedUntil;

  /** Null while it has its path. */
  private FileTime renamed;

  /** Says that it was seen to be truncated. */
  void seeTruncated() {
    isTruncated = true;
  }

  /** Says that it has its path, still or again, and when it was written to last. */
  void seeNamed(FileTime written) {
    renamed = null;
    noteTruncated(written);
  }

  /** Whether it is of use to look for a name that it has in the place of its path. */
  boolean wantsName() {
    return renamed == null || (isTruncated && truncatedUntil == null);
  }

  /** Says that it has another name now, and when it was written to last. */
  void seeRenamed(FileTime written) {
    renamed = written;
    noteTruncated(written);
  }

  private void noteTruncated(FileTime written) {
    if (isTruncated) {
      truncatedUntil = written;
    }
  }

  /** Until when it was truncated, and so copied before; nothing where that is not known. */
  Optional<FileTime> truncatedUntil() {
    return Optional.ofNullable(truncatedUntil);
  }

  /**
   * When it was written to last, as far as is known, under whatever name.
   *
   * @param underPath the same under its path
   */
  FileTime last(FileTime underPath) {
    return renamed != null && renamed.compareTo(underPath) > 0 ? renamed : underPath;
  }
}
