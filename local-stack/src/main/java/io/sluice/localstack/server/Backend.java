package io.sluice.localstack.server;

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
    return Choice.of(Backend.class, VARIABLE, value);
  }
}
