package io.sluice.benchmarks;

import io.sluice.benchmarks.growth.GrowthBenchmark;
import io.sluice.benchmarks.idle.IdleBenchmark;
import io.sluice.benchmarks.latency.LatencyBenchmark;
import io.sluice.benchmarks.lists.ListsBenchmark;
import io.sluice.benchmarks.options.Benchmark;
import io.sluice.benchmarks.options.BenchmarkOptions;
import io.sluice.benchmarks.sink.SinkBenchmark;
import io.sluice.benchmarks.source.SourceBenchmark;
import io.sluice.localstack.distribution.SourceTree;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What {@code ./sluice bench} runs. */
public final class Main {

  /** Exit code for a command line that is not understood, as shells have it. */
  private static final int USAGE_ERROR = 2;

  private static final int FAILURE = 1;

  private Main() {}

  public static void main(String[] arguments) {
    List<String> all = List.of(arguments);
    Optional<Benchmark> benchmark = all.stream().findFirst().flatMap(Benchmark::named);
    if (benchmark.isEmpty()) {
      System.err.println("sluice: what is to be measured?");
      for (Benchmark one : Benchmark.values()) {
        System.err.println("  " + one.usage());
      }
      System.exit(USAGE_ERROR);
    }
    BenchmarkOptions options;
    try {
      options =
          BenchmarkOptions.parse(benchmark.get(), all.subList(1, all.size()), folder(), caller());
    } catch (IllegalArgumentException e) {
      System.err.println("sluice: bench " + benchmark.get().id() + ": " + e.getMessage());
      System.err.println("  " + benchmark.get().usage());
      System.exit(USAGE_ERROR);
      return;
    }
    try {
      run(options, System.out);
    } catch (IllegalStateException e) {
      System.err.println(
          "sluice: bench " + benchmark.get().id() + ": no figures: " + e.getMessage());
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        System.err.println("  because: " + cause.getMessage());
      }
      System.exit(FAILURE);
    }
  }

  private static void run(BenchmarkOptions options, PrintStream out) {
    switch (options.benchmark()) {
      case SOURCE -> new SourceBenchmark(options, out).run();
      case GROWTH -> new GrowthBenchmark(options, out).run();
      case IDLE -> new IdleBenchmark(options, out).run();
      case LATENCY -> new LatencyBenchmark(options, out).run();
      case LISTS -> new ListsBenchmark(options, out).run();
      case SINK -> new SinkBenchmark(options, out).run();
    }
  }

  /** The script changes the folder; what is said on the command line means the caller's. */
  private static Path caller() {
    return Path.of(System.getProperty("sluice.caller", "")).toAbsolutePath();
  }

  private static Path folder() {
    String home = System.getenv("SLUICE_HOME");
    Path own =
        home == null || home.isEmpty() ? SourceTree.root().resolve(".sluice") : Path.of(home);
    return own.toAbsolutePath().normalize().resolve("bench");
  }
}
