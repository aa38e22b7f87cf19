package io.sluice.localstack.cli;

import io.sluice.localstack.process.RunFile;
import java.nio.file.Path;
import java.util.List;

/** Shows what runs, where, and whether it answers. */
final class StatusCommand {

  private static final int NOT_ALL_READY = 1;

  /** As the Linux Standard Base has it for "program is not running". */
  private static final int NOTHING_RUNS = 3;

  private static final String ROW = "%-14s %-14s %-24s %-8s %s";

  private final Path folder;
  private final Console console;

  StatusCommand(Path folder, Console console) {
    this.folder = folder;
    this.console = console;
  }

  /** Returns 0 if all servers are ready, 1 if not all are, 3 if nothing runs. */
  int run() {
    List<RunFile> servers = RunFile.in(folder);
    if (servers.isEmpty()) {
      console.line("Nothing runs in " + folder + ". ./sluice up starts the stack.");
      return NOTHING_RUNS;
    }
    console.line("");
    console.line(ROW.formatted("SERVER", "STATE", "ADDRESS", "PID", "LOG"));
    boolean allReady = true;
    for (RunFile server : servers) {
      Health health = Health.of(server);
      allReady &= health == Health.READY;
      console.line(
          ROW.formatted(
              server.name(), health, server.address(), server.session().leader(), server.log()));
    }
    return allReady ? 0 : NOT_ALL_READY;
  }
}
