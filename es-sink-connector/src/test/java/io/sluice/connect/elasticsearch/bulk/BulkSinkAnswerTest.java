package io.sluice.connect.elasticsearch.bulk;

import static io.sluice.connect.elasticsearch.bulk.FakeTransport.failing;
import static io.sluice.connect.elasticsearch.bulk.FakeTransport.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.elasticsearch.index.CreateMode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows from an answer, for one document or for all. */
class BulkSinkAnswerTest extends BulkSinkFixture {

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

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void shouldRetryARejectedDocumentForAsLongAsItTakes(int status) {
    transport.answers = sent -> failing(sent, failure(3, status, "any_exception"));
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
    start();
    String message = failureOf(() -> putMore(3 * Verdict.RETRY_LIMIT));
    assertTrue(message.contains("offset 3") && message.contains("some_defect"), message);
    assertEquals(
        Verdict.RETRY_LIMIT + 1,
        transport.sentOffsets().stream().filter(offset -> offset == 3).count());
    assertEquals(3, preCommit(T0, 300));
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
  void shouldSayOnceThatRequestsAreTooLargeAndForWhat() {
    onMalformed = MalformedDocumentBehavior.WARN;
    transport.answers =
        sent ->
            sent.actions.size() > 3 || sent.offsets().contains(13L)
                ? BulkResponse.refused(413, ErrorCause.UNKNOWN)
                : FakeTransport.allCreated(sent);
    start();
    sink.put(records(0, 10));
    sink.put(records(10, 20));
    assertEquals(20, preCommit(T0, 20));
    assertEquals(1, log.lines("bytes was refused as too large (413)").size());
    assertEquals(
        1,
        log.lines("offset 13 cannot be indexed into t: status 413, no error type, larger").size());
    assertEquals(2, log.lines("http.max_content_length").size());
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
    "403,security_exception,create_doc",
    "403,,Something before Elasticsearch",
    "403,policy_violation,Something before Elasticsearch",
    "404,,connection.url",
    "407,,connection.proxy.password",
    "400,,connection.url"
  })
  void shouldFailWhereARequestIsRefusedForGood(int status, String type, String advice) {
    transport.answers = sent -> BulkResponse.refused(status, new ErrorCause(type, null));
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
}
