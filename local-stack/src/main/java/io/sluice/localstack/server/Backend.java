package io.sluice.localstack.server;

import java.util.Locale;

/** What runs the servers other than Connect, which is always a process. */
public enum Backend {
  /** Processes of this machine. */
  PROCESSES,
  /** Containers, through Testcontainers. */
  CONTAINERS;

  /** The variable that chooses: {@code processes} or {@code containers}. */
  public static final String VARIABLE = "SLUICE_STACK";

  /** What the variable says; processes if it is not set. */
  public static Backend fromEnvironment() {
    return of(System.getenv(VARIABLE));
  }

  static Backend of(String value) {
    if (value == null || value.isEmpty()) {
      return PROCESSES;
    }
    for (Backend backend : values()) {
      if (backend.name().toLowerCase(Locale.ROOT).equals(value)) {
        return backend;
      }
    }
    throw new IllegalArgumentException(
        VARIABLE + " is '" + value + "': it must be 'processes' or 'containers'");
  }
}
