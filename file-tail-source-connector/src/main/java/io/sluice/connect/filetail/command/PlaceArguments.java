package io.sluice.connect.filetail.command;

import picocli.CommandLine.Option;

/** Which lists are meant, as the command line says it. */
final class PlaceArguments {

  @Option(
      names = "--host",
      paramLabel = "HOST",
      order = 10,
      description =
          "The host whose lists are meant, by name or address; list and status show all hosts if it"
              + " is not given, the other commands take this host.")
  String host;

  @Option(
      names = "--connector",
      paramLabel = "NAME",
      order = 11,
      description = "The connector that is meant, where a host has several.")
  String connector;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      order = 12,
      description =
          "The etcd key of the list; {hostname} and {ip} stand for the host's. What the connector"
              + " says that it follows, if not given.")
  String key;

  @Option(
      names = "--prefix",
      paramLabel = "PREFIX",
      order = 13,
      description = "The prefix of the list's etcd keys, ending in /, instead of --key.")
  String prefix;

  @Option(
      names = "--agents",
      paramLabel = "PREFIX",
      defaultValue = HostPrefix.AGENTS_DEFAULT,
      order = 14,
      description =
          "Where connectors register, if their agent.key is not the default: the prefix"
              + " before {host}/{connector}.")
  String agents;

  @Option(
      names = "--statuses",
      paramLabel = "PREFIX",
      defaultValue = HostPrefix.STATUSES_DEFAULT,
      order = 15,
      description = "Likewise, of the status.key of connectors that are not registered.")
  String statuses;

  Fleet.Prefixes prefixes() {
    return new Fleet.Prefixes(
        HostPrefix.of("--agents", agents, host), HostPrefix.of("--statuses", statuses, host));
  }

  /** Says again whose word counts; the key is another matter. */
  GivenOptions repeatedIn(GivenOptions options) {
    return options
        .with("--host", host)
        .with("--connector", connector)
        .with("--agents", agents.equals(HostPrefix.AGENTS_DEFAULT) ? null : agents)
        .with("--statuses", statuses.equals(HostPrefix.STATUSES_DEFAULT) ? null : statuses);
  }

  /** Whether the keys are named themselves. */
  boolean namesKeys() {
    return key != null || prefix != null;
  }
}
