package io.sluice.benchmarks;

import io.sluice.localstack.distribution.SourceTree;
import java.nio.file.Path;
import java.util.List;

/** What {@code ./sluice bench} runs. */
public final class Main {

  /** Exit code for a command line that is not understood, as shells have it. */
  private static final int USAGE_ERROR = 2;

  private Main() {}

  public static void main(String[] arguments) {
    List<String> all = List.of(arguments);
    if (all.isEmpty() || !all.get(0).equals("source")) {
      System.err.println("sluice: ./sluice bench source [--lines N] [--rounds N] [--only NAME,…]");
      System.exit(USAGE_ERROR);
    }
    BenchmarkOptions options;
    try {
      options = BenchmarkOptions.parse(all.subList(1, all.size()), folder());
    } catch (IllegalArgumentException e) {
      System.err.println("sluice: bench source: " + e.getMessage());
      System.exit(USAGE_ERROR);
      return;
    }
    new SourceBenchmark(options, System.out).run();
  }

  private static Path folder() {
    String home = System.getenv("SLUICE_HOME");
    Path own =
        home == null || home.isEmpty() ? SourceTree.root().resolve(".sluice") : Path.of(home);
    return own.toAbsolutePath().normalize().resolve("bench");
  }
}
