package io.sluice.benchmarks.idle;

import io.sluice.benchmarks.corpus.NumberedLine;
import io.sluice.benchmarks.measure.Comparison;
import io.sluice.benchmarks.measure.Mark;
import io.sluice.benchmarks.measure.Pairing;
import io.sluice.benchmarks.measure.Quantity;
import io.sluice.benchmarks.measure.Rounds;
import io.sluice.benchmarks.options.BenchmarkOptions;
import io.sluice.benchmarks.options.Setting;
import io.sluice.benchmarks.report.Report;
import io.sluice.benchmarks.stack.BenchStack;
import io.sluice.localstack.client.KafkaTopics;
import io.sluice.localstack.distribution.FileTree;
import io.sluice.localstack.server.Part;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** What many files cost that nobody writes to, beside a task without any. */
public final class IdleBenchmark {

  private static final String REMARK =
      "All files are in one task, and have a line each that was read before; CPU time is the worker's, which is not idle"
          + " without them either. Bytes of heap are what is alive more than before the connector"
          + " was created, the producer's buffers among it. A round to warm up is left out.";

  private final BenchmarkOptions options;
  private final PrintStream out;

  public IdleBenchmark(BenchmarkOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  public void run() {
    int files = Math.toIntExact(options.number(Setting.FILES));
    Duration time = Duration.ofSeconds(options.number(Setting.SECONDS));
    Path many = write(options.folder().resolve("idle").resolve("many"), files);
    Path none = write(options.folder().resolve("idle").resolve("none"), 0);
    try (BenchStack stack =
            BenchStack.start(
                options.folder().resolve("stack"), Set.of(Part.KAFKA, Part.ETCD), List.of(), out);
        KafkaTopics topics = new KafkaTopics(stack.bootstrapServers())) {
      Pairing pairing =
          Pairing.of(
              new QuietFiles(files + " quiet files", many, files, time, stack, topics),
              new QuietFiles("empty task", none, 0, time, stack, topics),
              Mark.differenceAtMost(Quantity.CPU_PERCENT, 1));
      List<Comparison> comparisons = new Rounds(options.rounds(), out).of(List.of(pairing));
      new Report(options, comparisons).publish(out, REMARK);
    }
  }

  private static Path write(Path folder, int files) {
    try {
      FileTree.delete(folder);
      Files.createDirectories(folder);
      for (int i = 0; i < files; i++) {
        Files.write(folder.resolve(i + ".log"), NumberedLine.of(i));
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write files into " + folder, e);
    }
  }
}
