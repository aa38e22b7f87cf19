package io.sluice.connect.filetail.follow;

import io.sluice.connect.filetail.discovery.GlobWalk;
import io.sluice.connect.filetail.file.History;
import io.sluice.connect.filetail.file.StartPosition;
import io.sluice.connect.filetail.follow.FoundLogs.FoundLog;
import io.sluice.connect.filetail.glob.FilePattern;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Has the files followed that a glob matches, as they are found.
 *
 * <p>What the {@link GlobWalk} finds goes through here little by little, for it may be very much:
 * what is not this entry's is left out ({@link Ownership}), what is a rotation is put to its log
 * ({@link RotationSorter}), and each log is followed with what was there before it ({@link
 * History}). What may be a log or a rotation waits until it is known ({@link Rotations}).
 */
final class GlobFiles {

  private final EntryToFollow entry;
  private final GlobWalk walk;
  private final FileTable files;
  private final LongSupplier nanoTime;
  private final EntryPaths paths;
  private final Ownership ownership;
  private final RotationSorter sorter;
  private final Rotations rotations;
  private final BeingCompressed beingCompressed;

  /** What the walk found last. */
  private final Deque<Path> found = new ArrayDeque<>();

  /** What of it is this entry's; sorted together, for the one tells what another is. */
  private final Set<Path> ours = new LinkedHashSet<>();

  /** What was decided, and is yet to be done. */
  private final Deque<Runnable> decided = new ArrayDeque<>();

  /** Where the files that were found last are begun. */
  private StartPosition start;

  private boolean moreToWalk;

  GlobFiles(
      EntryToFollow entry,
      GlobWalk walk,
      FileTable files,
      StoredPositions stored,
      LongSupplier nanoTime) {
    this.entry = entry;
    this.walk = walk;
    this.files = files;
    this.nanoTime = nanoTime;
    FilePattern pattern = entry.entry().pattern().orElseThrow();
    this.paths = new EntryPaths(pattern, entry.rivals());
    this.ownership = new Ownership(pattern, paths, entry.others(), files);
    this.rotations = new Rotations(files, nanoTime);
    this.beingCompressed = new BeingCompressed(pattern, nanoTime);
    this.sorter = new RotationSorter(paths, files, stored, rotations, beingCompressed);
  }

  EntryToFollow entry() {
    return entry;
  }

  boolean hasFoundAll() {
    return walk.isComplete() && found.isEmpty() && decided.isEmpty();
  }

  /**
   * Has the folder of what was created or deleted looked at with the next step.
   *
   * @return whether it is one of the walk's
   */
  boolean changed(Path path) {
    return walk.changed(path) | walk.changed(path.getParent());
  }

  void changedSomewhere() {
    walk.changedSomewhere();
  }

  /**
   * Looks for files, a little, and follows what is to be followed.
   *
   * @param until when to stop, in nanoseconds; one file is followed at least
   * @return whether there is more to do at once
   */
  boolean step(long until) {
    if (found.isEmpty() && decided.isEmpty()) {
      start = walk.isComplete() ? StartPosition.BEGINNING : entry.start();
      moreToWalk = walk.step(until, found::add);
    }
    if (!found.isEmpty()) {
      sift(until);
      if (found.isEmpty() && !ours.isEmpty()) {
        decide();
      }
    }
    beingCompressed.tellLeftBehind();
    for (Undecided own : rotations.ownLogs(until)) {
      decided.add(() -> follow(FoundLog.alone(own.path, own.found), own.start, Set.of()));
    }
    boolean inTime = true;
    while (inTime && !decided.isEmpty()) {
      decided.removeFirst().run();
      inTime = nanoTime.getAsLong() - until < 0;
    }
    return moreToWalk || !found.isEmpty() || !decided.isEmpty();
  }

  private void sift(long until) {
    boolean inTime = true;
    while (inTime && !found.isEmpty()) {
      Path path = found.removeFirst();
      if (files.followed(path) == null && !rotations.contain(path) && ownership.has(path)) {
        ours.add(path);
      }
      inTime = nanoTime.getAsLong() - until < 0;
    }
  }

  private void decide() {
    List<Path> together = ours.stream().sorted().toList();
    ours.clear();
    FoundLogs sorted = sorter.sort(together);
    Set<Path> logs = sorted.paths();
    sorted.logs().forEach(log -> decided.add(() -> follow(log, start, logs)));
    sorted.undecided().forEach(path -> decided.add(() -> suspect(path)));
  }

  private void suspect(Path path) {
    List<Path> bases = paths.bases(path).stream().map(EntryPaths.Base::path).toList();
    if (bases.stream().anyMatch(base -> files.followed(base) != null)) {
      rotations.add(path, bases, start);
    } else {
      follow(FoundLog.alone(path, Optional.empty()), start, Set.of());
    }
  }

  /**
   * @param logs those that were found with it: what is followed by itself is no rotation
   */
  private void follow(FoundLog log, StartPosition start, Set<Path> logs) {
    Path target = files.target(log.path());
    if (files.followed(log.path()) != null || files.withTarget(target) != null) {
      return;
    }
    boolean neverRead = log.position().isEmpty() && start == StartPosition.BEGINNING;
    History history =
        neverRead
            ? new History(name -> isRotation(name, log.path(), logs), log.rotations())
            : History.NONE;
    sorter.followed(log.path());
    files.follow(entry, log.path(), target, log.position(), start, log.found(), history);
  }

  private boolean isRotation(Path name, Path log, Set<Path> logs) {
    return !logs.contains(name)
        && files.followed(name) == null
        && sorter.isRotation(name, log)
        && ownership.hasRotation(name);
  }
}
