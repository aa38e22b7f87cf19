package io.sluice.benchmarks.options;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A number on the command line, always above 0. */
public enum Setting {
  /** Lines of the log. */
  LINES,
  /** Documents in the topic. */
  DOCUMENTS,
  /** Changes of a collect list. */
  CHANGES,
  /** Lines a second. */
  RATE,
  /** How long a run is, in seconds. */
  SECONDS,
  /** Quiet files. */
  FILES,
  /** Rounds that count. */
  ROUNDS;

  static Optional<Setting> of(String option) {
    return Arrays.stream(values()).filter(one -> one.option().equals(option)).findFirst();
  }

  /** As it is written on the command line. */
  public String option() {
    return "--" + key();
  }

  /** As result files have it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
