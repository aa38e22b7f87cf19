package io.sluice.connect.elasticsearch.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.elasticsearch.operation.WriteMethod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Operations on one id are applied in the order of their records. */
class BulkSinkOrderTest extends BulkSinkFixture {

  private static final String REJECTED = "es_rejected_execution_exception";

  @Test
  void shouldSendAnIdThatRepeatsWithinARequestInOrder() {
    operations = byKey(WriteMethod.INDEX);
    start().put(List.of(keyed(0, "a", "{\"n\":0}"), keyed(1, "b", "{}"), keyed(2, "a", null)));
    linger();
    assertEquals(
        List.of(
            "{\"index\":{\"_index\":\"t\",\"_id\":\"a\"}}",
            "{\"index\":{\"_index\":\"t\",\"_id\":\"b\"}}",
            "{\"delete\":{\"_index\":\"t\",\"_id\":\"a\"}}"),
        transport.requests.get(0).actions);
    assertEquals(3, preCommit(T0, 3));
  }

  @Test
  void shouldHoldBackAnIdWhileItIsInFlight() {
    operations = byKey(WriteMethod.INDEX);
    batchSize = 2;
    transport.hold = true;
    start().put(List.of(keyed(0, "a", "{\"n\":0}"), keyed(1, "b", "{}")));
    sink.put(List.of(keyed(2, "a", "{\"n\":2}"), keyed(3, "c", "{}"), keyed(4, "d", "{}")));
    assertEquals(2, transport.requests.size());
    assertFalse(transport.requests.get(1).documents.contains("{\"n\":2}"));
    assertEquals(0, preCommit(T0, 5));
    transport.answerAll();
    linger();
    linger();
    assertEquals(List.of("{\"n\":2}"), transport.requests.get(2).documents);
    transport.answerAll();
    assertEquals(5, preCommit(T0, 5));
  }

  @Test
  void shouldHoldBackAnIdWhileItWaitsForItsRetry() {
    operations = byKey(WriteMethod.INDEX);
    batchSize = 1;
    transport.answers =
        sent ->
            new BulkResponse(
                200,
                1,
                List.of(new ItemFailure(0, 429, new ErrorCause(REJECTED, "full"))),
                ErrorCause.UNKNOWN);
    start().put(List.of(keyed(0, "a", "{\"n\":0}")));
    sink.put(List.of(keyed(1, "a", "{\"n\":1}"), keyed(2, "a", "{\"n\":2}")));
    assertEquals(1, transport.requests.size());
    transport.answers = FakeTransport::allCreated;
    repeat(4);
    assertEquals(
        List.of("{\"n\":0}", "{\"n\":0}", "{\"n\":1}", "{\"n\":2}"),
        transport.requests.stream().flatMap(sent -> sent.documents.stream()).toList());
    assertEquals(3, preCommit(T0, 3));
  }

  @Test
  void shouldApplyWhatFollowedARefusedOperationOnceMoreBehindIt() {
    operations = byKey(WriteMethod.INDEX);
    FakeIndex index = new FakeIndex();
    transport.answers = sent -> answer(sent, index, Set.of(0));
    start().put(List.of(keyed(0, "a", "{\"n\":0}"), keyed(1, "a", "{\"n\":1}")));
    linger();
    assertEquals(1, index.documents.get("a").path("n").asInt());
    assertEquals(0, preCommit(T0, 2), "the first is not applied, so the second is not finished");
    transport.answers = sent -> answer(sent, index, Set.of());
    repeat(4);
    assertEquals(1, index.documents.get("a").path("n").asInt());
    assertEquals(2, preCommit(T0, 2));
  }

  @Test
  void shouldKeepTheOrderWhereARequestIsDivided() {
    operations = byKey(WriteMethod.INDEX);
    transport.hold = true;
    batchSize = 4;
    start()
        .put(
            List.of(
                keyed(0, "a", "{\"n\":0}"),
                keyed(1, "b", "{\"n\":1}"),
                keyed(2, "a", "{\"n\":2}"),
                keyed(3, "c", "{\"n\":3}")));
    transport.answers = sent -> BulkResponse.refused(413, ErrorCause.UNKNOWN);
    transport.answerNext();
    sink.put(List.of());
    assertEquals(List.of("{\"n\":0}", "{\"n\":1}"), transport.requests.get(1).documents);
    assertEquals(List.of("{\"n\":3}"), transport.requests.get(2).documents);
    transport.answers = FakeTransport::allCreated;
    transport.answerAll();
    linger();
    linger();
    assertEquals(List.of("{\"n\":2}"), transport.requests.get(3).documents);
    transport.answerAll();
    assertEquals(4, preCommit(T0, 4));
  }

  @Test
  void shouldLetTheFirstRecordOfAnIdWinWhereTheyAreCreated() {
    operations = byKey(WriteMethod.CREATE);
    FakeIndex index = new FakeIndex();
    transport.answers =
        sent -> answer(sent, index, transport.requests.size() == 1 ? Set.of(0) : Set.of());
    start().put(List.of(keyed(0, "a", "{\"n\":0}"), keyed(1, "a", "{\"n\":1}")));
    linger();
    assertEquals(1, transport.requests.get(0).actions.size(), "one operation on an id at a time");
    repeat(4);
    assertEquals(0, index.documents.get("a").path("n").asInt());
    assertEquals(2, preCommit(T0, 2));
  }

  @Test
  void shouldTellTheSameIdInTwoIndicesApart() {
    operations = byKey(WriteMethod.INDEX);
    batchSize = 1;
    transport.hold = true;
    SinkRecord other = keyed(1, "a", "{}").newRecord("u", 0, null, "a", null, "{}", 0L, null);
    start().put(List.of(keyed(0, "a", "{}"), other));
    sink.put(List.of());
    assertEquals(2, transport.requests.size());
  }

  @Test
  void shouldForgetWhatIsHeldForARevokedPartitionAndKeepTheRest() {
    operations = byKey(WriteMethod.INDEX);
    batchSize = 1;
    transport.hold = true;
    SinkRecord elsewhere = new SinkRecord("t", 1, null, "a", null, "{\"p\":1}", 7, 0L, null);
    start().put(List.of(keyed(0, "a", "{\"n\":0}"), keyed(1, "a", "{\"n\":1}"), elsewhere));
    sink.close(List.of(T0));
    assertEquals(7, preCommit(T1, 8), "the answer to the revoked record is still to come");
    transport.answerAll();
    linger();
    transport.answerAll();
    assertEquals(8, preCommit(T1, 8));
    assertEquals(
        List.of("{\"n\":0}", "{\"p\":1}"),
        transport.requests.stream().flatMap(sent -> sent.documents.stream()).toList());
  }

  @Test
  void shouldReleaseTheIdsOfBatchesThatNobodyWaitsFor() {
    operations = byKey(WriteMethod.INDEX);
    transport.answers = sent -> new IOException("gone");
    start().put(List.of(keyed(0, "a", "{\"n\":0}"), keyed(1, "b", "{}")));
    linger();
    sink.close(List.of(T0));
    sink.open(List.of(T0));
    transport.answers = FakeTransport::allCreated;
    sink.put(List.of(keyed(0, "a", "{\"n\":0}"), keyed(1, "b", "{}")));
    repeat(3);
    assertEquals(2, preCommit(T0, 2));
  }

  @Test
  void shouldPauseForWhatIsHeld() {
    operations = byKey(WriteMethod.INDEX);
    transport.hold = true;
    start().put(List.of(keyed(0, "a", "{}")));
    linger();
    List<SinkRecord> records = new ArrayList<>();
    for (int i = 1; i < 42; i++) {
      records.add(keyed(i, "a", "{}"));
    }
    sink.put(records);
    assertEquals(Set.of(T0, T1), context.paused);
    transport.hold = false;
    transport.answerAll();
    repeat(8);
    assertEquals(Set.of(), context.paused);
    assertEquals(42, preCommit(T0, 42));
    assertTrue(transport.requests.size() < 8, "many at once: " + transport.requests.size());
  }

  private static BulkResponse answer(
      FakeTransport.Sent sent, FakeIndex index, Set<Integer> refused) {
    List<ItemFailure> failures = new ArrayList<>();
    for (int i = 0; i < sent.actions.size(); i++) {
      if (refused.contains(i)) {
        failures.add(new ItemFailure(i, 429, new ErrorCause(REJECTED, "full")));
        continue;
      }
      int status = index.apply(sent.actions.get(i), sent.documents.get(i));
      if (status >= 300) {
        failures.add(new ItemFailure(i, status, FakeIndex.errorOf(status)));
      }
    }
    return new BulkResponse(200, sent.actions.size(), failures, ErrorCause.UNKNOWN);
  }
}
