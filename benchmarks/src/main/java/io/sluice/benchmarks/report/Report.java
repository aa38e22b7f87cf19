package io.sluice.benchmarks.report;

import io.sluice.benchmarks.measure.Comparison;
import io.sluice.benchmarks.options.BenchmarkOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The results of a benchmark: for people, and as files. */
public record Report(BenchmarkOptions options, List<Comparison> comparisons) {

  public Report {
    comparisons = List.copyOf(comparisons);
  }

  /**
   * Prints the table, and writes the results as JSON and as a chart.
   *
   * @param remark what there is to know about the figures
   */
  public void publish(PrintStream out, String remark) {
    String id = options.benchmark().id();
    Path file = options.folder().resolve(id + ".json");
    ResultFile.write(file, this);
    Path chart = options.folder().resolve(id + ".svg");
    write(chart, Chart.of("./sluice bench " + id, comparisons));
    out.println();
    out.print(Table.of(comparisons));
    out.println();
    out.printf(
        "Medians, and the least and the greatest of %d rounds; '-' behind a mark that is not"
            + " reached. %s%n",
        options.rounds(), remark);
    out.println("As JSON: " + file + ", as a chart: " + chart);
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }
}
