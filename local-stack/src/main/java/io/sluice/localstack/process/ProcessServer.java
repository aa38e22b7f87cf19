package io.sluice.localstack.process;

import io.sluice.localstack.await.Await;
import io.sluice.localstack.await.AwaitTimeoutException;
import io.sluice.localstack.server.Server;
import io.sluice.localstack.server.ServerStartException;
import io.sluice.localstack.server.StackOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A server that is a process of this machine.
 *
 * <p>{@link #start} is called by one thread at a time; {@link #kill} and {@link #close} may come
 * from any other, and end a start that is under way.
 */
abstract class ProcessServer implements Server {

  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

  private final String name;
  private final int port;
  private final StackOptions options;
  private volatile ProcessSession session;
  private Process process;
  private boolean closed;

  ProcessServer(String name, int port, StackOptions options) {
    this.name = name;
    this.port = port;
    this.options = options;
  }

  /** Writes what the server needs and says how it is started. */
  abstract Launch prepare() throws IOException;

  /** Whether it serves requests; an exception means no. */
  abstract boolean isReady() throws Exception;

  /** Where it keeps everything. */
  Path folder() {
    return options.folder().resolve(name);
  }

  final StackOptions options() {
    return options;
  }

  final int port() {
    return port;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Path logFile() {
    return folder().resolve("logs").resolve(name + ".log");
  }

  @Override
  public final boolean isRunning() {
    ProcessSession current = session;
    return current != null && current.isAlive();
  }

  @Override
  public final void start() {
    long begin = System.nanoTime();
    try {
      if (!isRunning() && !Ports.isFree(port)) {
        throw new ServerStartException(
            name + " cannot start: something else listens on port " + port + " of 127.0.0.1");
      }
      spawn(prepare());
      awaitReady(begin);
      options.listener().ready(this, since(begin));
    } catch (IOException e) {
      throw new ServerStartException(name + " cannot be started: " + e.getMessage(), e);
    }
  }

  private synchronized void spawn(Launch launch) throws IOException {
    if (closed) {
      throw new IllegalStateException(name + " was closed");
    }
    if (isRunning()) {
      throw new IllegalStateException(name + " runs already, as pid " + session.leader());
    }
    Files.createDirectories(logFile().getParent());
    List<String> command = wrap(launch);
    Files.writeString(
        logFile(),
        "=== "
            + Instant.now().truncatedTo(ChronoUnit.MILLIS)
            + " starting: "
            + String.join(" ", command)
            + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder().toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()));
    builder.environment().clear();
    builder.environment().putAll(launch.environment());
    process = Spawner.spawn(builder);
    session = ProcessSession.of(process);
    new RunFile(name, session, address(), logFile()).write(options.folder());
  }

  /** A session of its own; and unless detached, its end at the latest when this JVM ends. */
  private List<String> wrap(Launch launch) {
    List<String> command = new ArrayList<>(List.of("setsid"));
    if (!options.detached() || !launch.user().isEmpty()) {
      command.add("setpriv");
      command.addAll(launch.user());
      if (!options.detached()) {
        command.addAll(List.of("--pdeathsig", "KILL"));
      }
      command.add("--");
    }
    command.addAll(launch.command());
    return command;
  }

  private void awaitReady(long begin) {
    try {
      Await.until(
          name + " to serve requests at " + address(),
          START_LIMIT,
          () -> {
            options.listener().waiting(name, since(begin));
            return !process.isAlive() || isReady();
          });
    } catch (AwaitTimeoutException e) {
      kill();
      throw new ServerStartException(
          name + " did not serve requests at " + address() + " in time. " + logEnd(), e);
    }
    if (!process.isAlive()) {
      throw new ServerStartException(
          String.format(
              "%s ended with exit code %d, %.1f s after its start. %s",
              name, process.exitValue(), since(begin).toMillis() / 1000.0, logEnd()));
    }
  }

  private String logEnd() {
    return "The end of its log, " + logFile() + ":\n" + LogTail.of(logFile());
  }

  @Override
  public final void stop() {
    ProcessSession current = session;
    if (current != null) {
      current.stop(STOP_PATIENCE, elapsed -> {});
      RunFile.delete(options.folder(), name);
    }
  }

  @Override
  public final void kill() {
    ProcessSession current = session;
    if (current != null) {
      current.kill();
      RunFile.delete(options.folder(), name);
    }
  }

  @Override
  public final void close() {
    synchronized (this) {
      closed = true;
    }
    stop();
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
