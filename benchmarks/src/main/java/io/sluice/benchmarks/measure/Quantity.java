package io.sluice.benchmarks.measure;

import java.util.Locale;

/** What is measured of a run; its name, in lower case, is the one in result files. */
public enum Quantity {
  LINES_PER_SECOND("lines/s", 0),
  CPU_SECONDS_PER_MILLION_LINES("CPU s/million lines", 2),
  DOCUMENTS_PER_SECOND("documents/s", 0),
  CPU_MICROSECONDS_PER_DOCUMENT("CPU us/document", 2),
  ELASTICSEARCH_CPU_MICROSECONDS_PER_DOCUMENT("ES CPU us/document", 2),
  P50_MILLISECONDS("p50 ms", 1),
  P99_MILLISECONDS("p99 ms", 1),
  MAX_MILLISECONDS("max ms", 1),
  /** Of one core. */
  CPU_PERCENT("CPU % of a core", 2),
  /** What the heap holds after a collection, for each file. */
  HEAP_BYTES_PER_FILE("heap bytes/file", 0),
  /** The most that the heap held after a collection. */
  HEAP_MEGABYTES("heap MB after GC", 0),
  /** The most memory that the process ever had, resident. */
  PEAK_MEGABYTES("peak MB", 0);

  private final String unit;
  private final int decimals;

  Quantity(String unit, int decimals) {
    this.unit = unit;
    this.decimals = decimals;
  }

  /** For people. */
  public String unit() {
    return unit;
  }

  /** For other programs. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A value of it, as people read it, without the unit. */
  public String text(double value) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
