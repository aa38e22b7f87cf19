package io.sluice.connect.filetail.follow;

/** How rotated files are called. */
enum RotatedName {
  /** {@code app.log.1} is the newest; the older ones are renamed with each rotation. */
  NUMBERED,
  /** {@code app.log-20261101}. */
  DATED,
  /** {@code app-2026-11-01.log}. */
  DATED_BEFORE_EXTENSION,
  /** {@code app-1.log} is the newest; the older ones are renamed with each rotation. */
  NUMBERED_BEFORE_EXTENSION;

  /** Whether older files are renamed with each rotation. */
  boolean isNumbered() {
    return this == NUMBERED || this == NUMBERED_BEFORE_EXTENSION;
  }

  /** Whether another log may have such a name. */
  boolean isUncertain() {
    return this == DATED_BEFORE_EXTENSION || this == NUMBERED_BEFORE_EXTENSION;
  }

  /**
   * A name that rotation gives.
   *
   * @param number that of the name, or of the rotation where names have dates
   */
  String of(String log, int number) {
    return switch (this) {
      case NUMBERED -> log + "." + number;
      case DATED -> log + "-" + (20261100 + number);
      case DATED_BEFORE_EXTENSION -> log.replace(".log", "-2026-11-%02d.log".formatted(number));
      case NUMBERED_BEFORE_EXTENSION -> log.replace(".log", "-" + number + ".log");
    };
  }
}
