package io.sluice.config.etcd;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A number or a text that is shown over JMX.
 *
 * @param name lower case, words joined by {@code -}; it stays once it was released
 * @param meaning one sentence, as the documentation has it
 * @param type of the value: {@code Long} or {@code String}
 * @param value takes no lock for long and asks no server
 */
record Metric(String name, String meaning, Class<?> type, Supplier<?> value) {

  static Metric number(String name, String meaning, LongSupplier value) {
    return new Metric(name, meaning, Long.class, value::getAsLong);
  }

  static Metric text(String name, String meaning, Supplier<String> value) {
    return new Metric(name, meaning, String.class, value);
  }
}
