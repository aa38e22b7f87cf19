package io.sluice.benchmarks.report;

import io.sluice.benchmarks.measure.Comparison;
import io.sluice.benchmarks.measure.Mark;
import io.sluice.benchmarks.measure.Quantity;
import io.sluice.benchmarks.measure.Spread;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Results as a picture: for each comparison and quantity a bar of ours and one of the yardstick, as
 * long as the medians; a thin line from the least to the greatest; and where ours has a mark, a
 * green stroke if it is reached and a red one if not.
 */
final class Chart {

  private static final int WIDTH = 960;
  private static final int MARGIN = 20;
  private static final int BARS_X = 190;
  private static final int BARS_WIDTH = 480;
  private static final int TEXT_X = BARS_X + BARS_WIDTH + 10;
  private static final int ROW = 18;
  private static final int BAR = 14;
  private static final int STROKE_EXCESS = 3;
  private static final int NAME_RISE = 4;
  private static final String LEGEND =
      "Medians: ours blue, the yardstick's grey. Thin lines: least to greatest. Strokes: the mark,"
          + " green if it is reached, red if not.";

  /** Memory is a sum of the worker's life: bars of it would tell of the order of the runs. */
  private static final Set<Quantity> NOT_DRAWN =
      EnumSet.of(Quantity.HEAP_MEGABYTES, Quantity.PEAK_MEGABYTES);

  private final Svg svg = new Svg();
  private int y = MARGIN;

  private Chart() {}

  static String of(String title, List<Comparison> comparisons) {
    Chart chart = new Chart();
    Svg onPaper = chart.svg;
    int height = height(comparisons);
    onPaper.rectangle("paper", 0, 0, WIDTH, height);
    chart.y += ROW;
    onPaper.text("title", MARGIN, chart.y, title);
    chart.y += ROW;
    onPaper.text("legend", MARGIN, chart.y, LEGEND);
    comparisons.forEach(chart::draw);
    return onPaper.document(WIDTH, height);
  }

  private static int height(List<Comparison> comparisons) {
    int rows = 2;
    for (Comparison comparison : comparisons) {
      rows += 2;
      for (Quantity quantity : drawn(comparison)) {
        rows += comparison.isCompared(quantity) ? 2 : 1;
      }
    }
    return 2 * MARGIN + rows * ROW;
  }

  private static List<Quantity> drawn(Comparison comparison) {
    return comparison.quantities().stream().filter(one -> !NOT_DRAWN.contains(one)).toList();
  }

  private void draw(Comparison comparison) {
    y += 2 * ROW;
    svg.text(
        "name",
        MARGIN,
        y - NAME_RISE,
        comparison.name() + comparison.yardstickName().map(name -> " beside " + name).orElse(""));
    for (Quantity quantity : drawn(comparison)) {
      draw(comparison, quantity);
    }
  }

  private void draw(Comparison comparison, Quantity quantity) {
    Spread ours = comparison.ours(quantity);
    List<Mark> marks =
        comparison.marks().stream().filter(mark -> mark.quantity() == quantity).toList();
    double longest = ours.greatest();
    if (comparison.isCompared(quantity)) {
      longest = Math.max(longest, comparison.yardstick(quantity).greatest());
    }
    for (Mark mark : marks) {
      longest = Math.max(longest, place(mark, comparison));
    }
    double scale = longest > 0 ? BARS_WIDTH / longest : 0;
    bar("ours", quantity.unit(), quantity, ours, scale);
    for (Mark mark : marks) {
      double x = BARS_X + place(mark, comparison) * scale;
      svg.line(
          comparison.isReached(mark) ? "reached" : "missed",
          x,
          y - BAR - STROKE_EXCESS,
          x,
          y + STROKE_EXCESS);
    }
    if (comparison.isCompared(quantity)) {
      bar("yardstick", "", quantity, comparison.yardstick(quantity), scale);
    }
  }

  private void bar(String style, String label, Quantity quantity, Spread spread, double scale) {
    y += ROW;
    double middle = y - BAR / 2.0;
    svg.text("end", BARS_X - 10, y - 2, label);
    svg.rectangle(style, BARS_X, y - BAR, spread.median() * scale, BAR);
    svg.line(
        "spread",
        BARS_X + spread.least() * scale,
        middle,
        BARS_X + spread.greatest() * scale,
        middle);
    svg.text(
        "value",
        TEXT_X,
        y - 2,
        "%s (%s to %s)"
            .formatted(
                quantity.text(spread.median()),
                quantity.text(spread.least()),
                quantity.text(spread.greatest())));
  }

  /** The value of ours at which the mark is just reached. */
  private static double place(Mark mark, Comparison comparison) {
    return switch (mark.kind()) {
      case RATIO_AT_LEAST, RATIO_AT_MOST ->
          comparison.yardstick(mark.quantity()).median() * mark.limit();
      case DIFFERENCE_AT_MOST -> comparison.yardstick(mark.quantity()).median() + mark.limit();
      case VALUE_AT_MOST -> mark.limit();
    };
  }
}
