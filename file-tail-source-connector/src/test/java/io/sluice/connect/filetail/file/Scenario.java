package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What happens to a log, step by step, written as it is told in a test:
 *
 * <pre>{@code
 * new Scenario(Naming.NUMBERED, Wording.SHORT).write(2).rename().stop().write(1).read().check(folder);
 * }</pre>
 *
 * <p>Any list of steps is a scenario: a step that is impossible where it stands does nothing. Each
 * begins with one line that was read, and ends with the reader having all the time it needs; then
 * each line must have been handed out once, in order, but for those that {@link LogModel} tells to
 * be unobtainable.
 *
 * @param mostOpen so many files may be open at once
 */
record Scenario(Naming naming, Wording wording, int mostOpen, List<Step> steps) {

  Scenario(Naming naming, Wording wording) {
    this(naming, wording, GenerationQueue.MOST);
  }

  Scenario(Naming naming, Wording wording, int mostOpen) {
    this(naming, wording, mostOpen, List.of());
  }

  Scenario {
    steps = List.copyOf(steps);
  }

  /** One whose rotated files get numbers. */
  static Scenario numbered(Wording wording) {
    return new Scenario(Naming.NUMBERED, wording);
  }

  /** Ends the line that was begun, and writes one line, and so many more. */
  Scenario write(int more) {
    return then(Action.WRITE, more);
  }

  /** Ends the line that was begun, and writes the beginning of one: so many hundredths of it. */
  Scenario beginLine(int percent) {
    return then(Action.BEGIN_LINE, percent);
  }

  Scenario endLine() {
    return then(Action.END_LINE, 0);
  }

  /** The writer, which has not opened the new file yet, writes to the one that was renamed last. */
  Scenario writeLate(int more) {
    return then(Action.WRITE_LATE, more);
  }

  /** One of several writers still writes to the file that was renamed last. */
  Scenario writeBesideSuccessor(int more) {
    return then(Action.WRITE_BESIDE_SUCCESSOR, more);
  }

  /** Makes an empty file where there is none. */
  Scenario create() {
    return then(Action.CREATE, 0);
  }

  Scenario rename() {
    return then(Action.RENAME, 0);
  }

  /**
   * Ends the line that was begun, copies the file and truncates it.
   *
   * @param between the sum of 1: a line is written in between; 2: the reader reads once in between;
   *     4: the reader is stopped in between
   */
  Scenario copyTruncate(int between) {
    return then(Action.COPY_TRUNCATE, between);
  }

  /** The same, but the line that was begun goes on in the truncated file. */
  Scenario copyTruncateInLine(int between) {
    return then(Action.COPY_TRUNCATE_IN_LINE, between);
  }

  /** Truncates the file, and writes so many lines. */
  Scenario truncate(int lines) {
    return then(Action.TRUNCATE, lines);
  }

  Scenario delete() {
    return then(Action.DELETE, 0);
  }

  /** Deletes the file; its writer, which has it open, writes one line, and so many more. */
  Scenario deleteWhileWriting(int more) {
    return then(Action.DELETE_WHILE_WRITING, more);
  }

  /** Deletes a rotated file: the newest, or the one so many rotations before. */
  Scenario deleteRotated(int before) {
    return then(Action.DELETE_ROTATED, before);
  }

  /** Compresses a rotated file: the newest, or the one so many rotations before. */
  Scenario compress(int before) {
    return then(Action.COMPRESS, before);
  }

  /**
   * Takes the folder away and brings it back.
   *
   * @param meanwhile 0: the reader looks once; 1: for longer than the rotation wait; 2: it is
   *     stopped and started
   */
  Scenario takeFolderAway(int meanwhile) {
    return then(Action.TAKE_FOLDER_AWAY, meanwhile);
  }

  /** Writes to other programs' files, whose names look like rotations of the log. */
  Scenario writeNeighbours() {
    return then(Action.WRITE_NEIGHBOURS, 0);
  }

  /** Reads once, no time having passed. */
  Scenario poll() {
    return then(Action.POLL, 0);
  }

  /** Lets time pass until the next look, and reads all there is. */
  Scenario read() {
    return then(Action.READ, 0);
  }

  /** Reads for longer than a rotated file has to be quiet. */
  Scenario passRotationWait() {
    return then(Action.PASS_ROTATION_WAIT, 0);
  }

  /** Stops the reader; the next step that reads starts it where it was stopped. */
  Scenario stop() {
    return then(Action.STOP, 0);
  }

  /** Kills the reader; the next step that reads starts it where it was so many lines earlier. */
  Scenario crash(int lines) {
    return then(Action.CRASH, lines);
  }

  private Scenario then(Action action, int argument) {
    List<Step> more = new ArrayList<>(steps);
    more.add(new Step(action, argument));
    return with(more);
  }

  Scenario with(List<Step> others) {
    return new Scenario(naming, wording, mostOpen, others);
  }

  /**
   * Runs the scenario in a folder of its own.
   *
   * @throws AssertionError where a line is missing, doubled, out of order, or was never written
   */
  void check(Path folder) throws IOException {
    try (ScenarioRun run = new ScenarioRun(this, folder)) {
      run.run();
    }
  }

  /** As it is written in a test. */
  @Override
  public String toString() {
    return "new Scenario(Naming."
        + naming
        + ", Wording."
        + wording
        + (mostOpen == GenerationQueue.MOST ? "" : ", " + mostOpen)
        + ")\n    "
        + steps.stream().map(Step::toString).collect(Collectors.joining("\n    "));
  }
}
