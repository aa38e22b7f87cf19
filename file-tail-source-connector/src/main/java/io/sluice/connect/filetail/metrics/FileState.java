package io.sluice.connect.filetail.metrics;

import java.util.Locale;

/** What a followed path is doing. */
public enum FileState {
  /** There is no file, and nothing is left to read of those that there were. */
  ABSENT(Metric.FILES_ABSENT),
  /** Lines were read when it was looked at last. */
  READING(Metric.FILES_READING),
  /** All that can be handed on was; a last line may wait for its ending. */
  QUIET(Metric.FILES_QUIET),
  /** A rotation is under way: its writers, its copy or its compression are waited for. */
  ROTATING(Metric.FILES_ROTATING),
  /** It cannot be opened or read; the log says why, and it is tried again. */
  TROUBLE(Metric.FILES_IN_TROUBLE);

  private final Metric total;

  FileState(Metric total) {
    this.total = total;
  }

  /** How many files are in it. */
  Metric total() {
    return total;
  }

  /** Whether a file of this state is worth metrics of its own. */
  boolean isActive() {
    return this != ABSENT && this != QUIET;
  }

  /** The value of the metric. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
