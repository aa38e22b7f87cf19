package io.sluice.benchmarks.latency;

import io.sluice.benchmarks.latency.LatencyContestant.Way;
import io.sluice.benchmarks.measure.Comparison;
import io.sluice.benchmarks.measure.Contestant;
import io.sluice.benchmarks.measure.Mark;
import io.sluice.benchmarks.measure.Pairing;
import io.sluice.benchmarks.measure.Quantity;
import io.sluice.benchmarks.measure.Rounds;
import io.sluice.benchmarks.options.BenchmarkOptions;
import io.sluice.benchmarks.options.Setting;
import io.sluice.benchmarks.report.Report;
import io.sluice.benchmarks.stack.BenchStack;
import io.sluice.benchmarks.stack.SourceConfig;
import io.sluice.benchmarks.stack.Worker;
import io.sluice.localstack.client.KafkaTopics;
import io.sluice.localstack.distribution.FileTree;
import io.sluice.localstack.server.Part;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How long a line is on its way, at a steady rate that leaves the machine idle. */
public final class LatencyBenchmark {

  private static final int WARM_UP_SECONDS = 5;
  private static final String REMARK =
      "From when a line was due to be appended, to when a consumer that reads what is committed had"
          + " it, or when Elasticsearch had indexed it; the first "
          + WARM_UP_SECONDS
          + " s of each run, and a round to warm up, are left out.";

  private final BenchmarkOptions options;
  private final PrintStream out;

  public LatencyBenchmark(BenchmarkOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  public void run() {
    Path files = options.folder().resolve("latency");
    try (BenchStack stack =
            BenchStack.start(
                options.folder().resolve("stack"),
                Set.of(Part.KAFKA, Part.ETCD, Part.ELASTICSEARCH),
                List.of(),
                out);
        KafkaTopics topics = new KafkaTopics(stack.bootstrapServers())) {
      FileTree.delete(files);
      List<Pairing> pairings =
          pairings(stack, new Ways(stack, topics, files)).stream()
              .filter(one -> options.isWanted(one.ours().name()))
              .toList();
      List<Comparison> comparisons = new Rounds(options.rounds(), out).of(pairings);
      new Report(options, comparisons).publish(out, REMARK);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + files, e);
    }
  }

  private List<Pairing> pairings(BenchStack stack, Ways ways) {
    Worker atLeastOnce = stack.addWorker(false);
    Optional<Duration> likeConnect = Optional.of(SourceConfig.transactionInterval());
    Mark mark = Mark.differenceAtMost(Quantity.P99_MILLISECONDS, 20);
    Contestant exactly = contestant("exactly-once", () -> ways.source(stack.worker()));
    Contestant producer = contestant("producer", () -> ways.producer(Optional.empty()));
    return List.of(
        Pairing.of(contestant("at-least-once", () -> ways.source(atLeastOnce)), producer, mark),
        Pairing.of(exactly, producer, mark),
        Pairing.of(
            exactly, contestant("transactional producer", () -> ways.producer(likeConnect)), mark),
        Pairing.alone(contestant("to-elasticsearch", ways::wholePath)));
  }

  private Contestant contestant(String name, Way way) {
    int rate = Math.toIntExact(options.number(Setting.RATE));
    int seconds = Math.toIntExact(options.number(Setting.SECONDS));
    return new LatencyContestant(
        name, new LineStream(rate, rate * WARM_UP_SECONDS, rate * seconds), way);
  }
}
