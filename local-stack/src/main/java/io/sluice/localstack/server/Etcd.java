package io.sluice.localstack.server;

import java.net.URI;

/** An etcd cluster of one member. */
public interface Etcd extends Server {

  /** The client URL, which serves gRPC and its JSON gateway. */
  URI endpoint();
}
