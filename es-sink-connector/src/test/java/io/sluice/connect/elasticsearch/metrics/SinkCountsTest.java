package io.sluice.connect.elasticsearch.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SinkCountsTest {

  private long now;
  private final SinkCounts counts = new SinkCounts(() -> now);

  @Test
  void shouldTellRequestsAndTheirLatency() {
    long first = counts.requestStarted(100);
    long second = counts.requestStarted(50);
    assertEquals(2L, counts.value(Metric.IN_FLIGHT));
    now += 8_000_000;
    counts.requestEnded(first, true);
    counts.requestEnded(second, false);
    assertEquals(0L, counts.value(Metric.IN_FLIGHT));
    assertEquals(2L, counts.value(Metric.REQUESTS));
    assertEquals(150L, counts.value(Metric.REQUEST_BYTES));
    assertEquals(8.191, counts.value(Metric.LATENCY_MAX));
    assertEquals(8L, counts.value(Metric.SINCE_SUCCESS));
    counts.succeeded();
    assertEquals(0L, counts.value(Metric.SINCE_SUCCESS));
  }

  @Test
  void shouldCountRejectionsByReasonAndGatherTheRest() {
    for (int i = 0; i < SinkCounts.MOST_REASONS + 5; i++) {
      counts.rejected("reason-" + i);
    }
    counts.rejected("reason-0");
    counts.rejected(null);
    assertEquals(SinkCounts.MOST_REASONS + 7L, counts.value(Metric.REJECTED));
    assertEquals(2L, counts.rejectedBecause("reason-0"));
    assertEquals(6L, counts.rejectedBecause(SinkCounts.OTHER_REASON));
    assertEquals(SinkCounts.MOST_REASONS + 1, counts.newReasons().size());
  }
}
