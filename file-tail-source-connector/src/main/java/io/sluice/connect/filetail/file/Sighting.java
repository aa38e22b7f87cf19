package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * What was seen of an open file, and by what it shows that something has happened to it since: that
 * it was written to, truncated, or copied away before anything of it was seen.
 */
final class Sighting {

  private final Content file;
  private final Progress progress;

  /** The largest size seen. */
  private long size;

  private boolean suspect;
  private WriteTimes writeTimes = new WriteTimes();

  /** Whether there ever was something in the file when it was looked at. */
  private boolean begun;

  /**
   * @param size that the file has now
   */
  Sighting(Content file, Progress progress, long size) {
    this.file = file;
    this.progress = progress;
    this.size = progress.position();
    this.begun = size > 0;
  }

  /** The largest size seen. */
  long size() {
    return size;
  }

  /** Whether the file has another size than was seen last. */
  boolean hasChanged() throws IOException {
    return file.size() != size;
  }

  /**
   * Whether there is something in the file, or was just now, and there was nothing before: it may
   * have been written, copied and truncated since.
   */
  boolean isBeginning() throws IOException {
    return !begun && (size > 0 || file.size() > 0);
  }

  /** Whether there never was something in the file when it was looked at. */
  boolean isNotBegun() {
    return !begun;
  }

  void begin() {
    begun = true;
  }

  /** Whether another file is a copy of what was seen of this one. */
  boolean isCopiedIn(OpenFile other) throws IOException {
    return !other.content().isFinal()
        && size > 0
        && other.continuesFrom(progress.ownPosition())
        && other.continuesFrom(progress.seenPosition());
  }

  /** The same, but of a compressed one, which takes long to look into, only by its beginning. */
  boolean mayBeCopiedIn(OpenFile other) throws IOException {
    return other.content().isFinal()
        ? size > 0 && progress.seenPosition().head().isIn(other.content())
        : isCopiedIn(other);
  }

  /**
   * Says when the file was written to last. Where that has changed, the next read looks at the
   * file's beginning and at the anchor though the size may be the same: a truncated file can grow
   * to just the size it had, and lines that are alike can make the same anchor.
   */
  void modifiedAt(FileTime time) {
    suspect |= progress.modifiedAt(time);
    writeTimes.seeNamed(time);
  }

  /** Where it waits while others are read. */
  WriteTimes writeTimes() {
    return writeTimes;
  }

  /** Says when what was read of it in an earlier run was written last. */
  void wasModifiedAt(FileTime time) {
    progress.wasModifiedAt(time);
    begun &= progress.position() > 0;
    suspect = true;
  }

  /** Has the next read look likewise, for a file that is no longer under its path. */
  void suspectTruncation() {
    suspect = true;
  }

  /**
   * For a file that waits while others are read: notes what is in it, so that a truncation
   * meanwhile is found out when its turn comes.
   */
  void watchWaiting() throws IOException {
    if (isAsSeen()) {
      size = file.size();
      progress.see(size);
    } else {
      writeTimes.seeTruncated();
    }
    suspect = true;
  }

  /** Whether the file still holds what was seen of it. */
  boolean isAsSeen() throws IOException {
    return file.size() >= size && progress.isAsSeen();
  }

  /** Whether the file still holds what was seen of it, and what was read. */
  boolean isUntouched() throws IOException {
    return file.size() >= size && progress.isInFile();
  }

  /**
   * Makes the file known: by its inode, for it is open; by what is in it, which may have been
   * compressed; and where it was truncated by what was in it, which may have been copied away and
   * compressed before; but where that was seen before it was begun, it is yet to be read.
   */
  void addTo(KnownFiles known) throws IOException {
    Optional<FilePosition> all = all();
    if (all.isEmpty()) {
      known.add(progress.identity());
      return;
    }
    known.addOpen(all.get());
    FilePosition seenBefore = progress.seenPosition();
    boolean isYetToBeRead = !begun && size > 0;
    if (!isYetToBeRead && all.get().epoch() != seenBefore.epoch()) {
      known.addFormer(seenBefore, size);
    }
  }

  /** The position at its end; nothing for a file that is compressed already. */
  Optional<FilePosition> all() throws IOException {
    return file.isFinal() ? Optional.empty() : Optional.of(progress.all());
  }

  /**
   * Whether the file, which has not become smaller, holds what was seen of it before it is read on.
   *
   * @param now its size
   */
  boolean isStill(long now) throws IOException {
    if (suspect || now > size) {
      if (!progress.isInFile()) {
        return false;
      }
      suspect = false;
      if (begun) {
        progress.isUpToDate();
      }
    }
    return true;
  }

  /** Says how much there is of it, or was before what is there now came. */
  void see(long newSize) {
    size = newSize;
  }

  /**
   * After a truncation: nothing is seen of what the file holds now.
   *
   * @param isEmpty whether it holds nothing
   */
  void restart(boolean isEmpty) {
    begun = !isEmpty;
    size = 0;
    writeTimes = new WriteTimes();
  }
}
