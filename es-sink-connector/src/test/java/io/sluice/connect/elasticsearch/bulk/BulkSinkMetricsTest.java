package io.sluice.connect.elasticsearch.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.connect.elasticsearch.metrics.Metric;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BulkSinkMetricsTest extends BulkSinkFixture {

  private static final String CONFLICT = "version_conflict_engine_exception";
  private static final String MAPPING = "document_parsing_exception";

  @Test
  void shouldCountWhatBecomesOfEachRecord() {
    onMalformed = MalformedDocumentBehavior.IGNORE;
    Map<Long, ItemFailure> failures = new HashMap<>();
    failures.putAll(FakeTransport.failure(1, 409, CONFLICT));
    failures.putAll(FakeTransport.failure(2, 400, MAPPING));
    failures.putAll(FakeTransport.failure(3, 429, "es_rejected_execution_exception"));
    transport.answers =
        sent ->
            sent.actions.size() == 1
                ? FakeTransport.allCreated(sent)
                : FakeTransport.failing(sent, failures);
    start().put(records(0, 5));
    sink.put(List.of(record(T0, 5, null), record(T0, 6, 42)));
    linger();
    repeat(1);
    assertEquals(7, preCommit(T0, 7));
    assertCount(3, Metric.ACKNOWLEDGED);
    assertCount(1, Metric.DUPLICATED);
    assertCount(1, Metric.RETRIED);
    assertCount(1, Metric.IGNORED);
    assertCount(2, Metric.REJECTED);
    assertEquals(1L, counts.rejectedBecause(MAPPING));
    assertEquals(1L, counts.rejectedBecause("no_document"));
    assertCount(2, Metric.REQUESTS);
    assertCount(0, Metric.REQUESTS_FAILED);
    assertCount(0, Metric.BUFFERED_RECORDS);
  }

  @Test
  void shouldCountRequestsThatFailAndWhatIsBufferedMeanwhile() {
    transport.answers = sent -> new IOException("down");
    start().put(records(0, 60));
    sink.put(List.of());
    assertCount(60, Metric.BUFFERED_RECORDS);
    assertCount(2, Metric.PAUSED);
    repeat(2);
    assertCount(4, Metric.REQUESTS_FAILED);
    transport.answers = FakeTransport::allCreated;
    repeat(3);
    assertCount(60, Metric.ACKNOWLEDGED);
    assertCount(0, Metric.PAUSED);
    assertCount(0, Metric.BUFFERED_BYTES);
    assertCount(0, Metric.IN_FLIGHT);
  }

  private void assertCount(long expected, Metric metric) {
    assertEquals(expected, counts.value(metric), metric.toString());
  }
}
