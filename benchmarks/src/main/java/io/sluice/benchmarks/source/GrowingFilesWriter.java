package io.sluice.benchmarks.source;

import io.sluice.benchmarks.corpus.GrowingFiles;
import io.sluice.benchmarks.stack.Run;
import io.sluice.benchmarks.stack.SourceConfig;
import io.sluice.benchmarks.stack.Usage;
import io.sluice.benchmarks.stack.Worker;
import io.sluice.localstack.distribution.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Sluice's source, with one task, on files that grow together while they are read.
 *
 * @param log whose lines are dealt out to them
 * @param records lines that it has
 * @param folder for the files
 */
record GrowingFilesWriter(
    String name, Path log, long records, int files, Path folder, Worker worker) implements Writer {

  /** How often each of a thousand files grows. */
  private static final int STEPS = 20;

  private static final int MOST_FILES = 1000;

  @Override
  public Run begin(String topic) {
    Path growing = folder.resolve(topic);
    int linesAtOnce = (int) Math.max(1, records / MOST_FILES / STEPS);
    create(growing);
    GrowingFiles growth = new GrowingFiles(log, growing, files, linesAtOnce);
    growth.begin();
    Map<String, String> config = SourceConfig.of(growing, "*.log", "{topic}");
    config.put("record.format", "line");
    config.put("record.key", "none");
    Run connector = new ConnectorWriter(name, config, worker, records).begin(topic);
    Thread writing = new Thread(growth::grow, "growing-files");
    writing.start();
    return new Run() {
      @Override
      public Usage usage() {
        return connector.usage();
      }

      @Override
      public String state() {
        return (writing.isAlive() ? "files grow, " : "files have stopped to grow, ")
            + connector.state();
      }

      @Override
      public void close() {
        connector.close();
        end(writing);
        growth.close();
        delete(growing);
      }
    };
  }

  private static void end(Thread writing) {
    writing.interrupt();
    try {
      writing.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void create(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot create " + folder, e);
    }
  }

  private static void delete(Path folder) {
    try {
      FileTree.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + folder, e);
    }
  }
}
