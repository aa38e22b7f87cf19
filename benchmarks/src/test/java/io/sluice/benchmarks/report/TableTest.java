package io.sluice.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.benchmarks.measure.Comparison;
import io.sluice.benchmarks.measure.Mark;
import io.sluice.benchmarks.measure.Measurement;
import io.sluice.benchmarks.measure.Quantity;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void shouldShowMediansRatiosAndWhichMarkIsNotReached() {
    Mark reached = Mark.ratioAtLeast(Quantity.LINES_PER_SECOND, 0.5);
    Mark missed = Mark.ratioAtMost(Quantity.CPU_SECONDS_PER_MILLION_LINES, 0.9);
    Comparison comparison =
        new Comparison("line", Optional.of("ready lines"), List.of(reached, missed));
    comparison.add(measured(300_000, 2), measured(400_000, 2));

    List<String> lines = Table.of(List.of(comparison)).lines().toList();

    assertEquals("line beside ready lines", lines.get(1));
    assertEquals(
        "lines/s 300,000 (300,000-300,000) 400,000 (400,000-400,000) 0.75 (0.75-0.75) ratio >= 0.50",
        lines.get(2).strip().replaceAll(" +", " "));
    assertTrue(lines.get(3).endsWith("ratio <= 0.90 -"), lines.get(3));
  }

  private static Measurement measured(double rate, double cpu) {
    return new Measurement()
        .with(Quantity.LINES_PER_SECOND, rate)
        .with(Quantity.CPU_SECONDS_PER_MILLION_LINES, cpu);
  }
}
