package io.sluice.connect.filetail.metrics;

/** The metrics of a file, as they are shown. */
public final class ShownFile {

  private final FileCounts counts;

  public ShownFile(FileCounts counts) {
    this.counts = counts;
  }

  /** The value of the metric of that name, without the prefix. */
  public Object value(String name) {
    return Metric.ofFile().stream()
        .filter(metric -> metric.taskName().equals(name))
        .map(counts::value)
        .findFirst()
        .orElseThrow();
  }
}
