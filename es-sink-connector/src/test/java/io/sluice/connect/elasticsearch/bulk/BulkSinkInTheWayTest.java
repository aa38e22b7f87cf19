package io.sluice.connect.elasticsearch.bulk;

import static io.sluice.connect.elasticsearch.bulk.FakeTransport.allFailing;
import static io.sluice.connect.elasticsearch.bulk.FakeTransport.failingWhere;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.elasticsearch.operation.WriteMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/**
 * Server errors about documents that are in the way of others: of all, or of those with their id.
 */
class BulkSinkInTheWayTest extends BulkSinkFixture {

  private static final TopicPartition U0 = new TopicPartition("u", 0);
  private static final ErrorCause DEFECT = new ErrorCause("null_pointer_exception", "because");

  @Test
  void shouldFailWhereDocumentsThatWaitForOthersLeaveNoRoomForThese() {
    onMalformed = MalformedDocumentBehavior.IGNORE;
    // Others are taken beside the first refusal only.
    transport.answers =
        sent ->
            transport.requests.size() <= 6
                ? failingWhere(sent, action -> !action.contains("0\""), 500, DEFECT)
                : allFailing(sent, 500, DEFECT);
    start().put(records(0, 60));
    assertFalse(context.paused.isEmpty());
    String message = failureOf(() -> repeat(Verdict.RETRY_LIMIT + 2));
    assertTrue(message.contains("fill the buffer"), message);
    assertEquals(1, preCommit(T0, 60));
  }

  @Test
  void shouldReportDocumentsThatFillTheBufferWhereAnyWereTaken() {
    onMalformed = MalformedDocumentBehavior.REPORT;
    context.reporter = (record, error) -> CompletableFuture.completedFuture(null);
    transport.answers = sent -> failingWhere(sent, action -> !action.contains("0\""), 500, DEFECT);
    start().put(records(0, 60));
    assertFalse(context.paused.isEmpty());
    repeat(2 * Verdict.RETRY_LIMIT);
    assertTrue(context.paused.isEmpty(), "there is room for others");
    for (long offset = 60; offset < 160; offset += 10) {
      time.now += 5000;
      sink.put(records(offset, offset + 10));
      repeat(2 * Verdict.RETRY_LIMIT);
      assertTrue(context.paused.isEmpty(), "at " + offset);
    }
    assertTrue(preCommit(T0, 160) > 60, "it goes on: " + preCommit(T0, 160));
  }

  @Test
  void shouldWaitWithADocumentThatFillsNoBuffer() {
    onMalformed = MalformedDocumentBehavior.IGNORE;
    transport.answers = sent -> failingWhere(sent, "\"_index\":\"u\"", 500, DEFECT);
    start().put(List.of(record(U0, 0, "{}")));
    repeat(2 * Verdict.RETRY_LIMIT);
    ErrorCause full = new ErrorCause("cluster_block_exception", "disk");
    transport.answers =
        sent ->
            sent.actions.get(0).contains("\"_index\":\"u\"")
                ? allFailing(sent, 500, DEFECT)
                : allFailing(sent, 429, full);
    sink.put(records(0, 60));
    repeat(2 * Verdict.RETRY_LIMIT);
    assertFalse(context.paused.isEmpty(), "the disk is full");
    transport.answers = FakeTransport::allCreated;
    repeat(2);
    assertEquals(60, preCommit(T0, 60));
    assertEquals(1, preCommit(U0, 1));
  }

  @Test
  void shouldFailOverADocumentThatManyOfItsIdWaitFor() {
    onMalformed = MalformedDocumentBehavior.IGNORE;
    operations = byKey(WriteMethod.INDEX);
    transport.answers = sent -> failingWhere(sent, action -> true, 500, DEFECT);
    List<SinkRecord> records = new ArrayList<>();
    for (long offset = 0; offset <= TargetAnswers.MIN_REFUSED; offset++) {
      records.add(keyed(offset, "a", "{}"));
    }
    start().put(records);
    String message = failureOf(() -> repeat(Verdict.RETRY_LIMIT + 2));
    assertTrue(message.contains("partition 0, offset 0 "), message);
    assertTrue(message.contains("20 later ones with its id wait for it"), message);
    assertEquals(0, preCommit(T0, 21));
  }

  @Test
  void shouldPassOverADocumentThatManyOfItsIdWaitForWhereOthersWereTakenBesideIt() {
    putOneThatIsToBlameBeside(TargetAnswers.MIN_TAKEN);
    repeat(Verdict.RETRY_LIMIT + 2);
    assertEquals(41, preCommit(T0, 41));
  }

  @Test
  void shouldFailOverADocumentThatManyOfItsIdWaitForWhereFewOthersWereTakenBesideIt() {
    putOneThatIsToBlameBeside(TargetAnswers.MIN_TAKEN - 1);
    String message = failureOf(() -> repeat(Verdict.RETRY_LIMIT + 2));
    assertTrue(message.contains("later ones with its id wait for it"), message);
    assertEquals(0, preCommit(T0, 40));
  }

  /** A document that is refused, beside so many others, and then twenty more with its id. */
  private void putOneThatIsToBlameBeside(int others) {
    onMalformed = MalformedDocumentBehavior.IGNORE;
    operations = byKey(WriteMethod.INDEX);
    batchSize = 100;
    transport.answers =
        sent -> {
          int bad = sent.documents.indexOf("{\"bad\":1}");
          List<ItemFailure> failures =
              bad < 0 ? List.of() : List.of(new ItemFailure(bad, 500, DEFECT));
          return new BulkResponse(200, sent.actions.size(), failures, ErrorCause.UNKNOWN);
        };
    List<SinkRecord> records = new ArrayList<>();
    records.add(keyed(0, "a", "{\"bad\":1}"));
    for (long offset = 1; offset <= others; offset++) {
      records.add(keyed(offset, "b" + offset, "{}"));
    }
    start();
    transport.hold = true;
    sink.put(records);
    linger();
    for (long offset = 0; offset < TargetAnswers.MIN_REFUSED; offset++) {
      sink.put(List.of(keyed(records.size() + offset, "a", "{}")));
    }
    transport.hold = false;
    transport.answerAll();
  }
}
