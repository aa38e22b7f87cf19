package io.sluice.connect.elasticsearch.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Up to where offsets may be committed. */
class BulkSinkOffsetTest extends BulkSinkFixture {

  @Test
  void shouldCommitWhatConnectConsumedWhereNothingIsPending() {
    start().put(records(0, 10));
    // Offsets 10 to 14 were filtered out by a transformation.
    assertEquals(15, preCommit(T0, 15));
    assertEquals(99, preCommit(T1, 99), "a partition without records");
  }

  @Test
  void shouldCommitTheLowestOffsetThatIsNotIndexed() {
    transport.hold = true;
    start().put(records(0, 20));
    FakeTransport.Sent first = transport.unanswered.remove();
    transport.answerNext();
    assertEquals(0, preCommit(T0, 20), "the second batch is answered, the first is not");
    first.answer.complete(FakeTransport.allCreated(first));
    assertEquals(20, preCommit(T0, 20));
  }

  @Test
  void shouldSendThePartialBatchOnPreCommitAndWaitForItsAnswer() {
    start().put(records(0, 3));
    assertEquals(3, preCommit(T0, 3));
  }

  @Test
  void shouldNotWaitLongInPreCommit() {
    transport.hold = true;
    start().put(records(0, 3));
    long before = time.now;
    assertEquals(0, preCommit(T0, 3));
    assertTrue(time.now - before <= 1000, "waited " + (time.now - before) + " ms");
  }

  @Test
  void shouldTrackByTheOriginalCoordinates() {
    SinkRecord original = record(T1, 5, "{}");
    SinkRecord renamed =
        original.newRecord("other", 3, null, null, null, "{}", original.timestamp(), null);
    transport.hold = true;
    start().put(List.of(renamed));
    assertEquals(5, preCommit(T1, 6));
    assertEquals(
        List.of("{\"create\":{\"_index\":\"other\",\"_id\":\"t+1+5\"}}"),
        transport.requests.get(0).actions);
    transport.answerAll();
    assertEquals(6, preCommit(T1, 6));
  }

  @Test
  void shouldStartAnewWhereConnectGoesBack() {
    transport.hold = true;
    start().put(records(0, 10));
    sink.put(records(5, 15));
    assertEquals(5, preCommit(T0, 15));
    transport.answerAll();
    assertEquals(15, preCommit(T0, 15));
  }
}
