package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Writing, rotating, compressing at once or later, and restarting, step by step. Any list of steps
 * is a scenario: a step that is impossible where it stands does nothing.
 *
 * @param numbered whether rotations are numbered as logrotate does it, or dated
 * @param keepsTimes whether a compressed file has its original's time
 * @param mostOpen so many files may be open at once
 */
record CompressionScenario(boolean numbered, boolean keepsTimes, int mostOpen, List<Step> steps) {

  enum Kind {
    WRITE,
    READ,
    WAIT,
    RENAME,
    COPY_TRUNCATE,
    COMPRESS,
    RESTART
  }

  /**
   * @param seed decides what else is random about it
   */
  record Step(Kind kind, long seed) {}

  CompressionScenario {
    steps = List.copyOf(steps);
  }

  CompressionScenario with(List<Step> others) {
    return new CompressionScenario(numbered, keepsTimes, mostOpen, others);
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
