package io.sluice.benchmarks.measure;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * Measures pairings in turn, several rounds: what slows the machine down for a while then slows
 * both sides down.
 *
 * <p>The first round warms the JVMs up, and does not count.
 */
public final class Rounds {

  private final int counted;
  private final PrintStream out;

  /**
   * @param out hears of each run
   */
  public Rounds(int counted, PrintStream out) {
    this.counted = counted;
    this.out = out;
  }

  public List<Comparison> of(List<Pairing> pairings) {
    List<Comparison> comparisons =
        pairings.stream()
            .map(
                one ->
                    new Comparison(
                        one.ours().name(), one.yardstick().map(Contestant::name), one.marks()))
            .toList();
    for (int round = 0; round <= counted; round++) {
      for (int i = 0; i < pairings.size(); i++) {
        take(round, pairings.get(i), comparisons.get(i));
      }
    }
    return comparisons;
  }

  private void take(int round, Pairing pairing, Comparison into) {
    if (pairing.yardstick().isEmpty()) {
      Measurement ours = run(round, pairing.ours());
      if (round > 0) {
        into.add(ours);
      }
      return;
    }
    Measurement yardstick = run(round, pairing.yardstick().get());
    Measurement ours = run(round, pairing.ours());
    if (round > 0) {
      into.add(ours, yardstick);
    }
  }

  private Measurement run(int round, Contestant contestant) {
    Measurement measured = contestant.run();
    out.printf(
        Locale.ROOT,
        "%-8s %-24s %s%n",
        round == 0 ? "warm-up" : "round " + round,
        contestant.name(),
        measured);
    return measured;
  }
}
