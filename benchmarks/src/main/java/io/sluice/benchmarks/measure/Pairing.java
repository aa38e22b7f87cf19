package io.sluice.benchmarks.measure;

import java.util.List;
import java.util.Optional;

/** Something of Sluice's, beside its yardstick where it has one. */
public record Pairing(Contestant ours, Optional<Contestant> yardstick, List<Mark> marks) {

  public Pairing {
    marks = List.copyOf(marks);
  }

  public static Pairing of(Contestant ours, Contestant yardstick, Mark... marks) {
    return new Pairing(ours, Optional.of(yardstick), List.of(marks));
  }

  /** What is measured by itself. */
  public static Pairing alone(Contestant ours, Mark... marks) {
    return new Pairing(ours, Optional.empty(), List.of(marks));
  }
}
