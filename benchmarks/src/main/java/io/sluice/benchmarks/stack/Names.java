package io.sluice.benchmarks.stack;

import java.util.Locale;

/** Names of topics, indices and connectors that are not taken. */
public final class Names {

  private Names() {}

  /** One that says what it is for. */
  public static String unused(String of) {
    return "bench-"
        + of.replaceAll("[^a-zA-Z0-9]+", "-").toLowerCase(Locale.ROOT)
        + "-"
        + Long.toString(System.nanoTime(), 36);
  }
}
