package io.sluice.benchmarks.loops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

class LoopsTest {

  /** One that fails ends the run. */
  @Test
  void shouldRunEachLoopInEachForm() throws RunnerException {
    List<RunResult> results =
        List.copyOf(
            new Runner(
                    new OptionsBuilder()
                        .parent(Main.options(""))
                        .mode(Mode.SingleShotTime)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .forks(0)
                        .build())
                .run());

    Map<String, Long> forms =
        results.stream()
            .map(result -> result.getParams().getBenchmark().replaceFirst(".*\\.", ""))
            .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
    assertEquals(
        Map.of(
            "assembling", 2L,
            "chunking", 1L,
            "decoding", 3L,
            "rendering", 3L,
            "splitting", 1L,
            "writing", 2L),
        forms);
  }
}
