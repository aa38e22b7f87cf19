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
    Optional<Carried> carried = file.carried();
    FolderState before = siblings.state();
    KnownFiles present = missed.presentBeforeEndOf(file);
    MissedFiles.Copies copies = missed.copies(file, file.sought());
    List<Generation> read;
    try {
      siblings.requireStill(before);
      report.foundFirst(copies.opened());
      read = generations.copies(file, copies.opened(), true);
      beginAnewAfterLast(file, first(copies, report), copies, present);
      truncated = null;
    } catch (IOException | RuntimeException failed) {
      Closing.after(failed, copies.opened());
      throw failed;
    }
    Generation first = putBefore(file, copies, read);
    if (hasMore(file)) {
      file.giveCarriedAway();
    }
    carried.ifPresent(first::beginWith);
    report.tellBeginning();
    if (!hasMore(file)) {
      report.tellEnd();
    }
  }

  private ToCome first(MissedFiles.Copies copies, TruncationReport report) {
    LaterFiles files = new LaterFiles(path, siblings, fileCounts);
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
    fetchMore(file, toCome.get(file));
    nextSearch = now;
    return true;
  }

  private void fetchMore(Generation file, ToCome more) throws IOException {
    TruncationReport report = more.report();
    FolderState before = siblings.state();
    KnownFiles present = missed.presentBeforeEndOf(file);
    MissedFiles.Copies copies =
        report == null
            ? missed.copiedBefore(file, more.last())
            : missed.copiesAfter(more.last(), file);
    List<Generation> read;
    try {
      siblings.requireStill(before);
      if (report != null) {
        report.found(copies.opened());
      }
      read = generations.copies(file, copies.opened(), false);
      beginAnewAfterLast(file, more, copies, present);
    } catch (IOException | RuntimeException failed) {
      Closing.after(failed, copies.opened());
      throw failed;
    }
    putBefore(file, copies, read);
    if (report != null && !hasMore(file)) {
      report.tellEnd();
    }
  }

  private void beginAnewAfterLast(
      Generation file, ToCome before, MissedFiles.Copies copies, KnownFiles present)
      throws IOException {
    ToCome more = before.after(copies);
    more.files().found(copies.opened(), copies.unopened());
    if (copies.unopened().isEmpty()) {
      file.restart(generations.nextEpoch(), present, more.copied());
      toCome.remove(file);
    } else {
      toCome.put(file, more);
    }
  }

  /**
   * @return the first of the copies; the file where there are none
   */
  private Generation putBefore(
      Generation file, MissedFiles.Copies copies, List<Generation> generationsOfCopies) {
    for (OpenFile copy : copies.opened()) {
      fileCounts.rotated(copy.content().isFinal(), Metric.COPIED);
    }
    return generations.putBefore(file, generationsOfCopies);
  }

  /**
   * Puts what was copied away of a file before anything was seen in it before the file.
   *
   * @return whether there was anything
   * @throws NotReadyException where a copy is not ready
   */
  boolean fetchBefore(Generation begun) throws IOException {
    FolderState before = siblings.state();
    MissedFiles.Copies copies = missed.copiedBefore(begun);
    List<Generation> read;
    try {
      siblings.requireStill(before);
      read = generations.copies(begun, copies.opened(), true);
      if (!copies.unopened().isEmpty()) {
        beginAnewAfterLast(begun, first(copies, null), copies, null);
      } else if (read.isEmpty()) {
        begun.begin();
        return false;
      } else {
        begun.watchWaiting();
        begun.begin();
      }
    } catch (IOException | RuntimeException failed) {
      Closing.after(failed, copies.opened());
      throw failed;
    }
    Generation first = putBefore(begun, copies, read);
    if (first != begun) {
      begun.giveCarriedAway().ifPresent(first::beginWith);
    }
    return true;
  }
}
