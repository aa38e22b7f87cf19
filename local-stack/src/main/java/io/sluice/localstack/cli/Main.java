package io.sluice.localstack.cli;

import io.sluice.localstack.distribution.SourceTree;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** What the script {@code ./sluice} runs. */
public final class Main {

  /** Exit code for a command line that is not understood, as shells have it. */
  private static final int USAGE_ERROR = 2;

  private Main() {}

  public static void main(String[] arguments) {
    boolean terminal = Boolean.getBoolean("sluice.terminal");
    try {
      System.exit(run(List.of(arguments), new Console(System.out, terminal)));
    } catch (RuntimeException e) {
      report(e, System.err);
      System.exit(1);
    }
  }

  private static int run(List<String> arguments, Console console) {
    Path folder = folder();
    if (arguments.equals(List.of("demo"))) {
      return new DemoCommand(folder, console).run();
    }
    if (arguments.equals(List.of("demo", "--check"))) {
      return new DemoCommand(folder, console).check();
    }
    if (arguments.equals(List.of("up"))) {
      return new UpCommand(folder, console).run();
    }
    if (arguments.equals(List.of("status"))) {
      return new StatusCommand(folder, console).run();
    }
    if (arguments.equals(List.of("down"))) {
      return new DownCommand(folder, console).run(false);
    }
    if (arguments.equals(List.of("down", "--delete-data"))) {
      return new DownCommand(folder, console).run(true);
    }
    System.err.println(
        "sluice: not understood: " + String.join(" ", arguments) + "; ./sluice shows the commands");
    return USAGE_ERROR;
  }

  private static Path folder() {
    String home = System.getenv("SLUICE_HOME");
    return home == null || home.isEmpty()
        ? SourceTree.root().resolve(".sluice")
        : Path.of(home).toAbsolutePath().normalize();
  }

  /** The messages are written to be read; the trace is for those that are not. */
  private static void report(RuntimeException error, PrintStream out) {
    out.println();
    out.println("sluice: " + error.getMessage());
    for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
      out.println("  because of " + cause);
    }
    if (Boolean.getBoolean("sluice.trace") || error.getMessage() == null) {
      error.printStackTrace(out);
    }
  }
}
