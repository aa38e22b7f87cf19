package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Writing, rotating, compressing at once or later, restarting, and files that cannot be read for a
 * while, step by step. Any list of steps is a scenario: a step that is impossible where it stands
 * does nothing.
 *
 * @param numbered whether rotations are numbered as logrotate does it, or dated
 * @param keepsTimes whether a compressed file has its original's time
 * @param mostOpen so many files may be open at once
 * @param groups whether several lines may be one record
 */
record CompressionScenario(
    boolean numbered,
    boolean keepsTimes,
    int mostOpen,
    boolean groups,
    Beginning beginning,
    List<Step> steps) {

  /** What there is when the path is looked at first. */
  enum Beginning {
    FILE,
    NOTHING,
    ROTATED_FILES,
    ROTATED_FILES_WITHOUT_FILE;

    boolean hasFile() {
      return this == FILE || this == ROTATED_FILES;
    }

    boolean hasRotatedFiles() {
      return this == ROTATED_FILES || this == ROTATED_FILES_WITHOUT_FILE;
    }
  }

  enum Kind {
    WRITE,
    READ,
    WAIT,
    RENAME,
    COPY_TRUNCATE,
    COMPRESS_TRUNCATE,
    COMPRESS,
    FAIL,
    RESTART
  }

  /**
   * @param seed decides what else is random about it
   */
  record Step(Kind kind, long seed) {}

  CompressionScenario {
    steps = List.copyOf(steps);
  }

  /** Nobody who renames files copies and truncates them as well; only short histories mix that. */
  boolean isRenamedOnly() {
    return groups || beginning.hasRotatedFiles();
  }

  CompressionScenario with(List<Step> others) {
    return new CompressionScenario(numbered, keepsTimes, mostOpen, groups, beginning, others);
  }

  /**
   * Runs the scenario in a folder of its own.
   *
   * @throws AssertionError where a line is missing, doubled or out of order
   */
  void check(Path folder) throws IOException {
    try (CompressionRun run = new CompressionRun(this, folder)) {
      run.run();
    }
  }
}
