package io.sluice.benchmarks.latency;

import io.sluice.localstack.client.ElasticsearchRest;
import io.sluice.localstack.client.HttpStatusException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Lines that Elasticsearch has indexed, as it counts them itself, asked for every 20 ms. They come
 * in their order, so a count tells which they are.
 */
final class ElasticsearchArrivals implements Arrivals {

  private static final long PAUSE_NANOS = 20_000_000L;
  private static final int NOT_FOUND = 404;

  private final ElasticsearchRest elasticsearch;
  private final String target;
  private int seen;

  /**
   * @param target index or data stream; it need not be there yet
   */
  ElasticsearchArrivals(ElasticsearchRest elasticsearch, String target) {
    this.elasticsearch = elasticsearch;
    this.target = target;
  }

  @Override
  public int[] await() {
    LockSupport.parkNanos(PAUSE_NANOS);
    int from = seen;
    seen = Math.max(from, count());
    return IntStream.range(from, seen).toArray();
  }

  private int count() {
    try {
      return elasticsearch
          .request("GET", "/" + target + "/_stats/indexing", null)
          .at("/_all/primaries/indexing/index_total")
          .asInt();
    } catch (HttpStatusException e) {
      if (e.status() == NOT_FOUND) {
        return 0;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
