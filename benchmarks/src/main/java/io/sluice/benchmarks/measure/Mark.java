package io.sluice.benchmarks.measure;

import java.util.Locale;

/** What is to be reached: a limit for the median of a quantity. */
public record Mark(Quantity quantity, Kind kind, double limit) {

  /** What is compared with the limit. */
  public enum Kind {
    RATIO_AT_LEAST("ratio >= %.2f"),
    RATIO_AT_MOST("ratio <= %.2f"),
    VALUE_AT_MOST("<= %.2f"),
    /** Ours less the yardstick's. */
    DIFFERENCE_AT_MOST("difference <= %.2f");

    private final String form;

    Kind(String form) {
      this.form = form;
    }
  }

  public static Mark ratioAtLeast(Quantity quantity, double limit) {
    return new Mark(quantity, Kind.RATIO_AT_LEAST, limit);
  }

  public static Mark ratioAtMost(Quantity quantity, double limit) {
    return new Mark(quantity, Kind.RATIO_AT_MOST, limit);
  }

  public static Mark valueAtMost(Quantity quantity, double limit) {
    return new Mark(quantity, Kind.VALUE_AT_MOST, limit);
  }

  public static Mark differenceAtMost(Quantity quantity, double limit) {
    return new Mark(quantity, Kind.DIFFERENCE_AT_MOST, limit);
  }

  boolean isReached(Comparison comparison) {
    return switch (kind) {
      case RATIO_AT_LEAST -> comparison.ratio(quantity).median() >= limit;
      case RATIO_AT_MOST -> comparison.ratio(quantity).median() <= limit;
      case VALUE_AT_MOST -> comparison.ours(quantity).median() <= limit;
      case DIFFERENCE_AT_MOST -> comparison.difference(quantity).median() <= limit;
    };
  }

  /** As a table shows it. */
  public String text() {
    return String.format(Locale.ROOT, kind.form, limit);
  }
}
