package io.sluice.connect.elasticsearch.bulk;

import static io.sluice.connect.elasticsearch.bulk.FakeTransport.allFailing;
import static io.sluice.connect.elasticsearch.bulk.FakeTransport.failing;
import static io.sluice.connect.elasticsearch.bulk.FakeTransport.failingWhere;
import static io.sluice.connect.elasticsearch.bulk.FakeTransport.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent again, in which batches, and what is not. */
class BulkSinkRetryTest extends BulkSinkFixture {

  private static final String REJECTED = "es_rejected_execution_exception";
  private static final String REFUSED = "refuses documents for the time being";
  private static final String TAKEN = "No document waits any more";

  @Test
  void shouldGatherRefusedDocumentsIntoBatchesOfTheirSize() {
    transport.answers = sent -> failing(sent, failure(sent.offsets().get(0), 429, REJECTED));
    start();
    for (int i = 0; i < 50; i++) {
      List<SinkRecord> records = new ArrayList<>();
      for (long offset = i * 10L; offset < i * 10L + 10; offset++) {
        records.add(record(T0, offset, json(9000)));
      }
      sink.put(records);
      sink.put(List.of());
    }
    assertEquals(50, transport.requests.size(), "nothing is due yet");
    transport.answers = FakeTransport::allCreated;
    time.now += BACKOFF;
    repeat(10);
    List<FakeTransport.Sent> retries = transport.requests.subList(50, transport.requests.size());
    assertEquals(
        50, retries.stream().mapToInt(sent -> sent.actions.size()).sum(), "each once more");
    assertEquals(5, retries.size(), "as many in each as a batch may have");
    int held = retries.stream().mapToInt(sent -> sent.capacity).sum();
    int needed = retries.stream().mapToInt(sent -> sent.bytes).sum();
    assertTrue(held <= 2 * needed, held + " bytes were held for " + needed);
    assertEquals(500, preCommit(T0, 500));
  }

  @Test
  void shouldCountTheRoomThatRefusedDocumentsTakeUp() {
    BulkSettings settings = settings();
    Backoff backoff = new Backoff(settings.retryBackoff(), settings.retryBackoffMax(), () -> 0);
    DelayedRetries retries =
        new DelayedRetries(
            settings, backoff, new RetryTimeout(settings.retryTimeout(), new TaskFailure()), time);
    BulkBatch refused = new BulkBatch();
    Target target = new Target("t");
    SourcePartition partition = new SourcePartition(T0);
    for (int i = 0; i < 3; i++) {
      int start = refused.body().size();
      refused.body().write(new byte[1000]);
      refused.add(start, partition, partition.offsets().add(i), target, null, null);
      retries.add(refused, i, 1, 0, 0, new ItemFailure(i, 429, ErrorCause.UNKNOWN));
    }
    assertEquals(3, retries.records());
    assertEquals(4000, retries.bytes(), "1000 bytes, doubled twice");
  }

  @Test
  void shouldNotGatherDocumentsThatWouldComeAgainTooSoon() {
    transport.answers = sent -> failing(sent, failure(sent.offsets().get(0), 429, REJECTED));
    start().put(records(0, 10));
    sink.put(List.of());
    time.now += BACKOFF / 2 + 1;
    sink.put(records(10, 20));
    sink.put(List.of());
    transport.answers = FakeTransport::allCreated;
    time.now += BACKOFF / 2 - 1;
    sink.put(List.of());
    assertEquals(List.of(0L), transport.requests.get(2).offsets());
    assertEquals(3, transport.requests.size(), "offset 10 has not waited long enough");
    time.now += BACKOFF;
    sink.put(List.of());
    assertEquals(List.of(10L), transport.requests.get(3).offsets());
  }

  @Test
  void shouldNotCountTheRetryOfOneDocumentAgainstAnother() {
    Map<Long, ItemFailure> failures = new HashMap<>(failure(3, 429, REJECTED));
    failures.putAll(failure(4, 500, "some_defect"));
    transport.answers = sent -> failing(sent, failures);
    start().put(records(0, 10));
    sink.put(List.of());
    for (int i = 0; i < Verdict.RETRY_LIMIT - 1; i++) {
      repeat(1);
    }
    failures.remove(4L);
    repeat(1);
    // By now 3 is as good as new, whatever happened to 4.
    failures.putAll(failure(3, 500, "some_defect"));
    repeat(Verdict.RETRY_LIMIT - 1);
    failures.clear();
    repeat(2);
    assertEquals(10, preCommit(T0, 10));
  }

  @Test
  void shouldSayThatAllIsTakenOnlyWhenNoRetryIsUnderWay() {
    transport.answers = sent -> failing(sent, failure(3, 429, REJECTED));
    start().put(records(0, 10));
    sink.put(List.of());
    transport.hold = true;
    time.now += BACKOFF;
    sink.put(List.of());
    assertEquals(List.of(3L), transport.requests.get(1).offsets());
    FakeTransport.Sent retry = transport.unanswered.remove();
    transport.answers = FakeTransport::allCreated;
    sink.put(records(10, 20));
    transport.answerNext();
    sink.put(List.of());
    assertEquals(20, transport.sentOffsets().size() - 1);
    assertEquals(List.of(), log.lines(TAKEN), "the retry of offset 3 is in flight");
    retry.answer.complete(FakeTransport.allCreated(retry));
    sink.put(List.of());
    assertEquals(1, log.lines(TAKEN).size());
  }

  @Test
  void shouldSayOnceForEachTargetAndReasonThatDocumentsAreRefused() {
    ErrorCause rejected = new ErrorCause(REJECTED, "queue full");
    ErrorCause blocked = new ErrorCause("cluster_block_exception", "read-only");
    transport.answers = sent -> failingWhere(sent, "\"t\"", 429, rejected);
    start().put(mixed(0, 5));
    repeat(3);
    assertEquals(1, log.lines(REFUSED).size());
    transport.answers =
        sent -> {
          List<ItemFailure> failures = new ArrayList<>();
          for (int i = 0; i < sent.actions.size(); i++) {
            boolean first = sent.actions.get(i).contains("\"t\"");
            failures.add(new ItemFailure(i, first ? 429 : 403, first ? rejected : blocked));
          }
          return new BulkResponse(200, failures.size(), failures, ErrorCause.UNKNOWN);
        };
    sink.put(mixed(5, 10));
    repeat(3);
    assertEquals(2, log.lines(REFUSED).size());
    assertEquals(1, log.lines("time being: u for topic u, partition 0, offset 5").size());
    transport.answers = sent -> allFailing(sent, 403, blocked);
    repeat(3);
    assertEquals(2, log.lines("time being: t for topic t, partition 0").size());
    assertEquals(3, log.lines(REFUSED).size());
    transport.answers = FakeTransport::allCreated;
    repeat(10);
    assertEquals(1, log.lines(TAKEN).size());
    transport.answers = sent -> allFailing(sent, 429, rejected);
    sink.put(mixed(10, 15));
    repeat(2);
    assertEquals(5, log.lines(REFUSED).size(), "all is forgotten once nothing waits");
  }

  @Test
  void shouldSayForHowLongItTriesAndWhatItWaitsForThen() {
    transport.answers = sent -> failing(sent, failure(3, 429, REJECTED));
    start().put(records(0, 10));
    repeat(2);
    assertEquals(1, log.lines("Retrying until it takes them.").size());
    transport.answers = sent -> failing(sent, failure(3, 500, "some_defect"));
    repeat(1);
    assertEquals(1, log.lines("some_defect: because. Retrying 10 times.").size());
    repeat(2 * Verdict.RETRY_LIMIT);
    assertEquals(1, log.lines("some_defect: because. Tried 11 times. Retrying until").size());
    assertEquals(3, log.lines(REFUSED).size());
  }

  @Test
  void shouldNotSayForEachOfManyTargetsThatItRefusesDocuments() {
    index = "{topic}-{key}";
    ErrorCause blocked = new ErrorCause("cluster_block_exception", "read-only");
    transport.answers = sent -> allFailing(sent, 403, blocked);
    List<SinkRecord> records = new ArrayList<>();
    for (int i = 0; i < 10 * WaitLog.MAX_REASONS; i++) {
      records.add(keyed(i, "k" + i, "{}"));
    }
    start().put(records);
    repeat(20);
    assertEquals(WaitLog.MAX_REASONS, log.lines(REFUSED).size());
    assertEquals(1, log.lines("Other reasons are not logged for an hour").size());
  }

  @Test
  void shouldSayAgainAfterAWhileWhyDocumentsWait() {
    transport.answers = sent -> failing(sent, failure(3, 429, REJECTED));
    start().put(records(0, 10));
    repeat(360);
    assertEquals(1, log.lines(REFUSED).size());
    repeat(3);
    assertEquals(2, log.lines(REFUSED).size(), "an hour later");
    repeat(5 * 360);
    assertEquals(7, log.lines(REFUSED).size());
  }

  /** Records of t and u in turn. */
  private static List<SinkRecord> mixed(long from, long to) {
    List<SinkRecord> records = new ArrayList<>();
    for (long offset = from; offset < to; offset++) {
      records.add(record(T0, offset, "{}"));
      records.add(record(new TopicPartition("u", 0), offset, "{}"));
    }
    return records;
  }

  @Test
  void shouldNotSayThatAllIsTakenWhereARetryFailsForGood() {
    transport.answers = sent -> failing(sent, failure(3, 429, REJECTED));
    start().put(records(0, 10));
    sink.put(List.of());
    transport.answers = sent -> failing(sent, failure(3, 403, "security_exception"));
    assertTrue(failureOf(() -> repeat(2)).contains("security_exception"));
    assertEquals(List.of(), log.lines(TAKEN));
  }

  @Test
  void shouldKnowTheHalvesOfARetryForRetries() {
    BulkBatch batch = new BulkBatch();
    SourcePartition partition = new SourcePartition(T0);
    for (int i = 0; i < 3; i++) {
      int start = batch.body().size();
      batch.body().write('a' + i);
      batch.add(start, partition, partition.offsets().add(i), new Target("t"), null, null);
    }
    batch.attempts().retryAt(5, 2, 1, 0);
    BulkBatch half = batch.part(1, 3, new IdOrder(false));
    assertEquals(2, half.count());
    assertEquals("bc", new String(half.body().array(), 0, half.body().size()));
    assertEquals(2, half.body().capacity());
    assertEquals(5, half.attempts().dueAt());
    assertEquals(2, half.attempts().count());
    assertEquals(1, half.attempts().limited());
    assertTrue(half.attempts().areRetries());
  }

  @Test
  void shouldFailWhereHandlingAnAnswerDoes() {
    // An answer that no transport gives.
    transport.answers = sent -> new BulkResponse(200, sent.actions.size(), null, null);
    start().put(records(0, 10));
    String message = failureOf(() -> sink.put(List.of()));
    assertTrue(message.contains("Handling an answer of Elasticsearch failed"), message);
    assertTrue(message.contains("NullPointerException"), message);
    assertEquals(0, preCommit(T0, 10));
  }

  @Test
  void shouldFailWhereHandlingACheckOfATargetDoes() {
    ensurer =
        name ->
            CompletableFuture.failedFuture(
                new IOException() {
                  private static final long serialVersionUID = 1;

                  @Override
                  public String toString() {
                    throw new IllegalStateException("no text");
                  }
                });
    String message = failureOf(() -> start().put(records(0, 10)));
    assertTrue(message.contains("Handling an answer of Elasticsearch failed"), message);
  }

  @Test
  void shouldHaveConnectCallAtOnceAfterAFailureInPreCommit() {
    transport.hold = true;
    start().put(records(0, 3));
    linger();
    transport.answers = sent -> BulkResponse.refused(403, ErrorCause.UNKNOWN);
    transport.answerAll();
    context.timeout = -1;
    assertEquals(0, preCommit(T0, 3));
    assertEquals(1, context.timeout);
    assertTrue(failureOf(() -> sink.put(List.of())).contains("403"));
  }

  @Test
  void shouldNotSendAgainWhatWasRevokedWhileInFlight() {
    transport.hold = true;
    start().put(records(0, 10));
    sink.close(List.of(T0));
    transport.answers = sent -> new IOException("gone");
    transport.answerAll();
    transport.hold = false;
    repeat(3);
    assertEquals(1, transport.requests.size());
  }

  @ParameterizedTest
  @ValueSource(ints = {503, 500, 413})
  void shouldNotSendAgainWhatWasRefusedAfterItWasRevoked(int status) {
    transport.hold = true;
    start().put(records(0, 10));
    sink.close(List.of(T0));
    transport.answers = sent -> BulkResponse.refused(status, ErrorCause.UNKNOWN);
    transport.answerAll();
    transport.hold = false;
    repeat(3);
    assertEquals(1, transport.requests.size());
  }

  @Test
  void shouldNotFailOverWhatWasRevoked() {
    transport.hold = true;
    start().put(records(0, 10));
    sink.close(List.of(T0));
    transport.answers = sent -> BulkResponse.refused(403, ErrorCause.UNKNOWN);
    transport.answerAll();
    repeat(3);
  }

  @Test
  void shouldNotHoldABatchUpForTheTargetOfARecordThatWasTakenOut() {
    batchBytes = 2048;
    CompletableFuture<Void> never = new CompletableFuture<>();
    ensurer = name -> name.equals("u") ? never : CompletableFuture.completedFuture(null);
    SinkRecord other =
        record(T0, 2, json(900)).newRecord("u", 0, null, null, null, json(900), 0L, null);
    start().put(List.of(record(T0, 0, json(900)), record(T0, 1, json(900)), other));
    assertEquals(List.of(0L, 1L), transport.sentOffsets());
  }
}
