package io.sluice.benchmarks.sink;

import io.sluice.benchmarks.measure.Contestant;
import io.sluice.benchmarks.measure.Growth;
import io.sluice.benchmarks.measure.Measurement;
import io.sluice.benchmarks.measure.ProgressWatch;
import io.sluice.benchmarks.measure.Quantity;
import io.sluice.benchmarks.stack.BenchStack;
import io.sluice.benchmarks.stack.Names;
import io.sluice.benchmarks.stack.Run;
import io.sluice.benchmarks.stack.Usage;
import io.sluice.localstack.client.ElasticsearchRest;
import java.time.Duration;

/**
 * Lets an indexer fill a new index, measures that, and looks whether each document is there.
 *
 * @param documents that it writes
 */
record IndexingContestant(Indexer indexer, long documents, BenchStack stack) implements Contestant {

  /** Elasticsearch may have to merge for a while. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  @Override
  public String name() {
    return indexer.name();
  }

  @Override
  public Measurement run() {
    ElasticsearchRest elasticsearch = new ElasticsearchRest(stack.servers().elasticsearch().url());
    indexer.prepare();
    try (FreshIndex index = new FreshIndex(elasticsearch, Names.unused(name()))) {
      Measurement measured = fill(index);
      index.inventory().require(documents);
      return measured;
    }
  }

  private Measurement fill(FreshIndex index) {
    Usage elasticsearch = stack.elasticsearchUsage();
    try (Run run = indexer.begin(index.name())) {
      Growth growth =
          ProgressWatch.untilComplete(LONGEST_PAUSE)
              .watch(
                  name(),
                  documents,
                  () -> {
                    run.usage().look();
                    elasticsearch.look();
                    return index.getAsLong();
                  },
                  run::state);
      return run.usage()
          .addMemory(
              new Measurement()
                  .with(Quantity.DOCUMENTS_PER_SECOND, growth.perSecond(documents))
                  .with(Quantity.CPU_MICROSECONDS_PER_DOCUMENT, run.usage().cpuMicrosFor(documents))
                  .with(
                      Quantity.ELASTICSEARCH_CPU_MICROSECONDS_PER_DOCUMENT,
                      elasticsearch.cpuMicrosFor(documents)));
    }
  }
}
