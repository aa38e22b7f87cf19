package io.sluice.connect.filetail.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Makes a scenario that fails as short as it can be while it still fails. */
final class Shrinker {

  private final Predicate<Scenario> fails;

  Shrinker(Predicate<Scenario> fails) {
    this.fails = fails;
  }

  /** A scenario that fails, and fails no more without any one of its steps. */
  Scenario shrink(Scenario failing) {
    Scenario shortest = failing;
    Optional<Scenario> simpler = Optional.of(failing);
    while (simpler.isPresent()) {
      shortest = withoutSteps(simpler.get());
      simpler = firstThatFails(simplifications(shortest));
    }
    return shortest;
  }

  /** Leaves out as many steps in a row as there are, then half as many, and so on. */
  private Scenario withoutSteps(Scenario failing) {
    Scenario shortest = failing;
    for (int length = failing.steps().size(); length > 0; ) {
      Optional<Scenario> shorter = firstThatFails(cuts(shortest, length));
      if (shorter.isPresent()) {
        shortest = shorter.get();
        length = Math.min(length, shortest.steps().size());
      } else {
        length /= 2;
      }
    }
    return shortest;
  }

  private static List<Scenario> cuts(Scenario scenario, int length) {
    List<Scenario> cuts = new ArrayList<>();
    for (int from = 0; from + length <= scenario.steps().size(); from++) {
      List<Step> steps = new ArrayList<>(scenario.steps());
      steps.subList(from, from + length).clear();
      cuts.add(scenario.with(steps));
    }
    return cuts;
  }

  private static List<Scenario> simplifications(Scenario scenario) {
    List<Scenario> simpler = new ArrayList<>();
    if (scenario.wording() != Wording.SHORT) {
      simpler.add(new Scenario(scenario.naming(), Wording.SHORT, scenario.steps()));
    }
    if (scenario.naming() != Naming.NUMBERED) {
      simpler.add(new Scenario(Naming.NUMBERED, scenario.wording(), scenario.steps()));
    }
    for (int i = 0; i < scenario.steps().size(); i++) {
      Step step = scenario.steps().get(i);
      for (int argument : List.of(0, step.argument() / 2, step.argument() - 1)) {
        if (0 <= argument && argument < step.argument()) {
          List<Step> steps = new ArrayList<>(scenario.steps());
          steps.set(i, new Step(step.action(), argument));
          simpler.add(scenario.with(steps));
        }
      }
    }
    return simpler;
  }

  private Optional<Scenario> firstThatFails(List<Scenario> candidates) {
    return candidates.stream().filter(fails).findFirst();
  }
}
