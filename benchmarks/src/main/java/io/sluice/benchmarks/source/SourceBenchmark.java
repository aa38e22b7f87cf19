package io.sluice.benchmarks.source;

import io.sluice.benchmarks.measure.Comparison;
import io.sluice.benchmarks.measure.Pairing;
import io.sluice.benchmarks.measure.Rounds;
import io.sluice.benchmarks.options.BenchmarkOptions;
import io.sluice.benchmarks.options.Setting;
import io.sluice.benchmarks.report.Report;
import io.sluice.benchmarks.stack.BenchStack;
import io.sluice.localstack.client.KafkaTopics;
import io.sluice.localstack.server.Part;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** How fast the source is, beside its yardsticks: in turn, several rounds, in one worker. */
public final class SourceBenchmark {

  private static final String REMARK =
      "Rates are from the first tenth of the records in Kafka to the last, CPU time is the"
          + " worker's from the start of the connector to its end; a round to warm up is left out.";

  private final BenchmarkOptions options;
  private final PrintStream out;

  public SourceBenchmark(BenchmarkOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  public void run() {
    Path folder = options.folder();
    Path log = options.log().in(options.corpus(), options.number(Setting.LINES));
    try (BenchStack stack =
            BenchStack.start(
                folder.resolve("stack"), Set.of(Part.KAFKA, Part.ETCD), options.plugins(), out);
        KafkaTopics topics = new KafkaTopics(stack.bootstrapServers())) {
      List<Pairing> pairings = new SourcePairings(log, options, stack, topics).wanted();
      List<Comparison> comparisons = new Rounds(options.rounds(), out).of(pairings);
      new Report(options, comparisons).publish(out, REMARK);
    }
  }
}
