package io.sluice.connect.elasticsearch.bulk;

import static io.sluice.connect.elasticsearch.bulk.FakeTransport.allFailing;
import static io.sluice.connect.elasticsearch.bulk.FakeTransport.failing;
import static io.sluice.connect.elasticsearch.bulk.FakeTransport.failingWhere;
import static io.sluice.connect.elasticsearch.bulk.FakeTransport.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Server errors about single documents: the fault of these, or of the target. */
class BulkSinkServerErrorTest extends BulkSinkFixture {

  private static final TopicPartition U0 = new TopicPartition("u", 0);
  private static final ErrorCause DEFECT = new ErrorCause("null_pointer_exception", "because");

  @ParameterizedTest
  @ValueSource(strings = {"find_match", "fail_processor_exception"})
  void shouldPassOverADocumentThatAPipelineRefuses(String type) {
    onMalformed = MalformedDocumentBehavior.IGNORE;
    transport.answers = sent -> failing(sent, failure(3, 500, type));
    start().put(records(0, 10));
    assertEquals(10, preCommit(T0, 10));
    assertEquals(1, transport.requests.size(), "it would be refused again");
  }

  @ParameterizedTest
  @ValueSource(strings = {"node_closed_exception", "shard_not_found_exception"})
  void shouldWaitForANodeOrAShardHoweverLongOthersAreTaken(String type) {
    onMalformed = MalformedDocumentBehavior.IGNORE;
    transport.answers = sent -> failing(sent, failure(3, 500, type));
    start();
    putMore(10 * Verdict.RETRY_LIMIT);
    assertEquals(3, preCommit(T0, 1000));
    transport.answers = FakeTransport::allCreated;
    repeat(2);
    assertEquals(1000, preCommit(T0, 1000));
  }

  @ParameterizedTest
  @EnumSource(names = {"WARN", "IGNORE", "REPORT"})
  void shouldPassOverADocumentThatStaysAServerErrorWhereOthersAreTaken(
      MalformedDocumentBehavior behavior) {
    onMalformed = behavior;
    List<SinkRecord> reports = new ArrayList<>();
    context.reporter =
        (record, error) -> {
          reports.add(record);
          return CompletableFuture.completedFuture(null);
        };
    transport.answers = sent -> failing(sent, failure(3, 500, "null_pointer_exception"));
    start();
    putMore(3 * Verdict.RETRY_LIMIT);
    assertEquals(
        Verdict.RETRY_LIMIT + 1,
        transport.sentOffsets().stream().filter(offset -> offset == 3).count());
    assertEquals(300, preCommit(T0, 300));
    boolean reported = behavior == MalformedDocumentBehavior.REPORT;
    assertEquals(
        reported ? List.of(3L) : List.of(), reports.stream().map(SinkRecord::kafkaOffset).toList());
  }

  @Test
  void shouldNotCountRequestsThatFailedAgainstADocument() {
    onMalformed = MalformedDocumentBehavior.IGNORE;
    transport.answers =
        sent ->
            transport.requests.size() <= Verdict.RETRY_LIMIT
                ? BulkResponse.refused(500, DEFECT)
                : failing(sent, failure(3, 500, "null_pointer_exception"));
    start().put(records(0, 10));
    repeat(Verdict.RETRY_LIMIT + 2);
    assertEquals(3, preCommit(T0, 10), "it was refused a time or two");
    transport.answers = FakeTransport::allCreated;
    repeat(1);
    assertEquals(10, preCommit(T0, 10));
    assertEquals(3, transport.sentOffsets().get(transport.sentOffsets().size() - 1));
  }

  @Test
  void shouldPassItOverAlsoWhereTheOthersAreThereAlready() {
    onMalformed = MalformedDocumentBehavior.IGNORE;
    Map<Long, ItemFailure> failures = new HashMap<>();
    for (long offset = 0; offset < 300; offset++) {
      failures.putAll(failure(offset, 409, "version_conflict_engine_exception"));
    }
    failures.putAll(failure(3, 500, "null_pointer_exception"));
    transport.answers = sent -> failing(sent, failures);
    start();
    putMore(3 * Verdict.RETRY_LIMIT);
    assertEquals(300, preCommit(T0, 300));
  }

  @Test
  void shouldPassOverManyAmongOthersThatAreTaken() {
    onMalformed = MalformedDocumentBehavior.IGNORE;
    batchSize = 100;
    Map<Long, ItemFailure> failures = new HashMap<>();
    for (long offset = 7; offset < 3000; offset += 10) {
      failures.putAll(failure(offset, 500, "null_pointer_exception"));
    }
    transport.answers = sent -> failing(sent, failures);
    start();
    putMore(30 + 10 * Verdict.RETRY_LIMIT);
    assertEquals(13_000, preCommit(T0, 13_000));
  }

  @Test
  void shouldFailWhereAllDocumentsStayServerErrors() {
    onMalformed = MalformedDocumentBehavior.IGNORE;
    transport.answers = sent -> allFailing(sent, 500, DEFECT);
    start().put(records(0, TargetAnswers.MIN_REFUSED));
    String message = failureOf(() -> repeat(Verdict.RETRY_LIMIT + 2));
    assertTrue(message.contains("has answered 20 documents for this target"), message);
    assertTrue(message.contains("each 11 times"), message);
    assertEquals(0, preCommit(T0, 10));
  }

  @ParameterizedTest
  @EnumSource(MalformedDocumentBehavior.class)
  void shouldWaitWithFewDocumentsForATargetThatIsSentNoOthers(MalformedDocumentBehavior behavior) {
    onMalformed = behavior;
    context.reporter = (record, error) -> CompletableFuture.completedFuture(null);
    transport.answers = sent -> allFailing(sent, 500, DEFECT);
    start().put(records(0, TargetAnswers.MIN_REFUSED - 1));
    repeat(10 * Verdict.RETRY_LIMIT);
    assertEquals(0, preCommit(T0, TargetAnswers.MIN_REFUSED - 1));
    assertTrue(transport.requests.size() > 5 * Verdict.RETRY_LIMIT, "it is tried on and on");
    transport.answers = FakeTransport::allCreated;
    repeat(2);
    assertEquals(19, preCommit(T0, TargetAnswers.MIN_REFUSED - 1));
  }

  @Test
  void shouldEnsureTheIndexAgainThatWasDeletedWhileADocumentWaited() {
    transport.answers = sent -> allFailing(sent, 500, DEFECT);
    start().put(records(0, 1));
    repeat(2 * Verdict.RETRY_LIMIT);
    transport.answers = sent -> failing(sent, failure(0, 404, "index_not_found_exception"));
    repeat(1);
    transport.answers = FakeTransport::allCreated;
    repeat(2);
    assertEquals(List.of("t", "t"), ensured);
    assertEquals(1, preCommit(T0, 1));
  }

  @Test
  void shouldFailOverFewThatWaitWhenMoreCannotBeTakenEither() {
    onMalformed = MalformedDocumentBehavior.IGNORE;
    transport.answers = sent -> allFailing(sent, 500, DEFECT);
    start().put(records(0, 10));
    repeat(2 * Verdict.RETRY_LIMIT);
    sink.put(records(10, 20));
    String message = failureOf(() -> repeat(Verdict.RETRY_LIMIT + 2));
    assertTrue(message.contains("has answered 20 documents for this target"), message);
    assertEquals(0, preCommit(T0, 20));
  }

  @Test
  void shouldPassOverADocumentThatWaitsWhenOthersAreTaken() {
    onMalformed = MalformedDocumentBehavior.IGNORE;
    transport.answers = sent -> failing(sent, failure(0, 500, "null_pointer_exception"));
    start().put(records(0, 1));
    repeat(2 * Verdict.RETRY_LIMIT);
    assertEquals(0, preCommit(T0, 1));
    time.now += 5000;
    sink.put(records(1, 11));
    repeat(2);
    assertEquals(0, preCommit(T0, 11), "once may be chance");
    time.now += 5000;
    sink.put(records(11, 21));
    repeat(2);
    assertEquals(21, preCommit(T0, 21));
  }

  @Test
  void shouldNotTakeWhatAnotherTargetTookForASign() {
    onMalformed = MalformedDocumentBehavior.IGNORE;
    transport.answers = sent -> failingWhere(sent, "\"_index\":\"u\"", 500, DEFECT);
    List<SinkRecord> records = new ArrayList<>();
    for (long offset = 0; offset < TargetAnswers.MIN_REFUSED; offset++) {
      records.add(record(T0, offset, "{}"));
      records.add(record(U0, offset, "{}"));
    }
    start().put(records);
    String message = failureOf(() -> repeat(Verdict.RETRY_LIMIT + 2));
    assertTrue(message.contains("topic u, partition 0, offset"), message);
    assertEquals(0, preCommit(U0, 20));
    assertEquals(20, preCommit(T0, 20));
  }

  @Test
  void shouldFailWhereATargetTakesNothingAnyMore() {
    onMalformed = MalformedDocumentBehavior.IGNORE;
    transport.answers =
        sent ->
            transport.requests.size() == 1
                ? failing(sent, failure(3, 500, "null_pointer_exception"))
                : allFailing(sent, 500, DEFECT);
    start().put(records(0, 10));
    sink.put(List.of());
    time.now += 10;
    sink.put(records(10, 30));
    String message = failureOf(() -> repeat(Verdict.RETRY_LIMIT + 2));
    assertTrue(message.contains("documents for this target with errors of the server"), message);
    assertEquals(3, preCommit(T0, 30));
  }

  @ParameterizedTest
  @EnumSource(names = {"WARN", "IGNORE", "REPORT"})
  void shouldNotTakeForASignWhatWasTakenBesideTheFirstRefusal(MalformedDocumentBehavior behavior) {
    onMalformed = behavior;
    context.reporter = (record, error) -> CompletableFuture.completedFuture(null);
    batchSize = 1000;
    transport.answers =
        sent ->
            transport.requests.size() == 1
                ? failingWhere(sent, "5\"", 500, DEFECT)
                : allFailing(sent, 500, DEFECT);
    start().put(records(0, 1000));
    repeat(3 * Verdict.RETRY_LIMIT);
    assertEquals(5, preCommit(T0, 1000), "the target takes nothing any more");
    transport.answers = FakeTransport::allCreated;
    repeat(2);
    assertEquals(1000, preCommit(T0, 1000));
  }

  @Test
  void shouldPassOverTheLastOfManyWhenOthersFollowAtLast() {
    onMalformed = MalformedDocumentBehavior.IGNORE;
    batchSize = 100;
    transport.answers = sent -> failingWhere(sent, "t+0+5", 500, DEFECT);
    start().put(records(0, 100));
    repeat(3 * Verdict.RETRY_LIMIT);
    assertEquals(5, preCommit(T0, 100));
    time.now += 5000;
    sink.put(records(100, 200));
    repeat(2);
    time.now += 5000;
    sink.put(records(200, 300));
    repeat(2);
    assertEquals(300, preCommit(T0, 300));
  }

  @Test
  void shouldNotTakeForASignWhatWasTakenWhileTheQueueWasFull() {
    onMalformed = MalformedDocumentBehavior.IGNORE;
    transport.answers = sent -> failing(sent, failure(3, 429, "es_rejected_execution_exception"));
    start();
    putMore(5);
    transport.answers = sent -> allFailing(sent, 500, DEFECT);
    sink.put(records(50, 60));
    repeat(3 * Verdict.RETRY_LIMIT);
    assertEquals(3, preCommit(T0, 60), "the target takes nothing any more");
    transport.answers = FakeTransport::allCreated;
    repeat(2);
    assertEquals(60, preCommit(T0, 60));
  }

  @Test
  void shouldFailOverAConflictThatStaysWhateverElseIsTaken() {
    onMalformed = MalformedDocumentBehavior.IGNORE;
    transport.answers = sent -> failing(sent, failure(3, 409, "some_other_exception"));
    start().put(records(0, 10));
    assertTrue(failureOf(() -> repeat(Verdict.RETRY_LIMIT + 2)).contains("offset 3"));
  }

  @Test
  void shouldNotTakeForASignWhatIsTakenOnceAfterABreak() {
    onMalformed = MalformedDocumentBehavior.IGNORE;
    batchSize = 1000;
    transport.answers =
        sent ->
            transport.requests.size() == 1
                ? failingWhere(sent, "5\"", 500, DEFECT)
                : allFailing(sent, 500, DEFECT);
    start().put(records(0, 1000));
    repeat(3 * Verdict.RETRY_LIMIT);
    transport.answers = sent -> failingWhere(sent, "15\"", 500, DEFECT);
    repeat(1);
    assertEquals(15, preCommit(T0, 1000), "another shard may still be down");
    transport.answers = FakeTransport::allCreated;
    repeat(2);
    assertEquals(1000, preCommit(T0, 1000));
  }
}
