package io.sluice.connect.elasticsearch.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.elasticsearch.operation.WriteMethod;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BulkSinkRetryTimeoutTest extends BulkSinkFixture {

  private static final ErrorCause BUSY = new ErrorCause("es_rejected_execution_exception", "full");

  private static final ErrorCause DEFECT = new ErrorCause("null_pointer_exception", "because");
  private static final Map<Long, ItemFailure> DEFECT_OF_0 =
      FakeTransport.failure(0, 500, DEFECT.type());

  @BeforeEach
  void limitRetries() {
    retryTimeout = Optional.of(Duration.ofSeconds(60));
  }

  @Test
  void shouldGiveUpOnAnElasticsearchThatDoesNotAnswer() {
    transport.answers = sent -> new IOException("down");
    start().put(records(0, 10));
    repeat(5);
    String message = failureOf(() -> repeat(2));
    assertTrue(message.contains("does not take requests: A bulk request failed"), message);
    assertTrue(message.contains("retry.timeout.ms is 60000. Nothing is lost"), message);
    assertEquals(0, preCommit(T0, 10));
  }

  @Test
  void shouldGiveUpOnADocumentThatIsRefusedForTheTimeBeing() {
    transport.answers = sent -> FakeTransport.allFailing(sent, 429, BUSY);
    start().put(records(0, 10));
    repeat(5);
    String message = failureOf(() -> repeat(3));
    assertTrue(message.contains("topic t, partition 0, offset"), message);
    assertTrue(message.contains("status 429, es_rejected_execution_exception"), message);
    assertTrue(message.contains("retry.timeout.ms is 60000"), message);
    assertEquals(0, preCommit(T0, 10));
  }

  @Test
  void shouldCountTheTimeOfEachDocumentByItself() {
    // One of each ten is refused, and taken when it comes again by itself.
    transport.answers =
        sent ->
            sent.actions.size() == 1
                ? FakeTransport.allCreated(sent)
                : FakeTransport.failing(
                    sent, FakeTransport.failure(sent.offsets().get(0), 429, BUSY.type()));
    start();
    for (int i = 0; i < 30; i++) {
      sink.put(records(i * 10, i * 10 + 10));
      time.now += 10_000;
    }
    repeat(1);
    assertEquals(300, preCommit(T0, 300));
  }

  @Test
  void shouldNotCountTheTimeOfAnotherDocumentThatItWaitsWith() {
    start();
    long begin = time.now;
    Map<Long, Long> takenAfter = Map.of(0L, 50_000L, 1L, 80_000L);
    transport.answers =
        sent -> {
          Map<Long, ItemFailure> failures = new HashMap<>();
          takenAfter.forEach(
              (offset, millis) -> {
                if (time.now - begin < millis) {
                  failures.put(offset, new ItemFailure(0, 429, BUSY));
                }
              });
          return FakeTransport.failing(sent, failures);
        };
    sink.put(records(0, 1));
    for (int second = 0; second < 110; second++) {
      if (second == 24) {
        sink.put(records(1, 2));
      }
      time.now += 1000;
      sink.put(List.of());
    }
    assertEquals(2, preCommit(T0, 2));
    assertTrue(
        transport.requests.stream().anyMatch(sent -> sent.offsets().size() == 2),
        "they waited together");
  }

  @Test
  void shouldCountTheTimeOfADocumentThatWaitedForAnotherOfItsIdFromItsOwnFirstRefusal() {
    operations = byKey(WriteMethod.INDEX);
    long begin = time.now;
    transport.answers = sent -> refusing(sent, time.now - begin < 50_000 ? "n" : "second");
    start().put(List.of(keyed(0, "a", "{\"n\":\"first\"}"), keyed(1, "a", "{\"n\":\"second\"}")));
    String message =
        failureOf(
            () -> {
              while (time.now - begin < 100_000) {
                time.now += 1000;
                sink.put(List.of());
              }
            });
    assertTrue(message.contains("topic t, partition 0, offset 1"), message);
    assertEquals(1, preCommit(T0, 2), "the first was taken");
  }

  @ParameterizedTest
  @EnumSource(names = {"WARN", "IGNORE", "REPORT"})
  void shouldPassOverADocumentWhereEnoughOthersWereTakenBeforeItsTimeWasOver(
      MalformedDocumentBehavior behavior) {
    onMalformed = behavior;
    List<Long> reported = reportAtOnce();
    transport.answers = sent -> FakeTransport.failing(sent, DEFECT_OF_0);
    start().put(records(0, 1));
    waitFor(30);
    sink.put(records(1, 1 + TargetAnswers.MIN_TAKEN));
    waitFor(29);
    assertEquals(0, preCommit(T0, 21), "its time is not over");
    waitFor(12);
    assertEquals(21, preCommit(T0, 21));
    assertEquals(behavior == MalformedDocumentBehavior.REPORT ? List.of(0L) : List.of(), reported);
  }

  @ParameterizedTest
  @EnumSource(names = {"WARN", "IGNORE"})
  void shouldFailOverADocumentWhereFewOthersWereTakenBeforeItsTimeWasOver(
      MalformedDocumentBehavior behavior) {
    onMalformed = behavior;
    transport.answers = sent -> FakeTransport.failing(sent, DEFECT_OF_0);
    start().put(records(0, 1));
    waitFor(30);
    sink.put(records(1, TargetAnswers.MIN_TAKEN));
    assertTrue(failureOf(() -> waitFor(80)).contains("retry.timeout.ms is 60000"));
    assertEquals(0, preCommit(T0, 20), "each of them may be for another shard");
  }

  @ParameterizedTest
  @EnumSource(names = {"WARN", "IGNORE"})
  void shouldFailOverADocumentWhoseTargetTookNothing(MalformedDocumentBehavior behavior) {
    onMalformed = behavior;
    transport.answers = sent -> FakeTransport.failing(sent, DEFECT_OF_0);
    start().put(records(0, 10));
    String message = failureOf(() -> waitFor(80));
    assertTrue(message.contains("topic t, partition 0, offset 0 for t: status 500"), message);
    assertTrue(message.contains("null_pointer_exception"), message);
    assertTrue(message.contains("retry.timeout.ms is 60000"), message);
    assertEquals(0, preCommit(T0, 10), "what was taken beside it tells nothing");
  }

  @Test
  void shouldFailOverADocumentWhoseTargetRefusedMostOthers() {
    onMalformed = MalformedDocumentBehavior.IGNORE;
    transport.answers =
        sent -> FakeTransport.failingWhere(sent, action -> !action.contains("1\""), 500, DEFECT);
    start().put(records(0, 1));
    waitFor(10);
    sink.put(records(1, 12));
    assertTrue(failureOf(() -> waitFor(80)).contains("retry.timeout.ms is 60000"));
    assertEquals(0, preCommit(T0, 12));
  }

  @Test
  void shouldReportADocumentWhoseTimeIsOverWhateverItsTargetTook() {
    onMalformed = MalformedDocumentBehavior.REPORT;
    List<Long> reported = reportAtOnce();
    transport.answers = sent -> FakeTransport.failing(sent, DEFECT_OF_0);
    start().put(records(0, 1));
    waitFor(80);
    assertEquals(1, preCommit(T0, 1));
    assertEquals(List.of(0L), reported);
  }

  @Test
  void shouldNotReportADocumentThatWasRefusedForTheTimeBeingUntilItsTimeWasOver() {
    onMalformed = MalformedDocumentBehavior.REPORT;
    List<Long> reported = reportAtOnce();
    transport.answers = sent -> FakeTransport.allFailing(sent, 429, BUSY);
    start().put(records(0, 1));
    assertTrue(failureOf(() -> waitFor(80)).contains("retry.timeout.ms is 60000"));
    assertEquals(List.of(), reported);
  }

  private List<Long> reportAtOnce() {
    List<Long> reported = new ArrayList<>();
    context.reporter =
        (record, error) -> {
          reported.add(record.kafkaOffset());
          return CompletableFuture.completedFuture(null);
        };
    return reported;
  }

  private void waitFor(int seconds) {
    for (int i = 0; i < seconds; i++) {
      time.now += 1000;
      sink.put(List.of());
    }
  }

  /** Refuses, for the time being, each document that has this text in it. */
  private static BulkResponse refusing(FakeTransport.Sent sent, String text) {
    List<ItemFailure> failures = new ArrayList<>();
    for (int i = 0; i < sent.documents.size(); i++) {
      if (sent.documents.get(i).contains(text)) {
        failures.add(new ItemFailure(i, 429, BUSY));
      }
    }
    return new BulkResponse(200, sent.documents.size(), failures, ErrorCause.UNKNOWN);
  }

  @Test
  void shouldForgetAnOutageWithTheLastRecordThatWaited() {
    transport.answers = sent -> new IOException("down");
    start().put(records(0, 10));
    repeat(2);
    sink.close(List.of(T0));
    time.now += 3_600_000;
    sink.open(List.of(T0));
    sink.put(records(0, 10));
    repeat(2);
    transport.answers = FakeTransport::allCreated;
    repeat(2);
    assertEquals(10, preCommit(T0, 10));
    assertEquals(2, log.lines("does not take requests").size());
    assertEquals(1, log.lines("takes requests again").size());
  }

  @Test
  void shouldForgetAnOutageWithTheLastRequestThatWasUnderWay() {
    transport.answers = sent -> new IOException("down");
    start().put(records(0, 10));
    transport.hold = true;
    repeat(1);
    sink.close(List.of(T0));
    transport.answerAll();
    sink.put(List.of());
    transport.hold = false;
    time.now += 3_600_000;
    sink.open(List.of(T0));
    sink.put(records(0, 10));
    repeat(2);
    transport.answers = FakeTransport::allCreated;
    repeat(2);
    assertEquals(10, preCommit(T0, 10));
  }

  @Test
  void shouldBeginAnewAfterEachOutage() {
    start();
    for (int i = 0; i < 10; i++) {
      transport.answers = sent -> new IOException("down");
      sink.put(records(i * 10, i * 10 + 10));
      repeat(2);
      transport.answers = FakeTransport::allCreated;
      repeat(2);
    }
    sink.put(List.of());
    assertEquals(100, preCommit(T0, 100));
  }
}
