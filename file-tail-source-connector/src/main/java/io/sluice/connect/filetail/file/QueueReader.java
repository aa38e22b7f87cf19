package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.line.LineConsumer;
import io.sluice.connect.filetail.line.LineCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the generations of a path one after the other.
 *
 * <p>A generation is left only at its end. One that has a successor stays until the successor holds
 * something (its writer has gone over) and it was itself quiet for the rotation wait (other writers
 * may still finish their lines). One that was deleted without a successor stays until it was quiet
 * for that long. Then what stands behind its last line ending is sent as its last line.
 */
final class QueueReader {

  private static final Logger LOG = LoggerFactory.getLogger(QueueReader.class);

  private final Path path;
  private final long rotationWaitNanos;
  private final PathLook look;
  private final Siblings siblings;
  private final CopiedAway copiedAway;
  private final EarlierFiles earlier;
  private final GenerationQueue generations;
  private final Unopened unopened;
  private final LeftFiles left;
  private final ResumePoint resumePoint;
  private final Namesakes namesakes;
  private final LineCounts counts = new LineCounts();

  /** Of which something is being read. */
  private Generation asked;

  /** Whether the first file is read to its end under another path. */
  private boolean isAwaiting;

  QueueReader(
      Path path,
      Duration rotationWait,
      PathLook look,
      Siblings siblings,
      CopiedAway copiedAway,
      EarlierFiles earlier,
      GenerationQueue generations,
      Unopened unopened,
      LeftFiles left,
      ResumePoint resumePoint,
      Namesakes namesakes) {
    this.path = path;
    this.rotationWaitNanos = rotationWait.toNanos();
    this.look = look;
    this.siblings = siblings;
    this.copiedAway = copiedAway;
    this.earlier = earlier;
    this.generations = generations;
    this.unopened = unopened;
    this.left = left;
    this.resumePoint = resumePoint;
    this.namesakes = namesakes;
  }

  /** The file that could not be read; nothing where it was something else that failed. */
  Optional<Generation> failed() {
    return Optional.ofNullable(asked);
  }

  /** Whether nothing is read until another path has read a file to its end. */
  boolean isAwaiting() {
    return isAwaiting;
  }

  /** What was handed on. */
  LineCounts counts() {
    return counts;
  }

  /**
   * Hands on the lines of the next buffer's worth of bytes.
   *
   * @return whether there were any, or a hole was skipped in front of some
   * @throws NotReadyException where they may be in a file that is not ready
   */
  boolean read(ReadBuffer buffer, LineConsumer consumer, long now) throws IOException {
    asked = null;
    isAwaiting = false;
    while (true) {
      if (look.isTaken()) {
        earlier.begin(generations);
      }
      if (generations.isEmpty()) {
        return false;
      }
      Generation current = generations.first();
      if (copiedAway.isTruncated(current)) {
        // While the folder is away, so are the copies that may come back with it.
        if (!copiedAway.fetch(now)) {
          return false;
        }
        continue;
      }
      if (copiedAway.hasMore(current)) {
        if (!copiedAway.fetchMore(current, now)) {
          return false;
        }
        continue;
      }
      if (current.isNewStill()) {
        if (!begin(current)) {
          return false;
        }
        continue;
      }
      noteModified(current);
      if (isBeginning(current)) {
        if (siblings.isFolderAway()) {
          return false;
        }
        if (fetchBefore(current)) {
          continue;
        }
      }
      LineSearch.Found found = read(current, buffer, consumer, now, false);
      boolean isPaused = found == LineSearch.Found.NOTHING && hasMoreToOpen(current);
      if (isPaused && current.carried().isPresent() && !unopened.canHaveMoreOpen()) {
        found = cut(current, buffer, consumer, now);
      }
      if (isPaused && found == LineSearch.Found.NOTHING) {
        generations.removeFirst();
        resumePoint.set(current, false);
        left.forget(current.identities());
        unopened.goOnAfter(current);
        return false;
      }
      if (found == LineSearch.Found.NOTHING && isFinished(current, now)) {
        if (current.sighting().isNotBegun()) {
          // Before anything is passed on: what was begun may go on in what was copied away.
          if (siblings.isFolderAway()) {
            return false;
          }
          if (fetchBefore(current)) {
            continue;
          }
        }
        earlier.goOnAfter(current, generations);
        // What is unfinished in the last open copy goes on in the next one.
        Optional<Generation> next = generations.second().filter(copiedAway::hasMore);
        if (next.isPresent()) {
          if (!copiedAway.fetchMore(next.get(), now)) {
            return false;
          }
          continue;
        }
        passOnUnfinished(current);
        found = read(current, buffer, consumer, now, true);
        if (found == LineSearch.Found.NOTHING) {
          leave(now);
          continue;
        }
      }
      switch (found) {
        case LINES -> {
          tellOfHole(current);
          return true;
        }
        case HOLE -> {
          return true;
        }
        case NOTHING, SEARCHING -> {
          return false;
        }
        case TRUNCATION -> {
          copiedAway.foundTruncated(current, now);
          look.take();
        }
      }
    }
  }

  /** Hands on what was carried through more files than may be open, though it may go on. */
  private LineSearch.Found cut(
      Generation current, ReadBuffer buffer, LineConsumer consumer, long now) throws IOException {
    LOG.warn(
        "{}: a line, or a group of lines, goes on through {} files and more, and is cut in {}",
        path,
        unopened.most(),
        current.identity());
    LineSearch.Found found = read(current, buffer, consumer, now, true);
    if (found == LineSearch.Found.NOTHING) {
      current.giveCarriedAway();
    }
    return found;
  }

  private LineSearch.Found read(
      Generation current, ReadBuffer buffer, LineConsumer consumer, long now, boolean last)
      throws IOException {
    asked = current;
    LineSearch.Found found = current.read(buffer, consumer, counts, now, last);
    asked = null;
    return found;
  }

  private boolean isBeginning(Generation current) throws IOException {
    asked = current;
    boolean beginning = current.sighting().isBeginning();
    asked = null;
    return beginning;
  }

  /** What is in the file is noted first, which may be truncated while copies are looked for. */
  private boolean fetchBefore(Generation current) throws IOException {
    asked = current;
    current.sighting().watchWaiting();
    asked = null;
    return copiedAway.fetchBefore(current);
  }

  private boolean hasChanged(Generation current) throws IOException {
    asked = current;
    boolean changed = current.sighting().hasChanged();
    asked = null;
    return changed;
  }

  /**
   * A position tells a time that is not before its last byte was written, or a copy that was made
   * before would look newer than what was read.
   */
  private void noteModified(Generation current) throws IOException {
    if (generations.hasOne() && hasChanged(current)) {
      FileStat.of(path)
          .filter(named -> named.identity().equals(current.identity()))
          .map(FileStat::modified)
          .ifPresentOrElse(current.sighting()::modifiedAt, current.sighting()::suspectTruncation);
    }
  }

  private void passOnUnfinished(Generation current) throws IOException {
    Optional<Generation> next = generations.second().filter(Generation::isUnread);
    if (next.isPresent() && next.get().isNewStill() && wasOthers(next.get())) {
      return;
    }
    if (next.isPresent() && current.mayGoOnInNext()) {
      asked = current;
      Optional<Carried> unfinished = current.takeUnfinished();
      asked = null;
      unfinished.ifPresent(next.get()::beginWith);
    }
  }

  /**
   * Whether what comes next is to be opened, as after a restart. A file that has no name would not
   * be found again.
   */
  private boolean hasMoreToOpen(Generation current) throws IOException {
    return generations.hasOne()
        && earlier.isEmpty()
        && !unopened.isEmpty()
        && siblings.identities().containsAll(current.identities());
  }

  private boolean isFinished(Generation current, long now) throws IOException {
    if (current.isComplete()) {
      return true;
    }
    boolean replaced = generations.isFirstReplaced();
    current.quiet().note(current.size(), replaced, now);
    return (replaced || (generations.hasOne() && look.isDeleted()))
        && current.quiet().hasLasted(rotationWaitNanos, now);
  }

  /** Once it is past: a file that is opened anew before is searched again. */
  private void tellOfHole(Generation current) {
    Hole hole = current.hole();
    long bytes = hole.take();
    if (bytes > 0) {
      counts.addSkipped(bytes);
      LOG.warn(
          "{}: {} begins with a hole: its bytes {} to {} are NUL, and are skipped. Its writer went"
              + " on at its old position after the file was truncated; have it open its log for"
              + " appending (O_APPEND), or rotate by renaming",
          path,
          current.identity(),
          hole.end() - bytes,
          hole.end());
    }
  }

  private boolean wasOthers(Generation one) throws IOException {
    return namesakes.areReading(one.identity())
        || namesakes.position(one.identity(), one.content()).isPresent();
  }

  /**
   * Begins a file behind what was handed on of it under another path, or leaves it to that.
   *
   * @return whether to go on: not while it still is read there
   */
  private boolean begin(Generation current) throws IOException {
    asked = current;
    isAwaiting = namesakes.areReading(current.identity());
    if (!isAwaiting) {
      current.begin(namesakes.position(current.identity(), current.content()).orElse(0));
      namesakes.goesOn(current.identity());
    }
    asked = null;
    if (isAwaiting && !generations.hasOne() && !siblings.isNamedByPath(current.identity())) {
      // Who reads it does so to its end: what comes after it here need not wait for that.
      isAwaiting = false;
      generations.removeFirst().close();
    }
    return !isAwaiting;
  }

  private void leave(long now) throws IOException {
    Generation finished = generations.removeFirst();
    tellOfHole(finished);
    if (generations.isEmpty()) {
      // The folder may only have been away for a moment, and come back with the same file.
      resumePoint.set(finished, true);
    }
    LOG.info("{}: read {} to its end at {}", path, finished.identity(), finished.position());
    if (!generations.isEmpty()) {
      generations.first().isAfter(finished.snapshot());
    }
    if (namesakes.have(finished.identity())) {
      // What is written to it later is not lost: it is read under its other name.
      left.addGivenUp(finished);
    } else {
      left.add(finished, now);
    }
  }
}
