package io.sluice.connect.filetail.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Makes a case that fails as short as it can be while it still fails. */
final class Shrinker<C, S> {

  private final RandomCases<C, S> cases;
  private final Predicate<C> fails;

  Shrinker(RandomCases<C, S> cases, Predicate<C> fails) {
    this.cases = cases;
    this.fails = fails;
  }

  /** A case that fails, and fails no more without any one of its steps. */
  C shrink(C failing) {
    C shortest = failing;
    Optional<C> simpler = Optional.of(failing);
    while (simpler.isPresent()) {
      shortest = withoutSteps(simpler.get());
      simpler = firstThatFails(simplifications(shortest));
    }
    return shortest;
  }

  /** Leaves out as many steps in a row as there are, then half as many, and so on. */
  private C withoutSteps(C failing) {
    C shortest = failing;
    for (int length = cases.steps(failing).size(); length > 0; ) {
      Optional<C> shorter = firstThatFails(cuts(shortest, length));
      if (shorter.isPresent()) {
        shortest = shorter.get();
        length = Math.min(length, cases.steps(shortest).size());
      } else {
        length /= 2;
      }
    }
    return shortest;
  }

  private List<C> cuts(C one, int length) {
    List<C> cuts = new ArrayList<>();
    for (int from = 0; from + length <= cases.steps(one).size(); from++) {
      List<S> steps = new ArrayList<>(cases.steps(one));
      steps.subList(from, from + length).clear();
      cuts.add(cases.with(one, steps));
    }
    return cuts;
  }

  private List<C> simplifications(C one) {
    List<C> simpler = new ArrayList<>(cases.simpler(one));
    for (int i = 0; i < cases.steps(one).size(); i++) {
      for (S step : cases.simplerSteps(cases.steps(one).get(i))) {
        List<S> steps = new ArrayList<>(cases.steps(one));
        steps.set(i, step);
        simpler.add(cases.with(one, steps));
      }
    }
    return simpler;
  }

  private Optional<C> firstThatFails(List<C> candidates) {
    return candidates.stream().filter(fails).findFirst();
  }
}
