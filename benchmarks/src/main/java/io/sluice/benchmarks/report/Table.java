package io.sluice.benchmarks.report;

import io.sluice.benchmarks.measure.Comparison;
import io.sluice.benchmarks.measure.Mark;
import io.sluice.benchmarks.measure.Quantity;
import io.sluice.benchmarks.measure.Spread;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Results as a table for people: a block for each comparison, a line for each quantity. */
final class Table {

  private static final String ROW = "  %-20s %30s %30s %18s  %s";

  private Table() {}

  static String of(List<Comparison> comparisons) {
    StringBuilder text = new StringBuilder();
    line(text, String.format(Locale.ROOT, ROW, "", "", "the yardstick's", "ratio", "mark"));
    for (Comparison comparison : comparisons) {
      line(
          text,
          comparison.name() + comparison.yardstickName().map(name -> " beside " + name).orElse(""));
      for (Quantity quantity : comparison.quantities()) {
        line(text, row(comparison, quantity));
      }
    }
    return text.toString();
  }

  private static String row(Comparison comparison, Quantity quantity) {
    boolean compared = comparison.isCompared(quantity);
    return String.format(
        Locale.ROOT,
        ROW,
        quantity.unit(),
        text(quantity, comparison.ours(quantity)),
        compared ? text(quantity, comparison.yardstick(quantity)) : "",
        compared ? ratio(comparison.ratio(quantity)) : "",
        comparison.marks().stream()
            .filter(mark -> mark.quantity() == quantity)
            .map(mark -> text(comparison, mark))
            .collect(Collectors.joining(", ")));
  }

  private static String text(Comparison comparison, Mark mark) {
    return mark.text() + (comparison.isReached(mark) ? "" : " -");
  }

  private static String text(Quantity quantity, Spread spread) {
    return quantity.text(spread.median())
        + " ("
        + quantity.text(spread.least())
        + "-"
        + quantity.text(spread.greatest())
        + ")";
  }

  private static String ratio(Spread spread) {
    return String.format(
        Locale.ROOT, "%.2f (%.2f-%.2f)", spread.median(), spread.least(), spread.greatest());
  }

  private static void line(StringBuilder text, String line) {
    text.append(line.stripTrailing()).append(System.lineSeparator());
  }
}
