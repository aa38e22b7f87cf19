package io.sluice.benchmarks.growth;

import io.sluice.benchmarks.measure.Comparison;
import io.sluice.benchmarks.measure.Pairing;
import io.sluice.benchmarks.measure.Rounds;
import io.sluice.benchmarks.options.BenchmarkOptions;
import io.sluice.benchmarks.options.Setting;
import io.sluice.benchmarks.report.Report;
import io.sluice.benchmarks.sink.SinkGrowth;
import io.sluice.benchmarks.source.SourceGrowth;
import io.sluice.benchmarks.stack.BenchStack;
import io.sluice.localstack.client.KafkaTopics;
import io.sluice.localstack.server.Part;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How speed and cost change with the length of lines, the number of files and of tasks, and the
 * number of partitions that the sink reads: each case by itself, in turn, several rounds.
 */
public final class GrowthBenchmark {

  private static final String PARTITIONS = "partitions";

  private static final String REMARK =
      "Each case has no yardstick but the others of its kind. All of the source's read the same"
          + " number of bytes; a round to warm up is left out.";

  private final BenchmarkOptions options;
  private final PrintStream out;

  public GrowthBenchmark(BenchmarkOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  public void run() {
    Set<Part> parts = EnumSet.of(Part.KAFKA, Part.ETCD);
    if (options.isWanted(PARTITIONS)) {
      parts.add(Part.ELASTICSEARCH);
    }
    try (BenchStack stack =
            BenchStack.start(options.folder().resolve("stack"), parts, List.of(), out);
        KafkaTopics topics = new KafkaTopics(stack.bootstrapServers())) {
      List<Pairing> cases = new ArrayList<>();
      SourceGrowth source = new SourceGrowth(options, stack, topics);
      if (options.isWanted("length")) {
        cases.addAll(source.byLength());
      }
      if (options.isWanted("files")) {
        cases.addAll(source.byFiles());
      }
      if (options.isWanted("tasks")) {
        cases.addAll(source.byTasks());
      }
      if (options.isWanted(PARTITIONS)) {
        cases.addAll(new SinkGrowth(options.number(Setting.DOCUMENTS), options, stack).cases());
      }
      List<Comparison> comparisons = new Rounds(options.rounds(), out).of(cases);
      new Report(options, comparisons).publish(out, REMARK);
    }
  }
}
