package io.sluice.localstack.server;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One of the constants of an enum, by its name in lower case, as an environment variable has it.
 */
final class Choice {

  private Choice() {}

  /**
   * The constant that the value names; the first one if there is no value.
   *
   * @throws IllegalArgumentException if it names none, with those that there are
   */
  static <E extends Enum<E>> E of(Class<E> type, String variable, String value) {
    E[] constants = type.getEnumConstants();
    if (value == null || value.isEmpty()) {
      return constants[0];
    }
    for (E constant : constants) {
      if (name(constant).equals(value)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        variable
            + " is '"
            + value
            + "': it must be "
            + Stream.of(constants)
                .map(constant -> "'" + name(constant) + "'")
                .collect(Collectors.joining(" or ")));
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
