package io.sluice.connect.filetail.follow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What happens to some logs that one glob matches, step by step.
 *
 * <p>Any list of steps is a scenario: a step that is impossible where it stands does nothing. Each
 * begins with one line of the first log, and ends with the reader having all the time it needs.
 *
 * @param logs how many there are
 * @param mostOpen so many quiet files are kept open
 * @param millisPerLook how much time passes with each look at the clock
 */
record GlobScenario(
    String glob,
    RotatedName naming,
    int logs,
    int mostOpen,
    int millisPerLook,
    List<GlobStep> steps) {

  static final int MOST_LOGS = 3;
  static final int USUALLY_OPEN = 512;

  GlobScenario {
    steps = List.copyOf(steps);
  }

  GlobScenario(String glob, RotatedName naming, int logs, int mostOpen, int millisPerLook) {
    this(glob, naming, logs, mostOpen, millisPerLook, List.of());
  }

  GlobScenario then(GlobStep.Action action, int log, int argument) {
    List<GlobStep> more = new ArrayList<>(steps);
    more.add(new GlobStep(action, log, argument));
    return with(more);
  }

  GlobScenario with(List<GlobStep> others) {
    return new GlobScenario(glob, naming, logs, mostOpen, millisPerLook, others);
  }

  /**
   * Runs the scenario in a folder of its own.
   *
   * @throws AssertionError where a line is missing, doubled, out of order, or another path's
   */
  void check(Path folder) throws IOException {
    try (GlobRun run = new GlobRun(this, folder)) {
      run.run();
    }
  }

  /** As it is written in a test. */
  @Override
  public String toString() {
    return "new GlobScenario(\"%s\", %s, %d, %d, %d)\n    "
            .formatted(glob, naming, logs, mostOpen, millisPerLook)
        + steps.stream().map(GlobStep::toString).collect(Collectors.joining("\n    "));
  }
}
