package io.sluice.localstack.server;

import io.sluice.localstack.client.ClientTls;

/** A Kafka broker that is its own controller (KRaft). */
public interface KafkaBroker extends Server {

  /** The value of {@code bootstrap.servers}. */
  String bootstrapServers();

  /**
   * The same for clients with a certificate.
   *
   * @throws IllegalStateException without security
   */
  String tlsServers();

  /**
   * The same for clients with a password.
   *
   * @throws IllegalStateException without security
   */
  String saslServers();

  /**
   * What clients of either trust, and may show.
   *
   * @throws IllegalStateException without security
   */
  ClientTls tls();
}
