package io.sluice.localstack.cli;

import io.sluice.localstack.LocalStack;
import io.sluice.localstack.process.RunFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Stops what an earlier {@code up} has left running. */
final class DownCommand {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path folder;
  private final Console console;

  DownCommand(Path folder, Console console) {
    this.folder = folder;
    this.console = console;
  }

  int run(boolean deleteData) {
    List<RunFile> servers = new ArrayList<>(RunFile.in(folder));
    if (servers.isEmpty()) {
      console.line("Nothing runs in " + folder + ".");
    }
    // Workers first: one that loses its broker takes long to end.
    servers.sort(Comparator.comparing(server -> !server.name().startsWith("connect")));
    for (RunFile server : servers) {
      stop(server);
      RunFile.delete(folder, server.name());
    }
    if (deleteData) {
      LocalStack.delete(folder);
      console.line("Deleted the data in " + folder + ".");
    }
    return 0;
  }

  private void stop(RunFile server) {
    if (server.session().members().isEmpty()) {
      console.line("  %-14s had ended before".formatted(server.name()));
      return;
    }
    boolean ended =
        server
            .session()
            .stop(
                PATIENCE,
                elapsed ->
                    console.passing("  " + server.name() + " … " + elapsed.toSeconds() + " s"));
    console.line(
        "  %-14s %s"
            .formatted(
                server.name(),
                ended
                    ? "stopped"
                    : "killed, it did not end within " + PATIENCE.toSeconds() + " s"));
  }
}
