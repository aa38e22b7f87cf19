package io.sluice.localstack.server;

/** The releases of Elasticsearch that the build brings along. */
public enum ElasticsearchRelease {
  NEWEST,
  /** The oldest that the sink promises to write to. */
  OLDEST;

  /** The variable that chooses: {@code newest} or {@code oldest}. */
  public static final String VARIABLE = "SLUICE_ELASTICSEARCH";

  /** What the variable says; the newest if it is not set. */
  public static ElasticsearchRelease fromEnvironment() {
    return of(System.getenv(VARIABLE));
  }

  static ElasticsearchRelease of(String value) {
    return Choice.of(ElasticsearchRelease.class, VARIABLE, value);
  }
}
