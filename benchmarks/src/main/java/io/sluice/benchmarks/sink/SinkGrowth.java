package io.sluice.benchmarks.sink;

import io.sluice.benchmarks.corpus.JsonDocuments;
import io.sluice.benchmarks.measure.Pairing;
import io.sluice.benchmarks.options.BenchmarkOptions;
import io.sluice.benchmarks.stack.BenchStack;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The sink, with a task for each partition of its topic, and more of both from case to case. */
public final class SinkGrowth {

  private final long documents;
  private final BenchmarkOptions options;
  private final BenchStack stack;

  public SinkGrowth(long documents, BenchmarkOptions options, BenchStack stack) {
    this.documents = documents;
    this.options = options;
    this.stack = stack;
  }

  /** Fills the topics, too. */
  public List<Pairing> cases() {
    Path file = new JsonDocuments(options.log()).in(options.corpus(), documents);
    DocumentTopics topics = new DocumentTopics(stack.bootstrapServers());
    return List.of(1, 2, 4).stream()
        .map(
            partitions -> {
              Map<String, String> config =
                  SinkConfig.of(stack, topics.spread(file, partitions), partitions);
              String name = partitions + (partitions == 1 ? " partition" : " partitions");
              return Pairing.alone(
                  new IndexingContestant(
                      new ConnectorIndexer(name, config, stack.worker()), documents, stack));
            })
        .toList();
  }
}
