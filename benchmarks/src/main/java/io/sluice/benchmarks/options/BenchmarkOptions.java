package io.sluice.benchmarks.options;

import io.sluice.benchmarks.corpus.Corpus;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the command line says.
 *
 * @param folder for corpora, stacks and results
 * @param numbers a value for each setting that the benchmark takes
 * @param log that is read, or whose lines are in the documents
 * @param only the names of what is measured; none: all
 * @param rivals other connectors that are measured, too
 */
public record BenchmarkOptions(
    Benchmark benchmark,
    Path folder,
    Map<Setting, Long> numbers,
    Corpus log,
    Set<String> only,
    List<Rival> rivals) {

  public BenchmarkOptions {
    only = Set.copyOf(only);
    rivals = List.copyOf(rivals);
  }

  /**
   * @param arguments behind the benchmark's name
   * @param caller the folder that relative paths in them start at
   * @throws IllegalArgumentException that names what is not understood
   */
  public static BenchmarkOptions parse(
      Benchmark benchmark, List<String> arguments, Path folder, Path caller) {
    Map<Setting, Long> numbers = new EnumMap<>(benchmark.defaults());
    Corpus log = Corpus.ACCESS;
    Set<String> only = Set.of();
    List<Rival> rivals = new ArrayList<>();
    Deque<String> left = new ArrayDeque<>(arguments);
    while (!left.isEmpty()) {
      String option = left.removeFirst();
      Optional<Setting> setting = Setting.of(option).filter(numbers::containsKey);
      if (setting.isPresent()) {
        numbers.put(setting.get(), positive(option, value(option, left)));
      } else if (option.equals("--only") && !benchmark.names().isEmpty()) {
        only = names(benchmark, option, value(option, left));
      } else if (option.equals("--log") && benchmark.takesOthers()) {
        log = log(option, value(option, left), caller);
      } else if (option.equals("--with") && benchmark.takesOthers()) {
        rivals.add(Rival.parse(value(option, left), caller));
      } else {
        throw new IllegalArgumentException("not understood: " + option);
      }
    }
    return new BenchmarkOptions(benchmark, folder, numbers, log, only, rivals);
  }

  private static String value(String option, Deque<String> left) {
    if (left.isEmpty()) {
      throw new IllegalArgumentException(option + " takes a value");
    }
    return left.removeFirst();
  }

  private static Set<String> names(Benchmark benchmark, String option, String value) {
    Set<String> names = new LinkedHashSet<>(List.of(value.split(",")));
    for (String name : names) {
      if (!benchmark.names().contains(name)) {
        throw new IllegalArgumentException(
            option
                + " is '"
                + value
                + "', and there is no '"
                + name
                + "': it takes, comma separated, "
                + String.join(", ", benchmark.names()));
      }
    }
    return names;
  }

  private static Corpus log(String option, String value, Path caller) {
    try {
      return Corpus.named(value, caller);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
    }
  }

  private static long positive(String option, String value) {
    try {
      long number = Long.parseLong(value);
      if (number > 0 && number <= Integer.MAX_VALUE) {
        return number;
      }
    } catch (NumberFormatException notOne) {
      // Told below, like one that is too small.
    }
    throw new IllegalArgumentException(
        option + " is '" + value + "': it must be a number from 1 to " + Integer.MAX_VALUE);
  }

  public long number(Setting setting) {
    return numbers.get(setting);
  }

  /** The number of rounds that count. */
  public int rounds() {
    return Math.toIntExact(number(Setting.ROUNDS));
  }

  /** Where the files that are read are kept from run to run. */
  public Path corpus() {
    return folder.resolve("corpus");
  }

  /** The folders of the other connectors' jars. */
  public List<Path> plugins() {
    return rivals.stream().map(Rival::plugin).distinct().toList();
  }

  public boolean isWanted(String name) {
    return only.isEmpty() || only.contains(name);
  }
}
