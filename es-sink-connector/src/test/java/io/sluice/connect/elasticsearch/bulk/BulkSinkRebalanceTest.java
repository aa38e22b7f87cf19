package io.sluice.connect.elasticsearch.bulk;

import static io.sluice.connect.elasticsearch.bulk.FakeTransport.allFailing;
import static io.sluice.connect.elasticsearch.bulk.FakeTransport.failing;
import static io.sluice.connect.elasticsearch.bulk.FakeTransport.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.ErrorResponse;
import io.sluice.connect.elasticsearch.operation.WriteMethod;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.apache.kafka.common.record.TimestampType;
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
  void shouldSendNothingMoreOfARevokedPartitionWhereverItsRecordsWait() {
    transport.hold = true;
    start().put(mixed(0, 26));
    transport.answers =
        sent -> allFailing(sent, 429, new ErrorCause("es_rejected_execution_exception", "full"));
    transport.answerNext();
    sink.put(List.of());
    assertEquals(3, transport.requests.size(), "two are under way, one waits for its retry");
    sink.close(List.of(T0));
    transport.answers = sent -> new ConnectException("refused");
    transport.answerAll();
    transport.answers = FakeTransport::allCreated;
    transport.hold = false;
    repeat(3);
    assertEquals(26, preCommit(T1, 26));
    assertEquals(
        LongStream.range(0, 26).boxed().toList(),
        transport.requests.stream()
            .skip(3)
            .flatMap(sent -> sent.actions.stream())
            .peek(action -> assertTrue(action.contains("t+1+"), action))
            .map(action -> action.replaceAll(".*\\+(\\d+)\".*", "$1"))
            .map(Long::valueOf)
            .sorted()
            .toList());
  }

  @Test
  void shouldSendNothingMoreOfARevokedPartitionWhenARequestIsDivided() {
    transport.hold = true;
    List<SinkRecord> records = new ArrayList<>(records(0, 5));
    LongStream.range(0, 5).forEach(offset -> records.add(record(T1, offset, "{}")));
    start().put(records);
    sink.close(List.of(T0));
    transport.answers = sent -> BulkResponse.refused(413, ErrorCause.UNKNOWN);
    transport.answerNext();
    sink.put(List.of());
    assertEquals(2, transport.requests.size(), "of the first half nothing is left");
    assertEquals(5, transport.requests.get(1).actions.size());
    transport.requests.get(1).actions.forEach(a -> assertTrue(a.contains("t+1+"), a));
  }

  @Test
  void shouldKeepTheOrderOfAnIdOfWhichOneRecordWasRevoked() {
    operations = byKey(WriteMethod.INDEX);
    batchSize = 3;
    transport.answers = sent -> new ConnectException("refused");
    SinkRecord kept =
        new SinkRecord(
            "t", 1, null, "a", null, "{\"n\":1}", 0, 1_700_000_000_000L, TimestampType.CREATE_TIME);
    start().put(List.of(keyed(0, "a", "{\"n\":0}"), kept, keyed(1, "b", "{}")));
    sink.put(List.of());
    sink.close(List.of(T0));
    transport.answers = FakeTransport::allCreated;
    sink.open(List.of(T0));
    sink.put(List.of(keyed(0, "a", "{\"n\":2}")));
    repeat(4);
    assertEquals(
        List.of("{\"n\":1}", "{\"n\":2}"),
        transport.requests.stream().skip(1).flatMap(sent -> sent.documents.stream()).toList());
    assertEquals(1, preCommit(T0, 1));
    assertEquals(1, preCommit(T1, 1));
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

  /** Records of both partitions by turns. */
  private static List<SinkRecord> mixed(long from, long to) {
    List<SinkRecord> records = new ArrayList<>();
    for (long offset = from; offset < to; offset++) {
      records.add(record(T0, offset, "{}"));
      records.add(record(T1, offset, "{}"));
    }
    return records;
  }

  @Test
  void shouldNotFailOverATargetOfWhichAllIsRevoked() {
    CompletableFuture<Void> check = new CompletableFuture<>();
    ensurer = name -> check;
    start().put(records(0, 10));
    sink.close(List.of(T0));
    check.completeExceptionally(forbidden());
    repeat(2);
    ensurer = name -> CompletableFuture.completedFuture(null);
    sink.open(List.of(T0));
    sink.put(records(0, 10));
    repeat(1);
    assertEquals(10, preCommit(T0, 10));
    assertEquals(List.of("t", "t"), ensured, "what was said of it before may be mended");
  }

  @Test
  void shouldFailOverATargetThatAnotherPartitionNeedsStill() {
    CompletableFuture<Void> check = new CompletableFuture<>();
    ensurer = name -> check;
    start().put(records(0, 10));
    sink.put(List.of(record(T1, 0, "{}")));
    sink.close(List.of(T0));
    check.completeExceptionally(forbidden());
    assertTrue(failureOf(() -> repeat(2)).contains("Checking t failed with status 403"));
    assertEquals(List.of("t"), ensured);
  }

  private static ElasticsearchException forbidden() {
    return new ElasticsearchException(
        "es/indices.get",
        ErrorResponse.of(
            response ->
                response
                    .status(403)
                    .error(error -> error.type("security_exception").reason("unauthorized"))));
  }

  @Test
  void shouldNotCountDocumentsAgainWhosePartitionCameBack() {
    onMalformed = MalformedDocumentBehavior.IGNORE;
    transport.answers =
        sent -> allFailing(sent, 500, new ErrorCause("null_pointer_exception", "because"));
    start();
    for (int i = 0; i < 3; i++) {
      sink.put(records(0, 10));
      repeat(2 * Verdict.RETRY_LIMIT);
      sink.close(List.of(T0));
      sink.open(List.of(T0));
    }
    transport.answers = FakeTransport::allCreated;
    sink.put(records(0, 10));
    repeat(1);
    assertEquals(10, preCommit(T0, 10));
  }
}
