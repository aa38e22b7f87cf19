package io.sluice.benchmarks.sink;

import io.sluice.benchmarks.corpus.JsonDocuments;
import io.sluice.benchmarks.measure.Comparison;
import io.sluice.benchmarks.measure.Contestant;
import io.sluice.benchmarks.measure.Mark;
import io.sluice.benchmarks.measure.Pairing;
import io.sluice.benchmarks.measure.Quantity;
import io.sluice.benchmarks.measure.Rounds;
import io.sluice.benchmarks.options.BenchmarkOptions;
import io.sluice.benchmarks.options.Rival;
import io.sluice.benchmarks.options.Setting;
import io.sluice.benchmarks.report.Report;
import io.sluice.benchmarks.stack.BenchStack;
import io.sluice.localstack.server.Part;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How fast the sink is with one task and one partition, beside a driver that posts bodies that are
 * ready: in turn, several rounds, into new indices of one Elasticsearch.
 */
public final class SinkBenchmark {

  private static final String REMARK =
      "Rates are from the first tenth of the documents to the last, CPU time is from the start of"
          + " the connector, or of the posting, to the last document; a round to warm up, and the"
          + " driver's tuning, are left out. Each index was found to have each document once.";

  private final BenchmarkOptions options;
  private final PrintStream out;
  private final long documents;

  public SinkBenchmark(BenchmarkOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
    this.documents = options.number(Setting.DOCUMENTS);
  }

  public void run() {
    Path folder = options.folder();
    Path file = new JsonDocuments(options.log()).in(options.corpus(), documents);
    try (BenchStack stack =
            BenchStack.start(
                folder.resolve("stack"),
                Set.of(Part.KAFKA, Part.ETCD, Part.ELASTICSEARCH),
                options.plugins(),
                out);
        DriverProcess driver = new DriverProcess(file, folder.resolve("driver.out"))) {
      new DocumentTopics(stack.bootstrapServers()).fill(file);
      Contestant tuned = new DriverTuning(out).fastest(drivers(driver, stack));
      List<Pairing> pairings =
          pairings(stack, tuned).stream()
              .filter(one -> options.isWanted(one.ours().name()))
              .toList();
      List<Comparison> comparisons = new Rounds(options.rounds(), out).of(pairings);
      new Report(options, comparisons).publish(out, REMARK);
    }
  }

  private List<Contestant> drivers(DriverProcess driver, BenchStack stack) {
    URI url = stack.servers().elasticsearch().url();
    return List.of(
        contestant(new DriverIndexer(driver, url, 1000, 2), stack),
        contestant(new DriverIndexer(driver, url, 1000, 4), stack),
        contestant(new DriverIndexer(driver, url, 5000, 2), stack),
        contestant(new DriverIndexer(driver, url, 5000, 4), stack));
  }

  private List<Pairing> pairings(BenchStack stack, Contestant driver) {
    Map<String, String> records = SinkConfig.of(stack, DocumentTopics.RECORDS, 1);
    Map<String, String> lines = SinkConfig.of(stack, DocumentTopics.LINES, 1);
    lines.put("value.framing", "lines");
    // As docs/indexing.md says for records of this size.
    lines.put("consumer.override.max.poll.records", "100");
    Contestant record = contestant(new ConnectorIndexer("record", records, stack.worker()), stack);
    List<Pairing> pairings = new ArrayList<>();
    pairings.add(
        Pairing.of(
            record,
            driver,
            Mark.ratioAtLeast(Quantity.DOCUMENTS_PER_SECOND, 0.75),
            Mark.valueAtMost(Quantity.CPU_MICROSECONDS_PER_DOCUMENT, 8)));
    pairings.add(
        Pairing.of(
            contestant(new ConnectorIndexer("lines", lines, stack.worker()), stack),
            driver,
            Mark.ratioAtLeast(Quantity.DOCUMENTS_PER_SECOND, 0.9),
            Mark.valueAtMost(Quantity.CPU_MICROSECONDS_PER_DOCUMENT, 3)));
    String url = stack.servers().elasticsearch().url().toString();
    for (Rival rival : options.rivals()) {
      Map<String, String> config =
          rival.config(Map.of("topic", DocumentTopics.RECORDS, "url", url));
      pairings.add(
          Pairing.of(
              record,
              contestant(new ConnectorIndexer(rival.name(), config, stack.worker()), stack)));
    }
    return pairings;
  }

  private Contestant contestant(Indexer indexer, BenchStack stack) {
    return new IndexingContestant(indexer, documents, stack);
  }
}
