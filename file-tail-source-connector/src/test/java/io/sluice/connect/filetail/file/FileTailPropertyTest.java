package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does to a log, in random order, all that can happen to one, and expects each line once and in
 * order.
 *
 * <p>The same cases run each time. {@code -Dsluice.property.cases=100000} runs more, {@code
 * -Dsluice.property.seed=...} begins with another. Of a case that fails, the shortest sequence of
 * steps is printed that still fails; it belongs into {@link KnownScenariosTest}.
 *
 * <p>No library shrinks these sequences: jqwik, which has the means, is in maintenance mode, and
 * its action chains are generated against a state that here lies on a disk. {@link Shrinker} is
 * short, since any list of steps is a scenario.
 */
class FileTailPropertyTest {

  private static final int CASES = Integer.getInteger("sluice.property.cases", 2000);
  private static final long FIRST_SEED = Long.getLong("sluice.property.seed", 0);
  private static final int MOST_STEPS = 40;

  @TempDir Path folder;

  private int runs;

  @Test
  void shouldHandOnEachLineOnceWhateverHappensToTheFile() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
      Scenario scenario = random(new Random(seed));
      if (failure(scenario).isPresent()) {
        Scenario shortest = new Shrinker(shorter -> failure(shorter).isPresent()).shrink(scenario);
        AssertionError failure = failure(shortest).orElseThrow();
        fail("seed " + seed + ": " + failure.getMessage(), failure);
      }
    }
  }

  private static Scenario random(Random random) {
    List<Step> steps = new ArrayList<>();
    int length = 1 + random.nextInt(MOST_STEPS);
    while (steps.size() < length) {
      Action action = Action.any(random);
      steps.add(new Step(action, random.nextInt(action.mostArgument + 1)));
    }
    return new Scenario(
        Naming.values()[random.nextInt(Naming.values().length)],
        Wording.values()[random.nextInt(Wording.values().length)],
        steps);
  }

  private Optional<AssertionError> failure(Scenario scenario) {
    Path its = folder.resolve("run-" + runs++);
    try {
      Files.createDirectory(its);
      scenario.check(its);
      return Optional.empty();
    } catch (AssertionError failure) {
      return Optional.of(failure);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } finally {
      delete(its);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
