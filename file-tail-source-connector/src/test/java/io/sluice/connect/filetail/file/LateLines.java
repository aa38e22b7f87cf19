package io.sluice.connect.filetail.file;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Knows what becomes of lines that are written to a renamed file, which depends on whether its
 * reader has left it.
 */
final class LateLines {

  enum Fate {
    HANDED_OUT,
    LOST,
    UNCERTAIN
  }

  /** So many files that were left the reader knows again. */
  private static final int MOST_REMEMBERED = 8;

  private final LogModel model;

  LateLines(LogModel model) {
    this.model = model;
  }

  /** What becomes of lines that are written to a file now. */
  Fate of(LogFile file, Duration now, Duration rotationWait) {
    boolean lineWasCut = file.unfinished != null && file.unfinished.isHandedOut();
    // An empty file that was renamed after one that was copied could be another copy of that.
    boolean mayBeCopy =
        file.lines.isEmpty()
            && model.files.values().stream().anyMatch(one -> one.renamed && one.copied);
    if (lineWasCut || mayBeCopy || mayBeMisplaced(file)) {
      return Fate.UNCERTAIN;
    }
    if (model.lastHandedOut().volume > file.volume) {
      // A reader that starts knows only the last files again that it left, and those by their
      // lines.
      return file.lines.isEmpty() || isForgotten(file) ? Fate.UNCERTAIN : Fate.LOST;
    }
    if (model.hasSuccessor(file) && model.lastHandedOut().volume < file.volume) {
      return Fate.UNCERTAIN;
    }
    Optional<Duration> successorBegun = successorBegun(file);
    if (successorBegun.isEmpty()) {
      return Fate.HANDED_OUT;
    }
    if (model.file(ScenarioRun.LOG).filter(current -> current.open == LogFile.Open.YES).isEmpty()) {
      return Fate.UNCERTAIN;
    }
    return isWaitedFor(file, now, rotationWait) ? Fate.HANDED_OUT : Fate.UNCERTAIN;
  }

  /**
   * Whether a reader that found an empty file when it started may read it before one that had the
   * path before: of an empty file it is told only when it was made, and the other may have been
   * written to since.
   */
  private boolean mayBeMisplaced(LogFile file) {
    return file.foundAtStart
        && file.lines.isEmpty()
        && model.files.values().stream()
            .anyMatch(
                one ->
                    one.renamed
                        && one.volume < file.volume
                        && one.volume > model.lastHandedOut().volume);
  }

  /**
   * Whether so many files with something in them were left since this one, that it is forgotten.
   */
  boolean isForgotten(LogFile file) {
    return model.handedOut.stream()
            .map(line -> line.volume)
            .filter(volume -> volume > file.volume && volume < model.lastHandedOut().volume)
            .distinct()
            .count()
        >= MOST_REMEMBERED;
  }

  /** When the first volume after that of a file was begun. */
  private Optional<Duration> successorBegun(LogFile file) {
    return model.begun.subList(file.volume + 1, model.begun.size()).stream()
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** Whether the reader has to wait for more lines of a renamed file. */
  boolean isWaitedFor(LogFile file, Duration now, Duration rotationWait) {
    Duration last =
        successorBegun(file).filter(b -> b.compareTo(file.written) > 0).orElse(file.written);
    return now.minus(last).compareTo(rotationWait) < 0;
  }

  /** Whether the file is the one that the reader left last, not so long ago. */
  boolean wasLeftLast(LogFile file, LogFile current, Duration since) {
    return model.running
        && current.volume == file.volume + 1
        && model.lines.stream()
            .filter(line -> line.volume == current.volume && line.isHandedOut())
            .findFirst()
            .filter(first -> first.handedOutAt.compareTo(since) > 0)
            .isPresent();
  }
}
