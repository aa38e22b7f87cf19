package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.metrics.FileCounts;
import io.sluice.connect.filetail.metrics.Metric;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches what was copied away and truncated: the unread tail of a file, and whole files of which
 * nothing was seen.
 *
 * <p>A truncation stays found until the copies are ready to be read: they may be being compressed,
 * or away with their folder.
 */
final class CopiedAway {

  private static final Logger LOG = LoggerFactory.getLogger(CopiedAway.class);
  private static final long SEARCH_EVERY_NANOS = 100_000_000L;

  private final Path path;
  private final Siblings siblings;
  private final MissedFiles missed;
  private final GenerationQueue generations;
  private final FileCounts fileCounts;

  /** Known to be truncated; null where there is none. */
  private Generation truncated;

  private long nextSearch;

  CopiedAway(
      Path path,
      Siblings siblings,
      MissedFiles missed,
      GenerationQueue generations,
      FileCounts fileCounts) {
    this.path = path;
    this.siblings = siblings;
    this.missed = missed;
    this.generations = generations;
    this.fileCounts = fileCounts;
  }

  /** Says that a file was found to be truncated. */
  void foundTruncated(Generation file, long now) {
    truncated = file;
    nextSearch = now;
  }

  boolean isTruncated(Generation file) {
    return truncated == file;
  }

  /** Says that a file is not read any more. */
  void forget(Generation file) {
    if (truncated == file) {
      truncated = null;
    }
  }

  /** Whether a truncated file waits for its copies. */
  boolean isWaiting() {
    return truncated != null;
  }

  /**
   * Puts the copies of the truncated file before it, and begins it anew.
   *
   * @return whether that could be done
   * @throws NotReadyException where a copy is not ready
   */
  boolean fetch(long now) throws IOException {
    if (now - nextSearch < 0 || siblings.isFolderAway()) {
      return false;
    }
    nextSearch = now + SEARCH_EVERY_NANOS;
    fetch(truncated);
    return true;
  }

  private void fetch(Generation file) throws IOException {
    FilePosition was = file.ownPosition();
    long unreadFrom = file.unreadFrom();
    long seen = file.seen();
    Optional<Carried> carried = file.carried();
    FolderState before = siblings.state();
    KnownFiles present = missed.presentBeforeEndOf(file);
    List<OpenFile> copies = missed.copies(file, file.sought());
    boolean continued = false;
    boolean held = false;
    List<Generation> read;
    try {
      siblings.requireStill(before);
      continued = !copies.isEmpty() && copies.get(0).continuesFrom(was);
      held = areHeld(file.sought().seen(), copies);
      Optional<FileTime> copied = copies.stream().map(OpenFile::modified).max(FileTime::compareTo);
      read = generations.copies(file, copies, was);
      file.restart(generations.nextEpoch(), present, copied);
      truncated = null;
    } catch (IOException | RuntimeException failed) {
      Closing.after(failed, copies);
      throw failed;
    }
    carried.ifPresent(generations.putBefore(file, read)::beginWith);
    copies.forEach(copy -> fileCounts.rotated(copy.content().isFinal(), Metric.COPIED));
    if (!continued) {
      report(unreadFrom, seen);
    } else {
      LOG.info("{}: truncated; reading on in the copy {}", path, copies.get(0).path());
      if (!held) {
        reportMissing(copies.get(0), unreadFrom, seen);
      }
    }
  }

  /** Whether one of the copies has all that was seen of the file. */
  private static boolean areHeld(FilePosition seen, List<OpenFile> copies) throws IOException {
    if (seen == null) {
      return true;
    }
    for (OpenFile copy : copies) {
      // A compressed one was asked what it holds when it was found.
      if (copy.content().isFinal()
          ? copy.content().size() >= seen.position()
          : copy.continuesFrom(seen)) {
        return true;
      }
    }
    return false;
  }

  private void report(long position, long seen) {
    fileCounts.add(Metric.TRUNCATIONS, 1);
    if (seen > position) {
      fileCounts.lost(seen - position);
      LOG.warn(
          "{}: truncated before bytes {} to {} were sent, and no copy was found; they are lost",
          path,
          position,
          seen);
    } else {
      LOG.info("{}: truncated at {}, reading from its beginning", path, position);
    }
  }

  /**
   * The copy may be a moment older than what was seen, or be compressed and broken. An empty one
   * says nothing: what was seen may have been copied away before.
   */
  private void reportMissing(OpenFile copy, long position, long seen) throws IOException {
    long held = Math.max(position, copy.content().size());
    if (seen > held && copy.content().size() > 0) {
      fileCounts.lost(seen - held);
      LOG.warn(
          "{}: truncated before bytes {} to {} were sent, and they are not in the copy {}; they are"
              + " lost",
          path,
          held,
          seen,
          copy.path());
    }
  }

  /**
   * Puts what was copied away of a file before anything was seen in it before the file.
   *
   * @return whether there was anything
   * @throws NotReadyException where a copy is not ready
   */
  boolean fetchBefore(Generation begun) throws IOException {
    List<OpenFile> copies = missed.copiedBefore(begun);
    List<Generation> read = generations.copies(begun, copies, begun.ownPosition());
    begun.begin();
    if (read.isEmpty()) {
      return false;
    }
    begun.watchWaiting();
    Generation first = generations.putBefore(begun, read);
    begun.giveCarriedAway().ifPresent(first::beginWith);
    return true;
  }
}
