package io.sluice.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.benchmarks.measure.Comparison;
import io.sluice.benchmarks.measure.Mark;
import io.sluice.benchmarks.measure.Measurement;
import io.sluice.benchmarks.measure.Quantity;
import io.sluice.benchmarks.options.Benchmark;
import io.sluice.benchmarks.options.BenchmarkOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultFileTest {

  private static final Quantity RATE = Quantity.LINES_PER_SECOND;

  @Test
  void shouldTellMediansOfEachRoundsRatioAndWhichMarksAreReached() {
    List<Mark> marks = List.of(Mark.ratioAtLeast(RATE, 0.5), Mark.ratioAtLeast(RATE, 0.9));
    Comparison comparison = new Comparison("line", Optional.of("ready lines"), marks);
    comparison.add(rate(50), rate(100));
    comparison.add(rate(30), rate(40));
    comparison.add(rate(10), rate(10));
    BenchmarkOptions options =
        BenchmarkOptions.parse(
            Benchmark.SOURCE, List.of("--lines", "7"), Path.of("anywhere"), Path.of(""));

    JsonNode json = ResultFile.json(new Report(options, List.of(comparison)));

    assertEquals("source", json.path("benchmark").asText());
    assertEquals(7, json.path("lines").asLong());
    assertEquals("access", json.path("log").asText());
    JsonNode line = json.at("/comparisons/0");
    assertEquals("line", line.path("name").asText());
    assertEquals("ready lines", line.path("yardstick").asText());
    assertEquals(30, line.at("/measured/lines_per_second/ours/median").asDouble());
    assertEquals(0.75, line.at("/measured/lines_per_second/ratio/median").asDouble());
    assertEquals(0.5, line.at("/measured/lines_per_second/ratio/least").asDouble());
    assertTrue(line.at("/marks/0/reached").asBoolean());
    assertFalse(line.at("/marks/1/reached").asBoolean());
  }

  private static Measurement rate(double value) {
    return new Measurement().with(RATE, value);
  }
}
