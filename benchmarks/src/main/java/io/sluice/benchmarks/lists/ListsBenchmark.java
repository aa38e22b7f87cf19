package io.sluice.benchmarks.lists;

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
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** How soon a change of a collect list takes effect. */
public final class ListsBenchmark {

  private static final String REMARK =
      "From before the put into etcd to the first line of the new path in the hands of a consumer"
          + " that reads what is committed, with one task all the time; a round of as many changes"
          + " to warm up is left out.";

  private final BenchmarkOptions options;
  private final PrintStream out;

  public ListsBenchmark(BenchmarkOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  public void run() {
    Path files = options.folder().resolve("lists");
    try (BenchStack stack =
            BenchStack.start(
                options.folder().resolve("stack"), Set.of(Part.KAFKA, Part.ETCD), List.of(), out);
        KafkaTopics topics = new KafkaTopics(stack.bootstrapServers())) {
      FileTree.delete(files);
      int changes = Math.toIntExact(options.number(Setting.CHANGES));
      Pairing changing =
          Pairing.alone(
              new ListChanges(changes, files, stack, topics),
              Mark.valueAtMost(Quantity.P99_MILLISECONDS, 1000));
      List<Comparison> comparisons = new Rounds(options.rounds(), out).of(List.of(changing));
      new Report(options, comparisons).publish(out, REMARK);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + files, e);
    }
  }
}
