package io.sluice.localstack.server;

/**
 * Two more listeners of a broker, with TLS by a certificate of its own authority. They ask who one
 * is: one for a client's certificate, the other for a password (SCRAM-SHA-512).
 *
 * @param user whom the second one knows
 */
public record KafkaSecurity(String user, String password) {

  /** The mechanism of the passwords. */
  public static final String MECHANISM = "SCRAM-SHA-512";

  /** What a client puts into {@code sasl.jaas.config}. */
  public String jaasConfig() {
    return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\""
        + user
        + "\" password=\""
        + password
        + "\";";
  }

  @Override
  public String toString() {
    return user;
  }
}
