package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.metrics.FileCounts;
import io.sluice.connect.filetail.metrics.Metric;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Fetches what was copied away and truncated: the unread tail of a file, and whole files of which
 * nothing was seen.
 *
 * <p>A truncation stays found until the copies are ready to be read: they may be being compressed,
 * or away with their folder.
 *
 * <p>While the reader waits, a file may be copied away many times. Of so many copies only the first
 * are opened. The others follow while the last open one is still there, for a line that is
 * unfinished in that goes on in them; and only after the last copy is the file itself begun anew.
 */
final class CopiedAway {

  private static final long SEARCH_EVERY_NANOS = 100_000_000L;

  /**
   * The copies of a file that are not open yet.
   *
   * @param last where the last that was opened stands
   * @param files remembered until they are
   * @param copied when the newest of those that were opened was made
   * @param report null where nothing was seen of the file before
   */
  private record ToCome(
      Place last, LaterFiles files, Optional<FileTime> copied, TruncationReport report) {

    ToCome after(MissedFiles.Copies opened) {
      Optional<FileTime> newest =
          Stream.concat(copied.stream(), opened.opened().stream().map(OpenFile::modified))
              .max(FileTime::compareTo);
      return new ToCome(opened.last(), files, newest, report);
    }
  }

  private final Path path;
  private final Siblings siblings;
  private final MissedFiles missed;
  private final GenerationQueue generations;
  private final FileCounts fileCounts;
  private final Map<Generation, ToCome> toCome = new IdentityHashMap<>();

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
    toCome.remove(file);
    if (truncated == file) {
      truncated = null;
    }
  }

  /** Whether a file waits for its copies. */
  boolean isWaiting() {
    return truncated != null || !toCome.isEmpty();
  }

  /** Whether it is not known yet which copies there are. */
  boolean isSearching() {
    return truncated != null;
  }

  /** Whether a file is a copy that is not open yet. */
  boolean isToCome(FileIdentity copy) {
    return toCome.values().stream().anyMatch(more -> more.files().contain(copy));
  }

  /** Whether copies of a file are to be opened before it is read. */
  boolean hasMore(Generation file) {
    return toCome.containsKey(file);
  }

  /** How many bytes are in the copies that are not open yet. */
  long bytes() {
    long bytes = 0;
    for (ToCome more : toCome.values()) {
      bytes += more.files().bytes();
    }
    return bytes;
  }

  /**
   * Puts the copies of the truncated file before it, and begins it anew.
   *
   * @return whether that could be done
   * @throws NotReadyException where a copy is not ready
   */
  boolean fetch(long now) throws IOException {
    if (!isDue(now)) {
      return false;
    }
    fetchFirst(truncated);
    return true;
  }

  private boolean isDue(long now) {
    if (now - nextSearch < 0 || siblings.isFolderAway()) {
      return false;
    }
    nextSearch = now + SEARCH_EVERY_NANOS;
    return true;
  }

  private void fetchFirst(Generation file) throws IOException {
    TruncationReport report = new TruncationReport(path, fileCounts, file);
    FolderState before = siblings.state();
    long size = file.size();
    MissedFiles.Copies copies = missed.copies(file, file.sought());
    putBefore(file, before, size, beginning(copies, report), copies, true);
    truncated = null;
    report.tellBeginning();
    if (!hasMore(file)) {
      report.tellEnd();
    }
  }

  private ToCome beginning(MissedFiles.Copies copies, TruncationReport report) {
    LaterFiles files = new LaterFiles(path, fileCounts);
    return new ToCome(copies.last(), files, Optional.empty(), report);
  }

  /**
   * Puts the next copies of a file before it, and after the last of them begins it anew.
   *
   * @return whether that could be done
   * @throws NotReadyException where a copy is not ready
   */
  boolean fetchMore(Generation file, long now) throws IOException {
    if (!isDue(now)) {
      return false;
    }
    ToCome more = toCome.get(file);
    FolderState before = siblings.state();
    long size = file.size();
    MissedFiles.Copies copies =
        more.report() == null
            ? missed.copiedBefore(file, more.last(), more.files().newest())
            : missed.copiesAfter(more.last(), file, more.files().newest());
    putBefore(file, before, size, more, copies, false);
    if (more.report() != null && !hasMore(file)) {
      more.report().tellEnd();
    }
    nextSearch = now;
    return true;
  }

  /**
   * Puts copies before a file, which begins anew after the last of them; all of it or nothing.
   *
   * @param before what there was before they were looked for
   * @param size that the file had then: what is a copy of it is not read, but what is in it
   * @param isFirst whether none were put before, so that the first of them may continue the file
   */
  private void putBefore(
      Generation file,
      FolderState before,
      long size,
      ToCome known,
      MissedFiles.Copies copies,
      boolean isFirst)
      throws IOException {
    Optional<Carried> carried = file.carried();
    boolean isLast = copies.unopened().isEmpty();
    List<Generation> read;
    try {
      KnownFiles present = isLast ? missed.presentBeforeEndOf(file) : null;
      Set<FileIdentity> named = siblings.identities();
      siblings.requireStill(before);
      missed.requireNotTruncated(file, size);
      List<RotatedFile> opened = RotatedFile.listed(copies.opened());
      tell(known.report(), copies.opened(), isFirst);
      read = generations.copies(file, copies.opened(), isFirst);
      ToCome more = known.after(copies);
      if (isLast) {
        file.restart(generations.nextEpoch(), present, more.copied());
        toCome.remove(file);
      } else {
        file.giveCarriedAway();
        toCome.put(file, more);
      }
      more.files().found(named, opened, copies.unopened());
    } catch (IOException | RuntimeException failed) {
      Closing.after(failed, copies.opened());
      throw failed;
    }
    countRotations(copies.opened());
    Generation first = generations.putBefore(file, read);
    carried.ifPresent(first::beginWith);
  }

  private static void tell(TruncationReport report, List<OpenFile> copies, boolean first)
      throws IOException {
    if (report != null && first) {
      report.foundFirst(copies);
    } else if (report != null) {
      report.found(copies);
    }
  }

  private void countRotations(List<OpenFile> copies) {
    for (OpenFile copy : copies) {
      fileCounts.rotated(copy.content().isFinal(), Metric.COPIED);
    }
  }

  /**
   * Puts what was copied away of a file before anything was seen in it before the file.
   *
   * @param begun what is in it now was noted
   * @return whether there was anything
   * @throws NotReadyException where a copy is not ready
   */
  boolean fetchBefore(Generation begun) throws IOException {
    FolderState before = siblings.state();
    long size = begun.size();
    MissedFiles.Copies copies = missed.copiedBefore(begun);
    if (!copies.unopened().isEmpty() || holdWhatWasSeen(begun, copies)) {
      putBefore(begun, before, size, beginning(copies, null), copies, true);
      return true;
    }
    List<Generation> read;
    try {
      siblings.requireStill(before);
      read = generations.copies(begun, copies.opened(), true);
    } catch (IOException | RuntimeException failed) {
      Closing.after(failed, copies.opened());
      throw failed;
    }
    begun.sighting().begin();
    if (read.isEmpty()) {
      return false;
    }
    countRotations(copies.opened());
    Generation first = generations.putBefore(begun, read);
    begun.giveCarriedAway().ifPresent(first::beginWith);
    return true;
  }

  /** Whether what was seen of a file while others were read is in a copy by now, and not in it. */
  private static boolean holdWhatWasSeen(Generation begun, MissedFiles.Copies copies)
      throws IOException {
    try {
      if (begun.sighting().isAsSeen()) {
        return false;
      }
      for (OpenFile copy : copies.opened()) {
        if (begun.sighting().mayBeCopiedIn(copy)) {
          return true;
        }
      }
      return false;
    } catch (IOException | RuntimeException failed) {
      Closing.after(failed, copies.opened());
      throw failed;
    }
  }
}
