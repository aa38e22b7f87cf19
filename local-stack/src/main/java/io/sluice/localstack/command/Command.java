package io.sluice.localstack.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs a short command to its end, within a time limit, and keeps what it said. */
public final class Command {

  private final List<String> words;
  private final ProcessBuilder builder;

  private Command(List<String> words) {
    this.words = words;
    this.builder = new ProcessBuilder(words).redirectErrorStream(true);
  }

  public static Command of(String... words) {
    return new Command(List.of(words));
  }

  public static Command of(List<String> words) {
    return new Command(List.copyOf(words));
  }

  /** Sets the folder it runs in. */
  public Command in(Path folder) {
    builder.directory(folder.toFile());
    return this;
  }

  /** Adds variables to its environment. */
  public Command with(Map<String, String> environment) {
    builder.environment().putAll(environment);
    return this;
  }

  /**
   * Runs it; a program that does not exist is exit code 127, as in a shell.
   *
   * @throws UncheckedIOException if its output cannot be kept
   * @throws IllegalStateException if it takes longer than the limit (it is killed) or this thread
   *     is interrupted
   */
  public CommandResult run(Duration limit) {
    Path output = null;
    try {
      output = Files.createTempFile("command", ".out");
      Process process;
      try {
        process = builder.redirectOutput(output.toFile()).start();
        process.getOutputStream().close();
      } catch (IOException e) {
        return new CommandResult(words, 127, String.valueOf(e.getMessage()));
      }
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(
            "'" + String.join(" ", words) + "' took longer than " + limit.toSeconds() + " s");
      }
      String said = Files.readString(output, StandardCharsets.UTF_8);
      return new CommandResult(words, process.exitValue(), said.strip());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot run '" + String.join(" ", words) + "'", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while running " + words.get(0), e);
    } finally {
      delete(output);
    }
  }

  /** The program of this name on the {@code PATH}. */
  public static Optional<Path> onPath(String program) {
    String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    return Stream.of(path.split(":"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static void delete(Path output) {
    try {
      if (output != null) {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + output, e);
    }
  }
}
