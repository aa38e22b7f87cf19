package io.sluice.connect.elasticsearch.bulk;

import static io.sluice.connect.elasticsearch.bulk.FakeTransport.failing;
import static io.sluice.connect.elasticsearch.bulk.FakeTransport.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.elasticsearch.index.CreateMode;
import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BulkSinkTest extends BulkSinkFixture {

  // Batches

  @Test
  void shouldWriteOneActionAndOneDocumentLinePerRecord() {
    start().put(List.of(record(T1, 7, "{\"a\":\n1}")));
    linger();
    assertEquals(
        List.of("{\"create\":{\"_index\":\"t\",\"_id\":\"t+1+7\"}}"),
        transport.requests.get(0).actions);
    assertEquals(List.of("{\"a\": 1}"), transport.requests.get(0).documents);
  }

  @Test
  void shouldSendABatchWhenItHasItsSize() {
    start().put(records(0, 25));
    assertEquals(2, transport.requests.size());
    assertEquals(offsets(0, 20), transport.sentOffsets());
  }

  @Test
  void shouldSendABatchBeforeItHasTooManyBytes() {
    batchBytes = 2048;
    start()
        .put(List.of(record(T0, 0, json(900)), record(T0, 1, json(900)), record(T0, 2, json(900))));
    assertEquals(List.of(0L, 1L), transport.sentOffsets());
    linger();
    assertEquals(offsets(0, 3), transport.sentOffsets());
    assertTrue(transport.requests.stream().allMatch(sent -> sent.bytes <= 2048));
  }

  @Test
  void shouldSendALargeDocumentByItself() {
    batchBytes = 2048;
    start()
        .put(List.of(record(T0, 0, json(10)), record(T0, 1, json(5000)), record(T0, 2, json(10))));
    linger();
    assertEquals(
        List.of(1, 1, 1), transport.requests.stream().map(sent -> sent.actions.size()).toList());
    assertEquals(offsets(0, 3), transport.sentOffsets());
  }

  @Test
  void shouldSendAPartialBatchWhenItHasLingered() {
    start().put(records(0, 3));
    assertEquals(0, transport.requests.size());
    assertEquals(LINGER, context.timeout, "Connect is to call again in time");
    time.now += LINGER - 1;
    sink.put(List.of());
    assertEquals(0, transport.requests.size());
    time.now += 1;
    sink.put(List.of());
    assertEquals(offsets(0, 3), transport.sentOffsets());
  }

  @Test
  void shouldNotHaveMoreRequestsInFlightThanAllowed() {
    transport.hold = true;
    start().put(records(0, 39));
    assertEquals(2, transport.requests.size());
    transport.answerNext();
    sink.put(List.of());
    assertEquals(3, transport.requests.size());
  }

  // Offsets

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

  // Records that are passed over

  @Test
  void shouldPassOverNullValues() {
    start().put(List.of(record(T0, 0, null)));
    assertEquals(1, preCommit(T0, 1));
    assertEquals(0, transport.requests.size());
  }

  @Test
  void shouldFailOnNullValuesWhereAskedTo() {
    onNull = NullValueBehavior.FAIL;
    String message = failureOf(() -> start().put(List.of(record(T0, 4, null))));
    assertTrue(message.contains("partition 0, offset 4"), message);
    assertTrue(message.contains("behavior.on.null.values"), message);
    assertEquals(4, preCommit(T0, 5), "and it is not committed");
  }

  @Test
  void shouldFailOnAMalformedDocument() {
    transport.answers = sent -> failing(sent, failure(3, 400, "document_parsing_exception"));
    start().put(records(0, 10));
    String message = failureOf(() -> sink.put(List.of()));
    for (String part :
        List.of(
            "topic t, partition 0, offset 3",
            "into t",
            "400",
            "document_parsing_exception",
            "because",
            "behavior.on.malformed.documents")) {
      assertTrue(message.contains(part), message);
    }
    assertEquals(3, preCommit(T0, 10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"WARN", "IGNORE"})
  void shouldPassOverMalformedDocuments(MalformedDocumentBehavior behavior) {
    onMalformed = behavior;
    transport.answers = sent -> failing(sent, failure(3, 400, "document_parsing_exception"));
    List<SinkRecord> records = new ArrayList<>(records(0, 9));
    records.add(record(T0, 9, 42));
    start().put(records);
    assertEquals(10, preCommit(T0, 10));
    assertEquals(offsets(0, 9), transport.sentOffsets());
  }

  @Test
  void shouldFinishAReportedRecordWhenTheDeadLetterQueueHasIt() {
    onMalformed = MalformedDocumentBehavior.REPORT;
    CompletableFuture<Void> reported = new CompletableFuture<>();
    List<SinkRecord> reports = new ArrayList<>();
    context.reporter =
        (record, error) -> {
          reports.add(record);
          return reported;
        };
    transport.answers = sent -> failing(sent, failure(3, 400, "document_parsing_exception"));
    start().put(records(0, 10));
    assertEquals(3, preCommit(T0, 10));
    assertEquals(List.of(3L), reports.stream().map(SinkRecord::kafkaOffset).toList());
    reported.complete(null);
    assertEquals(10, preCommit(T0, 10));
  }

  @Test
  void shouldFailWhereTheDeadLetterQueueDoes() {
    onMalformed = MalformedDocumentBehavior.REPORT;
    context.reporter = (record, error) -> CompletableFuture.failedFuture(new IOException("full"));
    String message = failureOf(() -> start().put(List.of(record(T0, 0, 42))));
    assertTrue(message.contains("dead letter queue"), message);
    assertEquals(0, preCommit(T0, 1));
  }

  // Answers about single documents

  @Test
  void shouldTakeADuplicateForIndexed() {
    transport.answers = sent -> failing(sent, failure(3, 409, "version_conflict_engine_exception"));
    start().put(records(0, 10));
    assertEquals(10, preCommit(T0, 10));
    assertEquals(1, transport.requests.size());
  }

  @ParameterizedTest
  @CsvSource({
    "429,es_rejected_execution_exception",
    "403,cluster_block_exception",
    "503,unavailable_shards_exception",
    "500,node_closed_exception"
  })
  void shouldRetryOnlyTheDocumentsThatWereRefused(int status, String type) {
    transport.answers =
        sent ->
            transport.requests.size() == 1
                ? failing(sent, failure(3, status, type))
                : FakeTransport.allCreated(sent);
    start().put(records(0, 10));
    assertEquals(3, preCommit(T0, 10));
    assertEquals(1, transport.requests.size(), "not before the backoff is over");
    assertEquals(BACKOFF, context.timeout);
    time.now += BACKOFF;
    sink.put(List.of());
    assertEquals(List.of(3L), transport.requests.get(1).offsets());
    assertEquals(10, preCommit(T0, 10));
  }

  @Test
  void shouldRetryARejectedDocumentForAsLongAsItTakes() {
    transport.answers = sent -> failing(sent, failure(3, 429, "es_rejected_execution_exception"));
    start().put(records(0, 10));
    for (int i = 0; i < 100; i++) {
      time.now += 10_000;
      sink.put(List.of());
    }
    assertTrue(transport.requests.size() > 90);
    transport.answers = FakeTransport::allCreated;
    time.now += 10_000;
    sink.put(List.of());
    assertEquals(10, preCommit(T0, 10));
  }

  @Test
  void shouldGiveUpOnAServerErrorThatStays() {
    transport.answers = sent -> failing(sent, failure(3, 500, "some_defect"));
    start().put(records(0, 10));
    String message = failureOf(() -> repeat(Verdict.RETRY_LIMIT + 2));
    assertTrue(message.contains("offset 3") && message.contains("some_defect"), message);
    assertEquals(Verdict.RETRY_LIMIT + 1, transport.requests.size());
    assertEquals(3, preCommit(T0, 10));
  }

  @Test
  void shouldFailOnAMissingPermission() {
    transport.answers = sent -> failing(sent, failure(3, 403, "security_exception"));
    start().put(records(0, 10));
    assertTrue(failureOf(() -> sink.put(List.of())).contains("create_doc"));
  }

  @Test
  void shouldEnsureAnIndexAgainThatHasGone() {
    transport.answers =
        sent ->
            transport.requests.size() == 1
                ? failing(sent, failure(3, 404, "index_not_found_exception"))
                : FakeTransport.allCreated(sent);
    start().put(records(0, 10));
    sink.put(List.of());
    time.now += BACKOFF;
    sink.put(List.of());
    assertEquals(List.of("t", "t"), ensured);
    assertEquals(10, preCommit(T0, 10));
  }

  @Test
  void shouldFailOnAnIndexThatHasGoneWhereItMustNotCreateIt() {
    createMode = CreateMode.NONE;
    transport.answers = sent -> failing(sent, failure(3, 404, "index_not_found_exception"));
    start().put(records(0, 10));
    assertTrue(failureOf(() -> sink.put(List.of())).contains("create=none"));
  }

  // Answers about whole requests

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 502, 503, 504, 500})
  void shouldRetryAWholeRequest(int status) {
    transport.answers =
        sent ->
            transport.requests.size() == 1
                ? BulkResponse.refused(status, ErrorCause.UNKNOWN)
                : FakeTransport.allCreated(sent);
    start().put(records(0, 10));
    sink.put(List.of());
    time.now += BACKOFF;
    sink.put(List.of());
    assertEquals(offsets(0, 10), transport.requests.get(1).offsets());
    assertEquals(10, preCommit(T0, 10));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 9, 11})
  void shouldSendAgainWhatWasAnsweredWithAnotherNumberOfItems(int items) {
    transport.answers =
        sent ->
            transport.requests.size() == 1
                ? new BulkResponse(200, items, List.of(), ErrorCause.UNKNOWN)
                : FakeTransport.allCreated(sent);
    start().put(records(0, 10));
    assertEquals(0, preCommit(T0, 10));
    time.now += BACKOFF;
    sink.put(List.of());
    assertEquals(10, preCommit(T0, 10));
  }

  @Test
  void shouldGiveUpOnAnswersThatStayUnreadable() {
    transport.answers = sent -> BulkResponse.unreadable(200, "no JSON");
    start().put(records(0, 10));
    assertTrue(failureOf(() -> repeat(Verdict.RETRY_LIMIT + 2)).contains("no JSON"));
  }

  @Test
  void shouldDivideARequestThatIsTooLarge() {
    transport.answers =
        sent ->
            sent.actions.size() > 3
                ? BulkResponse.refused(413, ErrorCause.UNKNOWN)
                : FakeTransport.allCreated(sent);
    start().put(records(0, 10));
    assertEquals(10, preCommit(T0, 10));
    assertEquals(
        offsets(0, 10),
        transport.requests.stream()
            .filter(sent -> sent.actions.size() <= 3)
            .flatMap(sent -> sent.offsets().stream())
            .sorted()
            .toList());
  }

  @Test
  void shouldFindTheOneDocumentForWhichAWholeRequestIsRefused() {
    onMalformed = MalformedDocumentBehavior.WARN;
    transport.answers =
        sent ->
            sent.offsets().contains(7L)
                ? BulkResponse.refused(400, new ErrorCause("illegal_argument_exception", "no"))
                : FakeTransport.allCreated(sent);
    start().put(records(0, 10));
    assertEquals(10, preCommit(T0, 10));
    assertEquals(
        List.of(List.of(7L)),
        transport.requests.stream()
            .filter(sent -> sent.offsets().equals(List.of(7L)))
            .map(FakeTransport.Sent::offsets)
            .toList());
  }

  @ParameterizedTest
  @CsvSource({
    "401,connection.password",
    "403,create_doc",
    "404,connection.url",
    "400,connection.url"
  })
  void shouldFailWhereARequestIsRefusedForGood(int status, String advice) {
    transport.answers = sent -> BulkResponse.refused(status, ErrorCause.UNKNOWN);
    start().put(records(0, 10));
    String message = failureOf(() -> sink.put(List.of()));
    assertTrue(message.contains(advice) && message.contains("" + status), message);
    assertEquals(0, preCommit(T0, 10));
    assertEquals(1, transport.requests.size());
  }

  @Test
  void shouldFailWhereTheClientIsBroken() {
    transport.answers = sent -> new IllegalStateException("I/O reactor has been shut down");
    start().put(records(0, 10));
    assertTrue(failureOf(() -> sink.put(List.of())).contains("reactor"));
    assertEquals(0, preCommit(T0, 10));
  }

  // Outages and back-pressure

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
  void shouldHaveConnectCallAgainWhileAnAnswerIsAwaited() {
    transport.hold = true;
    start().put(records(0, 10));
    assertTrue(context.timeout > 0 && context.timeout <= 50, "timeout " + context.timeout);
    transport.answerAll();
    context.timeout = -1;
    sink.put(List.of());
    assertEquals(-1, context.timeout, "with nothing to do Connect may wait");
  }

  // Rebalance

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

  // Targets

  @Test
  void shouldEnsureATargetOnceBeforeItsFirstDocument() {
    CompletableFuture<Void> checked = new CompletableFuture<>();
    ensurer = name -> checked;
    start().put(records(0, 10));
    sink.put(records(10, 20));
    assertEquals(0, transport.requests.size());
    assertEquals(List.of("t"), ensured);
    checked.complete(null);
    sink.put(List.of());
    assertEquals(offsets(0, 20), transport.sentOffsets());
    assertEquals(List.of("t"), ensured);
  }

  @Test
  void shouldWaitForAClusterThatIsNotUpYet() {
    ensurer = name -> CompletableFuture.failedFuture(new ConnectException("refused"));
    start().put(records(0, 45));
    for (int i = 0; i < 20; i++) {
      time.now += 10_000;
      sink.put(List.of());
    }
    assertEquals(Set.of(T0, T1), context.paused);
    ensurer = name -> CompletableFuture.completedFuture(null);
    time.now += 10_000;
    sink.put(List.of());
    sink.put(List.of());
    assertEquals(45, preCommit(T0, 45));
    assertEquals(Set.of(), context.paused);
  }

  @Test
  void shouldFailOnATopicOfWhichNoIndexNameComes() {
    String message =
        failureOf(() -> start().put(List.of(record(new TopicPartition("_t", 0), 0, "{}"))));
    assertTrue(message.contains("topic.to.index"), message);
  }
}
