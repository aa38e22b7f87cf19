package io.sluice.connect.filetail;

import java.util.Arrays;
import java.util.Locale;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/** Options whose value is the name of an enum's constant, in lower case. */
final class EnumOption {

  private EnumOption() {}

  /** Lets exactly the constants' names pass. */
  static <E extends Enum<E>> ValidString validator(Class<E> type) {
    return ValidString.in(
        Arrays.stream(type.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
            .toArray(String[]::new));
  }

  /** The value of an option that passed the {@link #validator}. */
  static <E extends Enum<E>> E value(Class<E> type, AbstractConfig config, String option) {
    return Enum.valueOf(type, config.getString(option).toUpperCase(Locale.ROOT));
  }
}
