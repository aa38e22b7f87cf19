package io.sluice.connect.filetail.follow;

import io.sluice.connect.filetail.file.RandomCases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Random sequences of what can happen to the logs of a glob. */
final class GlobScenarios implements RandomCases<GlobScenario, GlobStep> {

  private static final int MOST_STEPS = 40;
  private static final List<String> GLOBS =
      List.of("app.log*", "*.log", "*", "**/*.log*", "app*.log");
  private static final List<Integer> MOST_OPEN = List.of(1, 2, GlobScenario.USUALLY_OPEN);
  private static final List<Integer> MILLIS_PER_LOOK = List.of(0, 0, 3);

  @Override
  public GlobScenario random(Random random) {
    List<GlobStep> steps = new ArrayList<>();
    int length = 1 + random.nextInt(MOST_STEPS);
    while (steps.size() < length) {
      steps.add(GlobStep.any(random));
    }
    return new GlobScenario(
        GLOBS.get(random.nextInt(GLOBS.size())),
        RotatedName.values()[random.nextInt(RotatedName.values().length)],
        1 + random.nextInt(GlobScenario.MOST_LOGS),
        MOST_OPEN.get(random.nextInt(MOST_OPEN.size())),
        MILLIS_PER_LOOK.get(random.nextInt(MILLIS_PER_LOOK.size())),
        steps);
  }

  @Override
  public void check(GlobScenario one, Path folder) throws IOException {
    one.check(folder);
  }

  @Override
  public List<GlobStep> steps(GlobScenario one) {
    return one.steps();
  }

  @Override
  public GlobScenario with(GlobScenario one, List<GlobStep> steps) {
    return one.with(steps);
  }

  @Override
  public List<GlobScenario> simpler(GlobScenario one) {
    List<GlobScenario> simpler = new ArrayList<>();
    if (one.millisPerLook() > 0) {
      simpler.add(with(one, one.naming(), one.logs(), one.mostOpen(), 0));
    }
    if (one.mostOpen() != GlobScenario.USUALLY_OPEN) {
      simpler.add(
          with(one, one.naming(), one.logs(), GlobScenario.USUALLY_OPEN, one.millisPerLook()));
    }
    if (one.logs() > 1) {
      simpler.add(with(one, one.naming(), one.logs() - 1, one.mostOpen(), one.millisPerLook()));
    }
    if (one.naming() != RotatedName.NUMBERED) {
      simpler.add(with(one, RotatedName.NUMBERED, one.logs(), one.mostOpen(), one.millisPerLook()));
    }
    return simpler;
  }

  private static GlobScenario with(
      GlobScenario one, RotatedName naming, int logs, int mostOpen, int millisPerLook) {
    return new GlobScenario(one.glob(), naming, logs, mostOpen, millisPerLook, one.steps());
  }

  @Override
  public List<GlobStep> simplerSteps(GlobStep step) {
    return IntStream.of(0, step.argument() / 2, step.argument() - 1)
        .filter(argument -> 0 <= argument && argument < step.argument())
        .mapToObj(argument -> new GlobStep(step.action(), step.log(), argument))
        .toList();
  }
}
