package io.sluice.connect.filetail.command;

import io.sluice.config.etcd.EtcdSettings;
import io.sluice.connect.filetail.LocalHost;
import io.sluice.connect.filetail.ThisHost;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.logging.LogManager;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** What the scripts {@code sluice} and {@code sluice-collect} run. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    PrintStream out = stream(FileDescriptor.out);
    PrintStream err = stream(FileDescriptor.err);
    beQuiet();
    boolean terminal = Boolean.getBoolean("sluice.terminal");
    boolean colours = System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
    CommandLine line = CollectCommand.in(new Shell(new Screen(out, err, terminal, colours)));
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    System.exit(line.execute(arguments));
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  /**
   * What goes wrong is told by the command itself. That nobody has set up logging is no news: slf4j
   * writes it to the error stream when it is first used.
   */
  private static void beQuiet() {
    LogManager.getLogManager().reset();
    PrintStream err = System.err;
    System.setErr(new PrintStream(OutputStream.nullOutputStream()));
    LoggerFactory.getILoggerFactory();
    System.setErr(err);
  }

  /** The shell that the command was started from. */
  private record Shell(Screen screen) implements Environment {

    @Override
    public Optional<String> variable(String name) {
      return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }

    @Override
    public Optional<String> askPassword(String prompt) {
      Console console = System.console();
      return console == null
          ? Optional.empty()
          : Optional.ofNullable(console.readPassword("%s", prompt)).map(String::new);
    }

    @Override
    public InputStream in() {
      return System.in;
    }

    @Override
    public LocalHost host() {
      return new ThisHost();
    }

    @Override
    public Etcd etcd(EtcdSettings settings) {
      return new EtcdClientEtcd(settings);
    }

    @Override
    public LongSupplier nanoTime() {
      return System::nanoTime;
    }

    @Override
    public String commandName() {
      return System.getProperty("sluice.command", "sluice-collect");
    }
  }
}
