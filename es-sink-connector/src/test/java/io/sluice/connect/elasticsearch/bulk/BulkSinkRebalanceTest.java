package io.sluice.connect.elasticsearch.bulk;

import static io.sluice.connect.elasticsearch.bulk.FakeTransport.failing;
import static io.sluice.connect.elasticsearch.bulk.FakeTransport.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Partitions that are taken away and come back. */
class BulkSinkRebalanceTest extends BulkSinkFixture {

  @Test
  void shouldIgnoreAnswersForPartitionsThatWereRevoked() {
    transport.hold = true;
    start().put(records(0, 10));
    sink.close(List.of(T0));
    transport.answers = sent -> failing(sent, failure(3, 400, "document_parsing_exception"));
    transport.answerAll();
    sink.put(List.of());
    assertEquals(7, preCommit(T0, 7), "as if it had never been there");
  }

  @Test
  void shouldNotRetryForPartitionsThatWereRevoked() {
    transport.answers = sent -> new ConnectException("refused");
    start().put(records(0, 45));
    sink.put(List.of());
    sink.close(List.of(T0));
    int before = transport.requests.size();
    time.now += 60_000;
    sink.put(List.of());
    assertEquals(before, transport.requests.size());
    assertEquals(Set.of(), context.paused, "what was buffered is gone");
  }

  @Test
  void shouldTakeAPartitionBackFromWhereItWasCommitted() {
    transport.hold = true;
    start().put(records(0, 10));
    sink.close(List.of(T0));
    sink.open(List.of(T0));
    sink.put(records(0, 10));
    transport.answerNext();
    assertEquals(0, preCommit(T0, 10), "the first answer is to the revoked partition");
    transport.answerNext();
    assertEquals(10, preCommit(T0, 10));
  }

  @Test
  void shouldKeepOtherPartitionsOnARebalance() {
    transport.hold = true;
    List<SinkRecord> records = new ArrayList<>(records(0, 5));
    LongStream.range(0, 5).forEach(offset -> records.add(record(T1, offset, "{}")));
    start().put(records);
    sink.close(List.of(T0));
    assertEquals(0, preCommit(T1, 5));
    transport.answerAll();
    assertEquals(5, preCommit(T1, 5));
  }
}
