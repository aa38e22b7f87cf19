package io.sluice.localstack.server;

import java.net.URI;

/** An Elasticsearch cluster of one node. */
public interface Elasticsearch extends Server {

  /** The URL of its REST API. */
  URI url();
}
