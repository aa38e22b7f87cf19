package io.sluice.localstack.server;

import java.net.URI;

/** A worker of a distributed Kafka Connect cluster. */
public interface ConnectWorker extends Server {

  /** The URL of its REST API. */
  URI restUrl();
}
