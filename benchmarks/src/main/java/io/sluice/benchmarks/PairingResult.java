package io.sluice.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** What the rounds of a pairing have shown. */
final class PairingResult {

  private final Pairing pairing;
  private final List<Measurement> ours = new ArrayList<>();
  private final List<Measurement> yardstick = new ArrayList<>();

  PairingResult(Pairing pairing) {
    this.pairing = pairing;
  }

  void add(Measurement itsOurs, Measurement itsYardstick) {
    ours.add(itsOurs);
    yardstick.add(itsYardstick);
  }

  Pairing pairing() {
    return pairing;
  }

  Spread linesPerSecond() {
    return Spread.of(ours.stream().map(Measurement::linesPerSecond).toList());
  }

  Spread yardstickLinesPerSecond() {
    return Spread.of(yardstick.stream().map(Measurement::linesPerSecond).toList());
  }

  Spread cpu() {
    return Spread.of(ours.stream().map(Measurement::cpuSecondsPerMillionLines).toList());
  }

  Spread yardstickCpu() {
    return Spread.of(yardstick.stream().map(Measurement::cpuSecondsPerMillionLines).toList());
  }

  long peakMegabytes() {
    return ours.stream().mapToLong(Measurement::peakMegabytes).max().orElse(0);
  }

  /** Of each round, for the machine may be slower in one than in another. */
  Spread ratio() {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < ours.size(); i++) {
      ratios.add(ours.get(i).linesPerSecond() / yardstick.get(i).linesPerSecond());
    }
    return Spread.of(ratios);
  }

  Spread cpuRatio() {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < ours.size(); i++) {
      ratios.add(
          ours.get(i).cpuSecondsPerMillionLines() / yardstick.get(i).cpuSecondsPerMillionLines());
    }
    return Spread.of(ratios);
  }

  /** Whether the medians reach the marks. */
  boolean isReached() {
    return ratio().median() >= pairing.mark() && cpuRatio().median() <= pairing.cpuMark();
  }
}
