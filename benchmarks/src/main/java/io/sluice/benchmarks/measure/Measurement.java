package io.sluice.benchmarks.measure;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What one run has shown: a value for each quantity that was measured. */
public final class Measurement {

  private final Map<Quantity, Double> values = new EnumMap<>(Quantity.class);

  /** The same with one more value. */
  public Measurement with(Quantity quantity, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(quantity + " is " + value + ", which is no measurement");
    }
    Measurement more = new Measurement();
    more.values.putAll(values);
    more.values.put(quantity, value);
    return more;
  }

  /**
   * @throws IllegalArgumentException if that was not measured
   */
  public double value(Quantity quantity) {
    Double value = values.get(quantity);
    if (value == null) {
      throw new IllegalArgumentException(quantity + " was not measured, but " + values.keySet());
    }
    return value;
  }

  public Set<Quantity> quantities() {
    return values.keySet();
  }

  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(one -> one.getKey().text(one.getValue()) + " " + one.getKey().unit())
        .collect(Collectors.joining(", "));
  }
}
