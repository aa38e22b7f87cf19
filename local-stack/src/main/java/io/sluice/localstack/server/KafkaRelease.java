package io.sluice.localstack.server;

/** The releases of Kafka, and of Connect with it, that the build brings along. */
public enum KafkaRelease {
  /** What the plugins are built against. */
  NEWEST("kafka"),
  /** The oldest that the plugins promise to run on. */
  OLDEST("kafka-oldest");

  /** The variable that chooses: {@code newest} or {@code oldest}. */
  public static final String VARIABLE = "SLUICE_KAFKA";

  private final String module;

  KafkaRelease(String module) {
    this.module = module;
  }

  /** The module of the local stack whose build writes its class path down. */
  public String module() {
    return module;
  }

  /** What the variable says; the newest if it is not set. */
  public static KafkaRelease fromEnvironment() {
    return of(System.getenv(VARIABLE));
  }

  static KafkaRelease of(String value) {
    return Choice.of(KafkaRelease.class, VARIABLE, value);
  }
}
