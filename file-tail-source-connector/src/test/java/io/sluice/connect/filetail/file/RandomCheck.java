package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Checks random cases, each in a folder of its own, and shows the shortest that still fails of one
 * that does.
 *
 * <p>The same cases run each time. {@code -Dsluice.property.cases=100000} runs more, {@code
 * -Dsluice.property.seed=...} begins with another.
 *
 * <p>No library shrinks these sequences: jqwik, which has the means, is in maintenance mode, and
 * its action chains are generated against a state that here lies on a disk. {@link Shrinker} is
 * short, since any list of steps is a case.
 */
public final class RandomCheck<C, S> {

  private static final long FIRST_SEED = Long.getLong("sluice.property.seed", 0);

  private final RandomCases<C, S> cases;
  private final Path folder;
  private int runs;

  public RandomCheck(RandomCases<C, S> cases, Path folder) {
    this.cases = cases;
    this.folder = folder;
  }

  /**
   * @param usualCases how many are checked where the tester does not say
   */
  public void run(int usualCases) {
    long end = FIRST_SEED + Integer.getInteger("sluice.property.cases", usualCases);
    for (long seed = FIRST_SEED; seed < end; seed++) {
      C one = cases.random(new Random(seed));
      Optional<AssertionError> failure = failure(one);
      if (failure.isPresent()) {
        AssertionError shown = shortest(one).orElse(failure.get());
        fail("seed " + seed + ": " + shown.getMessage(), shown);
      }
    }
  }

  /** The failure of the shortest case; nothing where it does not fail each time that it is run. */
  private Optional<AssertionError> shortest(C failing) {
    return failure(new Shrinker<>(cases, shorter -> failure(shorter).isPresent()).shrink(failing));
  }

  private Optional<AssertionError> failure(C one) {
    Path its = folder.resolve("run-" + runs++);
    try {
      Files.createDirectory(its);
      cases.check(one, its);
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
