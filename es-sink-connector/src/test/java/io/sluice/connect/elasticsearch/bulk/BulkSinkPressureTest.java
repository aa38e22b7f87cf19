package io.sluice.connect.elasticsearch.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ConnectException;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Outages and back-pressure: when the consumer is paused, and for how long anything waits. */
class BulkSinkPressureTest extends BulkSinkFixture {

  @Test
  void shouldProbeWithOneRequestAtATimeDuringAnOutage() {
    transport.answers = sent -> new ConnectException("refused");
    start().put(records(0, 30));
    sink.put(List.of());
    int atFirst = transport.requests.size();
    time.now += 10_000;
    sink.put(List.of());
    assertEquals(atFirst + 1, transport.requests.size());
    sink.put(List.of());
    assertEquals(atFirst + 1, transport.requests.size(), "the backoff starts anew");
    transport.answers = FakeTransport::allCreated;
    time.now += 10_000;
    sink.put(List.of());
    assertEquals(30, preCommit(T0, 30));
  }

  @Test
  void shouldWaitLittleBeforeEachCommitWhereTheyFollowEachOther() {
    transport.hold = true;
    start().put(records(0, 10));
    long start = time.now;
    assertEquals(0, preCommit(T0, 10));
    assertEquals(1000, time.now - start, "the first one gives the answers a second");
    for (int i = 0; i < 10; i++) {
      time.now += 500;
      long before = time.now;
      preCommit(T0, 10);
      assertEquals(100, time.now - before, "of 500 ms");
    }
  }

  @Test
  void shouldPauseDuringAnOutageAndResumeAfterIt() {
    transport.answers = sent -> new ConnectException("refused");
    start().put(records(0, 41));
    assertEquals(Set.of(T0, T1), context.paused);
    assertTrue(
        context.timeout > 0 && context.timeout <= BACKOFF,
        "Connect is to call again: " + context.timeout);
    for (int i = 0; i < 50; i++) {
      time.now += context.timeout;
      context.timeout = -1;
      sink.put(List.of());
      assertTrue(context.timeout > 0, "Connect is to call again");
      assertEquals(0, preCommit(T0, 41));
    }
    transport.answers = FakeTransport::allCreated;
    time.now += 10_000;
    sink.put(List.of());
    sink.put(List.of());
    assertEquals(Set.of(), context.paused);
    assertEquals(41, preCommit(T0, 41));
  }

  @Test
  void shouldPauseWhereAnswersDoNotComeAndResumeAtHalf() {
    transport.hold = true;
    start().put(records(0, 41));
    assertEquals(Set.of(T0, T1), context.paused);
    transport.answerNext();
    sink.put(List.of());
    assertEquals(Set.of(T0, T1), context.paused, "31 of 40 are still there");
    transport.answerNext();
    sink.put(List.of());
    assertEquals(Set.of(T0, T1), context.paused, "21 of 40 are still there");
    transport.answerNext();
    sink.put(List.of());
    assertEquals(Set.of(), context.paused);
  }

  @Test
  void shouldNotKeepConnectWaitingInPut() {
    transport.hold = true;
    long before = time.now;
    start().put(records(0, 41));
    assertTrue(time.now - before <= 500, "waited " + (time.now - before) + " ms");
  }

  @Test
  void shouldPauseForBytesAsWell() {
    transport.hold = true;
    batchBytes = 2048;
    start().put(List.of(record(T0, 0, json(9000))));
    assertEquals(Set.of(T0, T1), context.paused);
  }

  @Test
  void shouldPausePartitionsThatAreOpenedMeanwhile() {
    transport.hold = true;
    start().put(records(0, 41));
    TopicPartition added = new TopicPartition("t", 2);
    context.assignment.add(added);
    sink.open(List.of(added));
    assertTrue(context.paused.contains(added));
    transport.hold = false;
    transport.answerAll();
    sink.put(List.of());
    sink.put(List.of());
    assertEquals(Set.of(), context.paused);
  }

  @Test
  void shouldResumePartitionsThatComeBackAndWerePausedWhenTheyWereTakenAway() {
    transport.hold = true;
    start().put(records(0, 41));
    sink.close(Set.of(T0, T1));
    context.assignment.clear();
    // Connect calls while the group rebalances, and there is nothing that could be resumed.
    sink.put(List.of());
    assertEquals(Set.of(T0, T1), context.paused, "what Connect remembers, and pauses again");
    context.assignment.addAll(Set.of(T0, T1));
    sink.open(Set.of(T0, T1));
    assertEquals(Set.of(), context.paused);
  }

  @Test
  void shouldHaveConnectCallAgainWhileAnAnswerIsAwaited() {
    transport.hold = true;
    start().put(records(0, 10));
    assertTrue(context.timeout > 0 && context.timeout <= 50, "timeout " + context.timeout);
    transport.answerAll();
    context.timeout = -1;
    sink.put(List.of());
    assertEquals(-1, context.timeout, "with nothing to do Connect may wait");
  }
}
