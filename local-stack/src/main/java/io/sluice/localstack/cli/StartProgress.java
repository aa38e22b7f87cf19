package io.sluice.localstack.cli;

import io.sluice.localstack.server.Server;
import io.sluice.localstack.server.StartListener;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Shows on the console how long each server has been starting, and when it is ready. */
final class StartProgress implements StartListener {

  /** Between two lines about the same server where lines cannot be written over. */
  private static final long SECONDS_BETWEEN_LINES = 10;

  private final Console console;
  private final Map<String, Long> waiting = new LinkedHashMap<>();

  StartProgress(Console console) {
    this.console = console;
  }

  @Override
  public void preparing(String server, String what) {
    console.line("  " + server + ": " + what);
  }

  @Override
  public synchronized void waiting(String server, Duration elapsed) {
    Long seconds = elapsed.toSeconds();
    if (seconds.equals(waiting.put(server, seconds))) {
      return;
    }
    console.passing(
        waiting.entrySet().stream()
            .map(each -> each.getKey() + " … " + each.getValue() + " s")
            .collect(Collectors.joining("   ", "  ", "")));
    if (!console.isTerminal() && seconds > 0 && seconds % SECONDS_BETWEEN_LINES == 0) {
      console.line("  " + server + " … " + seconds + " s");
    }
  }

  @Override
  public synchronized void ready(Server server, Duration elapsed) {
    waiting.remove(server.name());
    console.line(
        String.format("  %-14s ready after %.1f s", server.name(), elapsed.toMillis() / 1000.0));
  }
}
