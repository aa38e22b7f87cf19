package io.sluice.connect.filetail.command;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How a list is written, as the command line says it. */
final class WriteArguments {

  @Option(
      names = "--dry-run",
      order = 1,
      description = "Check the list, show the difference, and write nothing.")
  boolean dryRun;

  @Option(
      names = "--restore",
      order = 2,
      description = "Put back what was there if a connector refuses the list.")
  boolean restore;

  @Option(
      names = "--no-wait",
      order = 3,
      description = "Do not wait until the connectors say what became of it.")
  boolean noWait;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      order = 4,
      description = "How long to wait for that (${DEFAULT-VALUE}).")
  int timeoutSeconds;

  Duration timeout() {
    return Duration.ofSeconds(timeoutSeconds);
  }
}
