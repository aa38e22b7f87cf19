package io.sluice.benchmarks.sink;

import io.sluice.benchmarks.stack.Run;
import io.sluice.benchmarks.stack.Usage;
import java.net.URI;

/**
 * The driver with settings of its own.
 *
 * @param documents in a body
 * @param parallelism bodies that are posted at once
 */
record DriverIndexer(DriverProcess driver, URI elasticsearch, int documents, int parallelism)
    implements Indexer {

  @Override
  public String name() {
    return "driver " + documents + "x" + parallelism;
  }

  @Override
  public void prepare() {
    driver.prepare(documents);
  }

  @Override
  public Run begin(String index) {
    Usage usage = driver.usage();
    driver.beginPost(elasticsearch.resolve("/" + index).toString(), parallelism);
    return new Run() {
      @Override
      public Usage usage() {
        return usage;
      }

      @Override
      public String state() {
        return driver.state();
      }

      @Override
      public void close() {
        driver.awaitDone();
      }
    };
  }
}
