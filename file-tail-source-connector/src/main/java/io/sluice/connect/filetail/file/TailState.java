package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.line.LineCounts;
import io.sluice.connect.filetail.metrics.FileCounts;
import io.sluice.connect.filetail.metrics.FileState;
import java.util.Optional;

/**
 * How things stand with a path: for the metrics, and for those who decide when to look at it again.
 * Nothing is asked of the file system for that.
 */
final class TailState {

  private final FileCounts counts;
  private final PathLook look;
  private final EarlierFiles earlier;
  private final GenerationQueue generations;
  private final Unopened unopened;
  private final LeftFiles left;
  private final CopiedAway copiedAway;
  private final RotatedFiles rotated;
  private final ResumePoint resumePoint;
  private final Waiting lookWaiting;
  private final Waiting readWaiting;
  private final Trouble lookTrouble;
  private final Trouble readTrouble;

  TailState(
      FileCounts counts,
      PathLook look,
      EarlierFiles earlier,
      GenerationQueue generations,
      Unopened unopened,
      LeftFiles left,
      CopiedAway copiedAway,
      RotatedFiles rotated,
      ResumePoint resumePoint,
      Waiting lookWaiting,
      Waiting readWaiting,
      Trouble lookTrouble,
      Trouble readTrouble) {
    this.counts = counts;
    this.look = look;
    this.earlier = earlier;
    this.generations = generations;
    this.unopened = unopened;
    this.left = left;
    this.copiedAway = copiedAway;
    this.rotated = rotated;
    this.resumePoint = resumePoint;
    this.lookWaiting = lookWaiting;
    this.readWaiting = readWaiting;
    this.lookTrouble = lookTrouble;
    this.readTrouble = readTrouble;
  }

  /**
   * Whether there is nothing to do until the path changes.
   *
   * @param stamp of the path at the last look
   */
  boolean isQuiet(FileStamp stamp) {
    if (!look.isTaken()
        || copiedAway.isWaiting()
        || !earlier.isEmpty()
        || !unopened.isEmpty()
        || left.isWatching()
        || lookTrouble.isMet()
        || lookWaiting.isMet()) {
      return false;
    }
    return generations.isEmpty()
        ? resumePoint.isDrained() && stamp.isNone()
        : generations.hasOne()
            && !stamp.isNone()
            && !generations.first().isNewStill()
            && generations.first().isIdle();
  }

  /**
   * Whether the path names nothing, and all that it named was read.
   *
   * @param stamp of the path at the last look
   */
  boolean isGone(FileStamp stamp) {
    return look.isTaken()
        && stamp.isNone()
        && generations.isEmpty()
        && !left.isWatching()
        && earlier.isEmpty()
        && unopened.isEmpty()
        && resumePoint.isDrained();
  }

  /**
   * Whether files may have come of the path that are not known, for the last look decided nothing.
   *
   * @throws NotReadyException where that may last for ever
   */
  boolean mayHaveMore() throws NotReadyException {
    boolean more =
        !look.isTaken() || lookTrouble.isMet() || lookWaiting.isMet() || copiedAway.isSearching();
    if (more && isInTrouble()) {
      throw NotReadyException.trouble("what was rotated before it cannot be read");
    }
    return more;
  }

  /** Where the file is read from whose turn it is, if none is read before it. */
  Optional<FilePosition> begunAt() {
    if (!earlier.isEmpty()) {
      return Optional.empty();
    }
    return generations.isEmpty()
        ? Optional.ofNullable(resumePoint.position())
        : Optional.of(generations.first().snapshot());
  }

  /** Shows one whose file is closed until something happens to it. */
  void showAsleep() {
    showOpenFiles();
    counts.state(FileState.QUIET);
  }

  /**
   * Shows any other.
   *
   * @param handedOn since the path is followed
   * @param lines whether some of them just now
   */
  void show(LineCounts handedOn, boolean lines) {
    showOpenFiles();
    counts.handedOn(handedOn);
    counts.broken(rotated.broken());
    if (!generations.isEmpty()) {
      Generation first = generations.first();
      counts.readTo(first.position(), first.sighting().size());
      counts.lag(generations.unread(copiedAway::hasMore) + copiedAway.bytes() + unopened.bytes());
    } else if (resumePoint.isDrained()) {
      counts.lag(0);
    }
    counts.state(state(lines));
  }

  private void showOpenFiles() {
    counts.openFiles(
        generations.size() + (left.isWatching() ? 1 : 0) + (unopened.isHolding() ? 1 : 0));
  }

  private FileState state(boolean lines) {
    if (isInTrouble()) {
      return FileState.TROUBLE;
    } else if (lines) {
      return FileState.READING;
    } else if (generations.size() > 1
        || copiedAway.isWaiting()
        || lookWaiting.isMet()
        || readWaiting.isMet()) {
      return FileState.ROTATING;
    }
    return generations.isEmpty() ? FileState.ABSENT : FileState.QUIET;
  }

  /** Whether something of it cannot be read, or seen. */
  boolean isInTrouble() {
    return lookTrouble.isMet()
        || readTrouble.isMet()
        || lookWaiting.isTrouble()
        || readWaiting.isTrouble();
  }
}
