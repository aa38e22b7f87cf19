package io.sluice.benchmarks.options;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can be measured, and what can be said about how. */
public enum Benchmark {
  SOURCE(
      List.of("line", "json", "lines", "growing-files", "exactly-once"),
      Map.of(Setting.LINES, 2_000_000L, Setting.ROUNDS, 3L)),
  SINK(List.of("record", "lines"), Map.of(Setting.DOCUMENTS, 1_000_000L, Setting.ROUNDS, 3L)),
  GROWTH(
      List.of("length", "files", "tasks", "partitions"),
      Map.of(Setting.LINES, 1_000_000L, Setting.DOCUMENTS, 500_000L, Setting.ROUNDS, 3L)),
  LATENCY(
      List.of("at-least-once", "exactly-once", "to-elasticsearch"),
      Map.of(Setting.RATE, 1000L, Setting.SECONDS, 20L, Setting.ROUNDS, 3L)),
  LISTS(List.of(), Map.of(Setting.CHANGES, 100L, Setting.ROUNDS, 1L)),
  IDLE(List.of(), Map.of(Setting.FILES, 10_000L, Setting.SECONDS, 30L, Setting.ROUNDS, 3L));

  private final List<String> names;
  private final Map<Setting, Long> defaults;

  Benchmark(List<String> names, Map<Setting, Long> defaults) {
    this.names = names;
    this.defaults = Collections.unmodifiableMap(new EnumMap<>(defaults));
  }

  /** The one of that name on the command line. */
  public static Optional<Benchmark> named(String name) {
    return Arrays.stream(values()).filter(one -> one.id().equals(name)).findFirst();
  }

  /** Its name on the command line and of its results. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The settings that it takes, and their values where nothing is said. */
  public Map<Setting, Long> defaults() {
    return defaults;
  }

  /** The names of what it measures of ours, of which some can be chosen; none: no choice. */
  public List<String> names() {
    return names;
  }

  /** Whether the log can be chosen, and other connectors put beside Sluice's. */
  boolean takesOthers() {
    return this == SOURCE || this == SINK;
  }

  /** How it is called. */
  public String usage() {
    return "./sluice bench "
        + id()
        + defaults.keySet().stream()
            .map(one -> " [" + one.option() + " N]")
            .collect(Collectors.joining())
        + (names.isEmpty() ? "" : " [--only NAME,…]")
        + (takesOthers() ? " [--log NAME|FILE] [--with NAME=PLUGIN_FOLDER:CONFIG.json …]" : "");
  }
}
