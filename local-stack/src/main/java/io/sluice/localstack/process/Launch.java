package io.sluice.localstack.process;

import java.util.List;
import java.util.Map;

/**
 * How a server's process is started.
 *
 * @param command program and arguments
 * @param environment its variables
 * @param user what setpriv needs to start it as another user; empty for our own
 */
record Launch(List<String> command, Map<String, String> environment, List<String> user) {

  Launch {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    user = List.copyOf(user);
  }

  Launch(List<String> command, Map<String, String> environment) {
    this(command, environment, List.of());
  }
}
