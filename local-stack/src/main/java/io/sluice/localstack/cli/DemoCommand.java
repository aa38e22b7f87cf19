package io.sluice.localstack.cli;

import io.sluice.localstack.LocalStack;
import io.sluice.localstack.await.Await;
import io.sluice.localstack.command.Command;
import io.sluice.localstack.demo.Demo;
import io.sluice.localstack.demo.DemoStack;
import io.sluice.localstack.distribution.EtcdDistribution;
import io.sluice.localstack.distribution.FileTree;
import io.sluice.localstack.distribution.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Starts the stack and gives the tour of it; as a check, in a stack of its own that it ends. */
final class DemoCommand {

  private static final Duration COMMANDS_LIMIT = Duration.ofSeconds(60);

  private final Path folder;
  private final Console console;

  DemoCommand(Path folder, Console console) {
    this.folder = folder;
    this.console = console;
  }

  /** Leaves the stack running. */
  int run() {
    int up = new UpCommand(folder, console).run();
    if (up != 0) {
      return up;
    }
    try (Demo demo = new Demo(DemoStack.in(folder), console)) {
      demo.run();
      console.line("");
      console.line("▸ Now you: collect a file, append a line, search");
      nextCommands(demo).forEach(command -> console.line("     " + command));
    }
    console.line("");
    console.line("The stack runs until ./sluice down.");
    return 0;
  }

  /** Asserts each step, the commands that a user would go on with among them. */
  int check() {
    Path own = folder.resolve("check");
    delete(own);
    console.line("Starting a stack for the check in " + own);
    try (LocalStack stack =
            LocalStack.in(own)
                .plugins(SourceTree.pluginArchives())
                .listener(new StartProgress(console))
                .start();
        Demo demo = new Demo(DemoStack.in(own), console)) {
      demo.run();
      console.line("");
      console.line("▸ The commands to go on with");
      runNextCommands(nextCommands(demo));
      console.line("");
      console.line("Stopping the " + stack.servers().size() + " servers of the check.");
    }
    delete(own);
    console.line("The demo does what it says.");
    return 0;
  }

  private static void delete(Path stack) {
    LocalStack.delete(stack);
    try {
      FileTree.delete(DemoStack.ownFiles(stack));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete the demo's files in " + stack, e);
    }
  }

  private List<String> nextCommands(Demo demo) {
    return demo.nextCommands(EtcdDistribution.etcdctl(new StartProgress(console)));
  }

  private void runNextCommands(List<String> commands) {
    for (String command : commands.subList(0, commands.size() - 1)) {
      console.line("     " + command);
      run(command);
    }
    String search = commands.get(commands.size() - 1);
    console.line("     " + search);
    Await.until(
        "'" + search + "' to find the line",
        COMMANDS_LIMIT,
        () -> run(search).contains("\"message\" : \"hello from"));
  }

  private static String run(String command) {
    return Command.of("bash", "-c", command).run(COMMANDS_LIMIT).orThrow().output();
  }
}
