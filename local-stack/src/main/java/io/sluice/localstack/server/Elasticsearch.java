package io.sluice.localstack.server;

import io.sluice.localstack.client.ClientTls;
import io.sluice.localstack.command.CommandResult;
import java.net.URI;

/** An Elasticsearch cluster of one node. */
public interface Elasticsearch extends Server {

  /** The URL of its REST API. */
  URI url();

  /**
   * What its clients trust, and may show.
   *
   * @throws IllegalStateException without security
   */
  ClientTls tls();

  /** Runs a program of its bin folder with its configuration, such as elasticsearch-users. */
  CommandResult tool(String name, String... arguments);
}
