package io.sluice.connect.elasticsearch.bulk;

import static io.sluice.connect.elasticsearch.bulk.FakeTransport.allFailing;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When it is told that all documents of a topic are there already. */
class BulkSinkDuplicatesTest extends BulkSinkFixture {

  private static final ErrorCause THERE_ALREADY =
      new ErrorCause("version_conflict_engine_exception", "document already exists");
  private static final String RECREATED = "was the topic recreated?";

  @Test
  void shouldWarnOnceWhereAllIsThereAlready() {
    batchSize = 1000;
    batchBytes = 1_000_000;
    transport.answers = sent -> allFailing(sent, 409, THERE_ALREADY);
    start().put(records(0, DuplicateRun.WARN_AFTER));
    sink.put(List.of());
    assertEquals(List.of(), log.lines(RECREATED), "it may be a replay so far");
    sink.put(records(10_000, 12_000));
    sink.put(records(12_000, 30_000));
    sink.put(List.of());
    assertEquals(1, log.lines(RECREATED).size());
    assertEquals(
        1, log.lines("topic t, partition 0, from offset 0: all of 10001 documents were").size());
    assertEquals(30_000, preCommit(T0, 30_000));
  }

  @Test
  void shouldNotWarnWhereSomethingBetweenWasNew() {
    batchSize = 1000;
    batchBytes = 1_000_000;
    transport.answers =
        sent ->
            sent.offsets().contains(5000L)
                ? FakeTransport.allCreated(sent)
                : allFailing(sent, 409, THERE_ALREADY);
    start().put(records(0, 15_000));
    sink.put(List.of());
    assertEquals(15_000, preCommit(T0, 15_000));
    assertEquals(List.of(), log.lines(RECREATED));
  }

  @Test
  void shouldNotWarnWhereAnEarlierRequestMayHaveIndexedIt() {
    batchSize = 1000;
    batchBytes = 1_000_000;
    start();
    for (int i = 0; i < 15; i++) {
      transport.answers = sent -> new IOException("the answer was lost");
      sink.put(records(i * 1000L, i * 1000L + 1000));
      sink.put(List.of());
      transport.answers = sent -> allFailing(sent, 409, THERE_ALREADY);
      repeat(1);
      sink.put(List.of());
    }
    assertEquals(15_000, preCommit(T0, 15_000));
    assertEquals(30, transport.requests.size());
    assertEquals(List.of(), log.lines(RECREATED));
  }
}
