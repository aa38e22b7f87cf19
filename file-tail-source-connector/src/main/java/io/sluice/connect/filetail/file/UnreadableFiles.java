package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.metrics.FileCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rotated files that may be what is read next, and cannot be opened or read.
 *
 * <p>That often heals: rotation sets owner and mode after it has made a file, descriptors run out
 * for a moment, a file server starts anew. So nothing is decided while it lasts. But it may last,
 * and one file must not keep its path from all that came after it: after a minute its lines count
 * as lost, and the path goes on. The minute begins again where the files were not asked for in
 * between, or their folder cannot be opened either, for that is no fault of a file.
 *
 * <p>A file that was given up is not waited for again until it was read, or has become another.
 */
final class UnreadableFiles {

  private static final Logger LOG = LoggerFactory.getLogger(UnreadableFiles.class);
  private static final long LONGEST_WAIT_NANOS = 60_000_000_000L;
  private static final long UNKNOWN = -1;

  /** Far longer than a path rests between two looks, however many files its task has. */
  private static final long FORGOTTEN_AFTER_NANOS = 300_000_000_000L;

  /** One of them, as it was met last. */
  private static final class Wait {
    private long since;
    private RotatedFile file;
    private boolean isNext;
    private long metAt;
    private String reason;
    private boolean givenUp;

    Wait(long since) {
      this.since = since;
      this.metAt = since;
    }
  }

  private final Path path;
  private final FileOpener opener;
  private final FileCounts counts;
  private final LongSupplier nanoTime;
  private final Map<FileIdentity, Wait> waits = new HashMap<>();

  UnreadableFiles(Path path, FileOpener opener, FileCounts counts, LongSupplier nanoTime) {
    this.path = path;
    this.opener = opener;
    this.counts = counts;
    this.nanoTime = nanoTime;
  }

  /**
   * Says that a file which came of the path cannot be read, nothing of which was read before.
   *
   * @throws NotReadyException while it is waited for
   */
  void next(RotatedFile file, IOException failed) throws NotReadyException {
    wait(file, 0, true, failed);
  }

  /**
   * Says that a file cannot be read which was read up to a position.
   *
   * @throws NotReadyException while it is waited for
   */
  void begun(RotatedFile file, long position, IOException failed) throws NotReadyException {
    wait(file, position, false, failed);
  }

  /**
   * Says that a file cannot be read which may be a copy of another.
   *
   * @throws NotReadyException while it is waited for
   */
  void perhaps(RotatedFile file, IOException failed) throws NotReadyException {
    wait(file, UNKNOWN, false, failed);
  }

  private void wait(RotatedFile file, long from, boolean isNext, IOException failed)
      throws NotReadyException {
    long now = nanoTime.getAsLong();
    Wait wait = waits.get(file.stat().identity());
    if (wait != null && wait.givenUp && file.isLikely(wait.file)) {
      return;
    }
    if (wait == null
        || wait.givenUp
        || !file.isLikely(wait.file)
        || now - wait.metAt >= FORGOTTEN_AFTER_NANOS) {
      wait = new Wait(now);
      waits.put(file.stat().identity(), wait);
    }
    String reason = Trouble.reason(failed);
    if (!reason.equals(wait.reason)) {
      LOG.warn(
          "{}: {} ({}) cannot be read: {}; trying again for a minute before what came after it is"
              + " read",
          path,
          file.path(),
          file.stat().identity(),
          reason);
    }
    wait.reason = reason;
    wait.file = file;
    wait.isNext = isNext;
    wait.metAt = now;
    if (!opener.canOpenFolderOf(file.path())) {
      // Descriptors or the file system are at fault.
      wait.since = now;
    }
    if (now - wait.since < LONGEST_WAIT_NANOS) {
      throw NotReadyException.trouble(file.path() + " cannot be read: " + reason);
    }
    wait.givenUp = true;
    giveUp(file, from, reason);
  }

  private void giveUp(RotatedFile file, long from, String reason) {
    long size = file.stat().size();
    boolean isRangeKnown = from != UNKNOWN && !file.isCompressed();
    if (isRangeKnown && from >= size) {
      LOG.info(
          "{}: {} ({}) could not be read for a minute ({}); all {} bytes of it were sent before",
          path,
          file.path(),
          file.stat().identity(),
          reason,
          size);
    } else if (isRangeKnown) {
      counts.lost(size - from);
      LOG.warn(
          "{}: {} ({}) could not be read for a minute ({}); its bytes {} to {} are lost, and what"
              + " came after them is read",
          path,
          file.path(),
          file.stat().identity(),
          reason,
          from,
          size);
    } else {
      counts.lost(0);
      LOG.warn(
          "{}: {} ({}, {} bytes) could not be read for a minute ({}); what of it was not sent"
              + " before is lost, and what came after it is read",
          path,
          file.path(),
          file.stat().identity(),
          size,
          reason);
    }
  }

  /** Whether a file cannot be read, as far as is known. */
  boolean isMet(FileIdentity file) {
    return waits.containsKey(file);
  }

  /** Whether a file was not waited for any longer. */
  boolean isGivenUp(FileIdentity file) {
    Wait wait = waits.get(file);
    return wait != null && wait.givenUp;
  }

  /** Says that a file can be read. */
  void over(Path file, FileIdentity identity) {
    Wait wait = waits.isEmpty() ? null : waits.remove(identity);
    if (wait != null) {
      LOG.info("{}: {} ({}) can be read again", path, file, identity);
    }
  }

  /**
   * Counts the files as lost that were waited for and are gone.
   *
   * @param areCompressed whether compressed files were found of which nothing was known, for they
   *     may have been made of those
   */
  void countGone(Siblings siblings, boolean areCompressed) throws IOException {
    if (waits.isEmpty()) {
      return;
    }
    Set<FileIdentity> there = siblings.identities();
    long now = nanoTime.getAsLong();
    for (FileIdentity gone : waits.keySet().stream().filter(one -> !there.contains(one)).toList()) {
      Wait wait = waits.remove(gone);
      boolean isLost = wait.isNext && !wait.givenUp && !areCompressed;
      if (isLost && now - wait.metAt < FORGOTTEN_AFTER_NANOS) {
        tellGone(wait);
      }
    }
  }

  private void tellGone(Wait wait) {
    counts.lost(wait.file.stat().size());
    LOG.warn(
        "{}: {} ({}) was deleted while it could not be read ({}); its bytes 0 to {} are lost",
        path,
        wait.file.path(),
        wait.file.stat().identity(),
        wait.reason,
        wait.file.stat().size());
  }
}
