package io.sluice.benchmarks.sink;

import io.sluice.benchmarks.stack.Usage;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A {@link BulkDriver} at work; for one thread. */
final class DriverProcess implements AutoCloseable {

  private static final long MEGABYTE = 1024 * 1024;

  private final Path errors;
  private final Process process;
  private final BufferedWriter commands;
  private final BufferedReader answers;

  /**
   * @param errors the file for what it prints when it fails
   */
  DriverProcess(Path documents, Path errors) {
    this.errors = errors;
    try {
      // Twice the documents for their bodies, and some to grow in.
      long heap = 2 * Files.size(documents) / MEGABYTE + 256;
      this.process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx" + heap + "m",
                  "-XX:+UseParallelGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  BulkDriver.class.getName(),
                  documents.toString())
              .redirectError(errors.toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start the driver", e);
    }
    this.commands = process.outputWriter(StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  void prepare(int documentsOfBody) {
    say("prepare " + documentsOfBody);
    awaitDone();
  }

  /** Begins to post, and does not wait for the end. */
  void beginPost(String indexUrl, int parallelism) {
    say("post " + indexUrl + " " + parallelism);
  }

  /**
   * Returns when the last command was carried out.
   *
   * @throws IllegalStateException if it was not
   */
  void awaitDone() {
    try {
      String answer = answers.readLine();
      if (!BulkDriver.DONE.equals(answer)) {
        throw new IllegalStateException("The driver failed: " + state());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The driver does not answer", e);
    }
  }

  Usage usage() {
    return Usage.of(process.pid());
  }

  String state() {
    return "the driver " + (process.isAlive() ? "runs" : "has ended") + ", see " + errors;
  }

  private void say(String command) {
    try {
      commands.write(command);
      commands.newLine();
      commands.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("The driver takes no command: " + state(), e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
