package io.sluice.benchmarks;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * What the command line says.
 *
 * @param folder for the log, the stack and the results
 * @param lines of the log that is read
 * @param rounds that count
 * @param only the names of what is measured; none: all
 */
record BenchmarkOptions(Path folder, long lines, int rounds, Set<String> only) {

  private static final long USUAL_LINES = 2_000_000;
  private static final int USUAL_ROUNDS = 3;

  /**
   * @throws IllegalArgumentException that names what is not understood
   */
  static BenchmarkOptions parse(List<String> arguments, Path folder) {
    long lines = USUAL_LINES;
    int rounds = USUAL_ROUNDS;
    Set<String> only = Set.of();
    Deque<String> left = new ArrayDeque<>(arguments);
    while (!left.isEmpty()) {
      String option = left.removeFirst();
      switch (option) {
        case "--lines" -> lines = positive(option, left);
        case "--rounds" -> rounds = Math.toIntExact(positive(option, left));
        case "--only" -> only = Set.of(value(option, left).split(","));
        default -> throw new IllegalArgumentException("not understood: " + option);
      }
    }
    return new BenchmarkOptions(folder, lines, rounds, only);
  }

  private static String value(String option, Deque<String> left) {
    if (left.isEmpty()) {
      throw new IllegalArgumentException(option + " takes a value");
    }
    return left.removeFirst();
  }

  private static long positive(String option, Deque<String> left) {
    String value = value(option, left);
    try {
      long number = Long.parseLong(value);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException notOne) {
      // Told below, like one that is too small.
    }
    throw new IllegalArgumentException(option + " is '" + value + "': it must be a number above 0");
  }

  boolean isWanted(String name) {
    return only.isEmpty() || only.contains(name);
  }
}
