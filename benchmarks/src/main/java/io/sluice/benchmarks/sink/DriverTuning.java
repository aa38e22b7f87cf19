package io.sluice.benchmarks.sink;

import io.sluice.benchmarks.measure.Contestant;
import io.sluice.benchmarks.measure.Quantity;
import java.io.PrintStream;
import java.util.List;

/** Finds the fastest of several settings, each of which runs once, after one run to warm up. */
final class DriverTuning {

  private final PrintStream out;

  DriverTuning(PrintStream out) {
    this.out = out;
  }

  <C extends Contestant> C fastest(List<C> settings) {
    show("warm-up", settings.get(0));
    C best = null;
    double most = 0;
    for (C each : settings) {
      double rate = show("tuning", each);
      if (rate > most) {
        most = rate;
        best = each;
      }
    }
    return best;
  }

  private double show(String what, Contestant contestant) {
    double rate = contestant.run().value(Quantity.DOCUMENTS_PER_SECOND);
    out.printf(
        "%-8s %-24s %s documents/s%n",
        what, contestant.name(), Quantity.DOCUMENTS_PER_SECOND.text(rate));
    return rate;
  }
}
