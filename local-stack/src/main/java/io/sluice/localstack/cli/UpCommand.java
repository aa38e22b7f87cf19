package io.sluice.localstack.cli;

import io.sluice.localstack.LocalStack;
import io.sluice.localstack.LocalStackBuilder;
import io.sluice.localstack.distribution.SourceTree;
import io.sluice.localstack.process.Ports;
import io.sluice.localstack.process.RunFile;
import io.sluice.localstack.server.Backend;
import io.sluice.localstack.server.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Starts the stack and leaves it running; Ctrl-C while it starts leaves nothing. */
final class UpCommand {

  private final Path folder;
  private final Console console;
  private volatile boolean interrupted;

  UpCommand(Path folder, Console console) {
    this.folder = folder;
    this.console = console;
  }

  int run() {
    if (Backend.fromEnvironment() == Backend.CONTAINERS) {
      throw new IllegalStateException(
          "SLUICE_STACK=containers is for tests; for a stack in containers that stays, use"
              + " docker compose with the files in docker/");
    }
    try {
      Files.createDirectories(folder);
      try (FileChannel file =
              FileChannel.open(
                  folder.resolve("up.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = file.tryLock()) {
        if (lock == null) {
          throw new IllegalStateException("Another './sluice up' is at work in " + folder);
        }
        return runAlone();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot use the folder " + folder, e);
    }
  }

  private int runAlone() {
    List<RunFile> earlier = RunFile.in(folder);
    long running = earlier.stream().filter(server -> server.session().isAlive()).count();
    if (running == Part.values().length) {
      console.line("The stack runs already.");
      return show();
    }
    if (!earlier.isEmpty()) {
      console.line("Stopping what is left of an earlier run.");
      new DownCommand(folder, console).run(false);
    }
    console.line("Starting the stack in " + folder);
    Thread hook = new Thread(this::interrupt, "sluice-interrupted");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      LocalStack stack = builder().start();
      stack.detach();
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (RuntimeException e) {
      if (interrupted) {
        // The servers did not fail, they were ended.
        return 1;
      }
      Runtime.getRuntime().removeShutdownHook(hook);
      throw e;
    }
    return show();
  }

  private void interrupt() {
    interrupted = true;
    console.onlyLines();
    console.line("Interrupted: stopping what was started.");
  }

  private LocalStackBuilder builder() {
    LocalStackBuilder builder =
        LocalStack.in(folder)
            .plugins(SourceTree.pluginArchives())
            .listener(new StartProgress(console))
            .detached();
    for (Part part : Part.values()) {
      if (Ports.isFree(part.wellKnownPort())) {
        builder.port(part, part.wellKnownPort());
      } else {
        console.line(
            "  " + part.id() + ": port " + part.wellKnownPort() + " is taken, using another");
      }
    }
    return builder;
  }

  private int show() {
    int ready = new StatusCommand(folder, console).run();
    console.line("");
    console.line("./sluice down stops it and keeps its data.");
    return ready;
  }
}
