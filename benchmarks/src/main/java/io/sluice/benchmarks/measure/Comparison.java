package io.sluice.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;

/** What the rounds of a pairing have shown. */
public final class Comparison {

  private final String name;
  private final Optional<String> yardstickName;
  private final List<Mark> marks;
  private final List<Measurement> ours = new ArrayList<>();
  private final List<Measurement> yardstick = new ArrayList<>();

  public Comparison(String name, Optional<String> yardstickName, List<Mark> marks) {
    this.name = name;
    this.yardstickName = yardstickName;
    this.marks = List.copyOf(marks);
  }

  /** Takes a round of something that is measured by itself. */
  public void add(Measurement itsOurs) {
    ours.add(itsOurs);
  }

  /** Takes a round. */
  public void add(Measurement itsOurs, Measurement itsYardstick) {
    ours.add(itsOurs);
    yardstick.add(itsYardstick);
  }

  public String name() {
    return name;
  }

  public Optional<String> yardstickName() {
    return yardstickName;
  }

  public List<Mark> marks() {
    return marks;
  }

  /** What was measured of ours. */
  public Set<Quantity> quantities() {
    return new TreeSet<>(ours.get(0).quantities());
  }

  /** Whether the yardstick has a value for it, too. */
  public boolean isCompared(Quantity quantity) {
    return !yardstick.isEmpty() && yardstick.get(0).quantities().contains(quantity);
  }

  public Spread ours(Quantity quantity) {
    return Spread.of(ours.stream().map(one -> one.value(quantity)).toList());
  }

  public Spread yardstick(Quantity quantity) {
    return Spread.of(yardstick.stream().map(one -> one.value(quantity)).toList());
  }

  /** Of each round, for the machine may be slower in one than in another. */
  public Spread ratio(Quantity quantity) {
    return ofEachRound(quantity, (one, other) -> one / other);
  }

  /** Ours less the yardstick's, of each round. */
  public Spread difference(Quantity quantity) {
    return ofEachRound(quantity, (one, other) -> one - other);
  }

  public boolean isReached(Mark mark) {
    return mark.isReached(this);
  }

  private Spread ofEachRound(Quantity quantity, DoubleBinaryOperator operator) {
    List<Double> figures = new ArrayList<>();
    for (int i = 0; i < ours.size(); i++) {
      figures.add(
          operator.applyAsDouble(ours.get(i).value(quantity), yardstick.get(i).value(quantity)));
    }
    return Spread.of(figures);
  }
}
