package io.sluice.benchmarks.loops;

import io.sluice.connect.elasticsearch.bulk.BulkLoops;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What {@code ./sluice bench loops} runs: the inner loops under JMH, as a table. */
public final class Main {

  private static final String ROW = "%-28s %8s %16s %14s";
  private static final int USAGE_ERROR = 2;

  private Main() {}

  public static void main(String[] arguments) throws RunnerException {
    boolean isUnderstood =
        arguments.length == 0 || arguments.length == 2 && arguments[0].equals("--only");
    if (!isUnderstood) {
      System.err.println("sluice: bench loops takes --only REGEX and nothing else");
      System.exit(USAGE_ERROR);
    }
    String only = arguments.length == 0 ? "" : arguments[1];
    System.out.println("Each loop for 5 seconds, after 3 of warm-up, in a JVM of its own.");
    print(new Runner(options(only)).run());
  }

  static Options options(String only) {
    return new OptionsBuilder()
        .include(LineLoops.class.getName() + ".*" + only)
        .include(BulkLoops.class.getName() + ".*" + only)
        .mode(Mode.AverageTime)
        .timeUnit(TimeUnit.NANOSECONDS)
        .warmupIterations(3)
        .warmupTime(TimeValue.seconds(1))
        .measurementIterations(5)
        .measurementTime(TimeValue.seconds(1))
        .forks(1)
        .jvmArgs("-Xmx512m", "-XX:+UseG1GC", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn")
        .addProfiler(GCProfiler.class)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT)
        .build();
  }

  private static void print(Collection<RunResult> results) {
    System.out.println(String.format(ROW, "", "", "ns a line", "bytes a line"));
    results.forEach(result -> System.out.println(row(result)));
    System.out.println("± is the interval of 99.9 %.");
  }

  private static String row(RunResult result) {
    Result<?> time = result.getPrimaryResult();
    String name = result.getParams().getBenchmark();
    return String.format(
        Locale.ROOT,
        ROW,
        name.substring(name.lastIndexOf('.') + 1),
        result.getParams().getParamsKeys().stream()
            .map(result.getParams()::getParam)
            .collect(Collectors.joining(" ")),
        String.format(Locale.ROOT, "%.0f ± %.0f", time.getScore(), time.getScoreError()),
        String.format(
            Locale.ROOT,
            "%.0f",
            result.getSecondaryResults().get("gc.alloc.rate.norm").getScore()));
  }
}
