package io.sluice.localstack.server;

import io.sluice.localstack.command.CommandResult;
import java.net.URI;
import java.nio.file.Path;

/** An Elasticsearch cluster of one node. */
public interface Elasticsearch extends Server {

  /** The URL of its REST API. */
  URI url();

  /**
   * The authority of its certificate, a PEM file.
   *
   * @throws IllegalStateException without security
   */
  Path authority();

  /** Runs a program of its bin folder with its configuration, such as elasticsearch-users. */
  CommandResult tool(String name, String... arguments);
}
