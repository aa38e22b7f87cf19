package io.sluice.connect.elasticsearch.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.elasticsearch.metrics.Metric;
import io.sluice.connect.elasticsearch.operation.VersionSource;
import io.sluice.connect.elasticsearch.operation.WriteMethod;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BulkSinkMetricsTest extends BulkSinkFixture {

  private static final String CONFLICT = "version_conflict_engine_exception";
  private static final String REJECTED = "es_rejected_execution_exception";
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

  /** As where the disk is full: Elasticsearch answers, and nothing goes on. */
  @Test
  void shouldNotTakeForSuccessWhereAllIsRefusedForTheTimeBeing() {
    transport.answers = FakeTransport::allCreated;
    start().put(records(0, 5));
    linger();
    ErrorCause full = new ErrorCause("cluster_block_exception", "read-only");
    transport.answers = sent -> FakeTransport.allFailing(sent, 429, full);
    long before = time.now;
    sink.put(records(5, 10));
    linger();
    repeat(20);
    assertTrue(time.now - before > 60_000, () -> time.now - before + " ms");
    assertEquals(time.now - before, sinceSuccess(), 1_000);

    transport.answers = FakeTransport::allCreated;
    for (int i = 0; i < 20 && preCommit(T0, 10) < 10; i++) {
      repeat(1);
    }
    assertEquals(10, preCommit(T0, 10));
    assertTrue(sinceSuccess() < 30_000, () -> sinceSuccess() + " ms");
  }

  @Test
  void shouldShowForHowLongARecordHasWaitedWhileOthersGoOn() {
    Map<Long, ItemFailure> blocked = FakeTransport.failure(3, 403, "cluster_block_exception");
    transport.answers = sent -> FakeTransport.failing(sent, blocked);
    start().put(records(0, 3));
    linger();
    assertCount(0, Metric.OLDEST_UNFINISHED);
    sink.put(records(3, 10));
    linger();
    long before = time.now;
    repeat(30);
    assertEquals(3, preCommit(T0, 10));
    assertEquals(time.now - before, oldestUnfinished(), 5_000);

    transport.answers = FakeTransport::allCreated;
    for (int i = 0; i < 20 && preCommit(T0, 10) < 10; i++) {
      repeat(1);
    }
    assertEquals(10, preCommit(T0, 10));
    assertCount(0, Metric.OLDEST_UNFINISHED);
  }

  private long oldestUnfinished() {
    return (Long) counts.value(Metric.OLDEST_UNFINISHED);
  }

  private long sinceSuccess() {
    return (Long) counts.value(Metric.SINCE_SUCCESS);
  }

  @Test
  void shouldCountWhatIsStaleApartFromWhatIsTaken() {
    operations = byKey(WriteMethod.INDEX, VersionSource.OFFSET);
    transport.answers =
        sent -> refusingFirst(sent, new ItemFailure(0, 409, new ErrorCause(CONFLICT, "newer")));
    start().put(List.of(keyed(0, "a", "{}"), keyed(1, "b", "{}"), keyed(2, "c", null)));
    linger();
    assertEquals(3, preCommit(T0, 3));
    assertCount(1, Metric.STALE);
    assertCount(2, Metric.ACKNOWLEDGED);
    assertCount(0, Metric.DUPLICATED);
    assertCount(0, Metric.REJECTED);
  }

  @Test
  void shouldCountAsRetriedWhatIsSentOnceMoreBehindWhatWasRefused() {
    operations = byKey(WriteMethod.INDEX);
    transport.answers =
        sent ->
            transport.requests.size() == 1
                ? refusingFirst(sent, new ItemFailure(0, 429, new ErrorCause(REJECTED, "full")))
                : FakeTransport.allCreated(sent);
    start().put(List.of(keyed(0, "a", "{}"), keyed(1, "a", "{}"), keyed(2, "b", "{}")));
    linger();
    repeat(3);
    assertEquals(3, preCommit(T0, 3));
    assertCount(2, Metric.RETRIED);
    assertCount(3, Metric.ACKNOWLEDGED);
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

  private static BulkResponse refusingFirst(FakeTransport.Sent sent, ItemFailure failure) {
    return new BulkResponse(200, sent.actions.size(), List.of(failure), ErrorCause.UNKNOWN);
  }

  private void assertCount(long expected, Metric metric) {
    assertEquals(expected, counts.value(metric), metric.toString());
  }
}
