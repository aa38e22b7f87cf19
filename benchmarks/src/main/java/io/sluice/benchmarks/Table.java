package io.sluice.benchmarks;

import java.util.List;
import java.util.Locale;

/** Results as a table for people. */
final class Table {

  private static final String ROW = "%-8s %-18s %22s %22s %18s %6s  %10s %10s %6s  %8s%n";

  private Table() {}

  static String of(List<PairingResult> results) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            ROW,
            "",
            "beside",
            "lines/s",
            "yardstick's",
            "ratio",
            "mark",
            "CPU us/line",
            "yardstick's",
            "ratio",
            "peak MB"));
    for (PairingResult result : results) {
      text.append(
          String.format(
              Locale.ROOT,
              ROW,
              result.pairing().ours().name(),
              result.pairing().yardstick().name(),
              thousands(result.linesPerSecond()),
              thousands(result.yardstickLinesPerSecond()),
              String.format(
                  Locale.ROOT,
                  "%.2f (%.2f-%.2f)",
                  result.ratio().median(),
                  result.ratio().least(),
                  result.ratio().greatest()),
              String.format(Locale.ROOT, "%.2f", result.pairing().mark())
                  + (result.isReached() ? "" : " -"),
              // Seconds for a million lines are microseconds for one.
              String.format(Locale.ROOT, "%.2f", result.cpu().median()),
              String.format(Locale.ROOT, "%.2f", result.yardstickCpu().median()),
              String.format(Locale.ROOT, "%.2f", result.cpuRatio().median()),
              result.peakMegabytes()));
    }
    return text.toString();
  }

  private static String thousands(Spread spread) {
    return String.format(
        Locale.ROOT,
        "%,.0fk (%,.0fk-%,.0fk)",
        spread.median() / 1000,
        spread.least() / 1000,
        spread.greatest() / 1000);
  }
}
