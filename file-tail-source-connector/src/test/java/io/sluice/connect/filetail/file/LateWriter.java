package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * The writer that goes on in the file that was renamed last, and what the reader owes of its lines:
 * those that are lost are to be reported.
 */
final class LateWriter {

  private static final Duration LEFT_FILE_IS_WATCHED = Duration.ofSeconds(50);

  private final LogFolder files;
  private final LogModel model;
  private final TailedPath tail;
  private final TailLog log;
  private int firstOfThisRun;
  private LogFile renamed;
  private LogFile late;
  private LogFile reportedLate;
  private long reportsOwed;

  LateWriter(LogFolder files, LogModel model, TailedPath tail, TailLog log) {
    this.files = files;
    this.model = model;
    this.tail = tail;
    this.log = log;
  }

  /** Says that a file has been renamed, which has its writer go on in it. */
  void goesOnIn(LogFile file) {
    renamed = file;
  }

  /** Whether the file that it writes to is the newest that was written to. */
  boolean isFirst() {
    return renamed != null && !model.hasSuccessor(renamed);
  }

  /** Says that the reader starts where it had got to. */
  void readerStarts() {
    if (model.handedOutLines() > 0) {
      firstOfThisRun = model.lastHandedOut().volume;
    }
  }

  /** Says that the reader ends: it owes nothing. */
  void readerEnds() {
    reportsOwed = 0;
  }

  void checkReports() {
    assertTrue(
        reportsOwed == 0 || log.count("not sent") >= reportsOwed,
        "late lines were lost and not reported");
  }

  void write(int more) throws IOException {
    Optional<String> name = Optional.ofNullable(renamed).flatMap(model::name);
    if (name.isEmpty()
        || files.rotated.subList(0, files.rotated.indexOf(name.get()) + 1).stream()
            .anyMatch(newer -> RotatedNames.isCompressed(files.file(newer)))) {
      return;
    }
    files.passChange();
    LateLines.Fate fate = model.late().of(renamed, tail.time(), TailedPath.ROTATION_WAIT);
    if (fate == LateLines.Fate.UNCERTAIN) {
      return;
    }
    if (fate == LateLines.Fate.LOST && isToBeReported(renamed)) {
      reportedLate = renamed;
      reportsOwed = log.count("not sent") + 1;
    }
    if (model.hasSuccessor(renamed)) {
      late = renamed;
    }
    files.end(name.get(), renamed, fate);
    for (int i = 0; i <= more; i++) {
      files.writeLine(name.get(), renamed, fate);
    }
  }

  private boolean isToBeReported(LogFile late) {
    return model.running
        && late != reportedLate
        && !model.mayComeBeforeItsCopy(late)
        && firstOfThisRun <= late.volume
        && model
            .file(ScenarioRun.LOG)
            .filter(
                file ->
                    model.late().wasLeftLast(late, file, tail.time().minus(LEFT_FILE_IS_WATCHED)))
            .isPresent();
  }

  /**
   * Whether a file is there, not compressed, that was written to after its successor had begun.
   * Compressed, nobody could say of a short one that it is the same. And beside it a newer one that
   * is compressed looks as where numbers count upwards: {@code app.log.1.gz} is the oldest there,
   * and {@code app.log.3} was written later than {@code app.log.2}. So no late line is written
   * where a newer file is compressed, either.
   */
  boolean isFilePlain() {
    return Optional.ofNullable(late)
        .flatMap(model::name)
        .filter(name -> !RotatedNames.isCompressed(files.file(name)))
        .isPresent();
  }

  /** A reader that starts knows only the last files again that it left. */
  void deleteFileIfNobodyCanKnowIt() throws IOException {
    if (late != null && model.late().isForgotten(late)) {
      Optional<String> name = model.name(late);
      if (name.isPresent()) {
        files.deleteRotated(name.get());
      }
    }
  }
}
