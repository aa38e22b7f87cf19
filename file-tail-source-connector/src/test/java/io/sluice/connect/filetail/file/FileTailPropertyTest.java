package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does to a log, in random order, all that can happen to one, and expects each line once and in
 * order. The sequence of steps that {@link RandomCheck} prints of a case that fails belongs into
 * {@link KnownScenariosTest}.
 */
class FileTailPropertyTest {

  private static final int CASES = 2000;
  private static final int MOST_STEPS = 40;

  /** Of few files, some are not open yet in most cases. */
  private static final List<Integer> MOST_OPEN = List.of(3, 4, 5, GenerationQueue.MOST);

  @Test
  void shouldHandOnEachLineOnceWhateverHappensToTheFile(@TempDir Path folder) {
    new RandomCheck<>(new Scenarios(), folder).run(CASES);
  }

  private static final class Scenarios implements RandomCases<Scenario, Step> {

    @Override
    public Scenario random(Random random) {
      List<Step> steps = new ArrayList<>();
      int length = 1 + random.nextInt(MOST_STEPS);
      while (steps.size() < length) {
        Action action = Weighted.any(Action.values(), random);
        steps.add(new Step(action, random.nextInt(action.mostArgument + 1)));
      }
      return new Scenario(
          Naming.values()[random.nextInt(Naming.values().length)],
          Wording.values()[random.nextInt(Wording.values().length)],
          MOST_OPEN.get(random.nextInt(MOST_OPEN.size())),
          steps);
    }

    @Override
    public void check(Scenario one, Path folder) throws IOException {
      one.check(folder);
    }

    @Override
    public List<Step> steps(Scenario one) {
      return one.steps();
    }

    @Override
    public Scenario with(Scenario one, List<Step> steps) {
      return one.with(steps);
    }

    @Override
    public List<Scenario> simpler(Scenario one) {
      List<Scenario> simpler = new ArrayList<>();
      if (one.mostOpen() != GenerationQueue.MOST) {
        simpler.add(new Scenario(one.naming(), one.wording(), GenerationQueue.MOST, one.steps()));
      }
      if (one.wording() != Wording.SHORT) {
        simpler.add(new Scenario(one.naming(), Wording.SHORT, one.mostOpen(), one.steps()));
      }
      if (one.naming() != Naming.NUMBERED) {
        simpler.add(new Scenario(Naming.NUMBERED, one.wording(), one.mostOpen(), one.steps()));
      }
      return simpler;
    }

    @Override
    public List<Step> simplerSteps(Step step) {
      return IntStream.of(0, step.argument() / 2, step.argument() - 1)
          .filter(argument -> 0 <= argument && argument < step.argument())
          .mapToObj(argument -> new Step(step.action(), argument))
          .toList();
    }
  }
}
