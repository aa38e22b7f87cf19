package io.sluice.localstack.server;

/** A Kafka broker that is its own controller (KRaft). */
public interface KafkaBroker extends Server {

  /** The value of {@code bootstrap.servers}. */
  String bootstrapServers();
}
