package io.sluice.it;

import io.sluice.localstack.command.Command;
import io.sluice.localstack.command.CommandResult;
import io.sluice.localstack.distribution.EtcdDistribution;
import io.sluice.localstack.server.StartListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * etcd's own command line client, as one user: what is done with it, users can do.
 *
 * @param environment its options, as it takes them from variables
 */
record Etcdctl(Map<String, String> environment) {

  private static final Duration LIMIT = Duration.ofSeconds(90);

  Etcdctl {
    environment = Map.copyOf(environment);
  }

  /** With another option, which it takes from the variable {@code ETCDCTL_<option>}. */
  Etcdctl with(String option, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put("ETCDCTL_" + option, value);
    return new Etcdctl(more);
  }

  /** Runs it and returns what it printed, an error if it failed. */
  String run(String... arguments) {
    return attempt(arguments).orThrow().output();
  }

  CommandResult attempt(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(EtcdDistribution.etcdctl(StartListener.NONE).toString());
    command.addAll(List.of(arguments));
    return Command.of(command).with(environment).run(LIMIT);
  }

  /** Runs lines of a shell in which {@code etcdctl} is this. */
  String shell(String lines) {
    Map<String, String> variables = new HashMap<>(environment);
    variables.put(
        "PATH",
        EtcdDistribution.etcdctl(StartListener.NONE).getParent() + ":" + System.getenv("PATH"));
    return Command.of("sh", "-euc", lines).with(variables).run(LIMIT).orThrow().output();
  }
}
