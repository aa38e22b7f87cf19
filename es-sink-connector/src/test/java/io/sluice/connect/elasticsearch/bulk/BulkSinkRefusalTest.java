package io.sluice.connect.elasticsearch.bulk;

import static io.sluice.connect.elasticsearch.bulk.FakeTransport.allFailing;
import static io.sluice.connect.elasticsearch.bulk.FakeTransport.failingWhere;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import co.elastic.clients.transport.TransportException;
import co.elastic.clients.transport.http.TransportHttpClient;
import co.elastic.clients.util.BinaryData;
import io.sluice.connect.elasticsearch.operation.OperationSettings;
import io.sluice.connect.elasticsearch.operation.WriteMethod;
import io.sluice.connect.elasticsearch.template.TextTemplate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done where many documents, or requests, are refused alike. */
class BulkSinkRefusalTest extends BulkSinkFixture {

  private static final TopicPartition U0 = new TopicPartition("u", 0);
  private static final String INTO_U = "\"_index\":\"u\"";
  private static final ErrorCause NO_WRITE_INDEX =
      new ErrorCause("illegal_argument_exception", "no write index is defined for alias [t]");
  private static final ErrorCause NO_PIPELINE =
      new ErrorCause("illegal_argument_exception", "pipeline with id [nginx] does not exist");
  private static final ErrorCause NO_EXPLICIT_INDEX =
      new ErrorCause("illegal_argument_exception", "explicit index in bulk is not allowed");

  @ParameterizedTest
  @EnumSource(names = {"FAIL", "WARN", "IGNORE"})
  void shouldNotPassOverAWholeBatchThatIsRefusedAlike(MalformedDocumentBehavior behavior) {
    onMalformed = behavior;
    batchSize = TargetAnswers.MIN_REFUSED;
    transport.answers = sent -> allFailing(sent, 400, NO_WRITE_INDEX);
    start().put(records(0, batchSize));
    String message = failureOf(() -> sink.put(List.of()));
    assertTrue(message.contains("no write index is defined for alias [t]"), message);
    assertTrue(message.contains("refused 20 documents"), message);
    assertEquals(0, preCommit(T0, batchSize));
  }

  @Test
  void shouldNotTakeDeletionsForASignThatATargetTakesDocuments() {
    onMalformed = MalformedDocumentBehavior.IGNORE;
    operations = byKey(WriteMethod.INDEX);
    onNull = NullValueBehavior.DELETE;
    batchSize = TargetAnswers.MIN_REFUSED + 1;
    transport.answers =
        sent -> failingWhere(sent, action -> !action.contains("delete"), 400, NO_PIPELINE);
    List<SinkRecord> records = new ArrayList<>();
    for (long offset = 0; offset < TargetAnswers.MIN_REFUSED; offset++) {
      records.add(keyed(offset, "key" + offset, "{}"));
    }
    records.add(keyed(TargetAnswers.MIN_REFUSED, "other", null));
    start().put(records);
    String message = failureOf(() -> sink.put(List.of()));
    assertTrue(message.contains("refused 20 documents"), message);
    assertEquals(0, preCommit(T0, records.size()));
  }

  @Test
  void shouldReportAWholeBatchThatIsRefusedAlike() {
    onMalformed = MalformedDocumentBehavior.REPORT;
    List<SinkRecord> reports = new ArrayList<>();
    context.reporter =
        (record, error) -> {
          reports.add(record);
          return CompletableFuture.completedFuture(null);
        };
    batchSize = 2 * TargetAnswers.MIN_REFUSED;
    transport.answers = sent -> allFailing(sent, 400, NO_WRITE_INDEX);
    start().put(records(0, batchSize));
    assertEquals(batchSize, preCommit(T0, batchSize));
    assertEquals(offsets(0, batchSize), reports.stream().map(SinkRecord::kafkaOffset).toList());
  }

  @Test
  void shouldPassOverFewDocumentsThatAreRefusedAlike() {
    onMalformed = MalformedDocumentBehavior.WARN;
    batchSize = TargetAnswers.MIN_REFUSED - 1;
    transport.answers = sent -> allFailing(sent, 400, NO_WRITE_INDEX);
    start().put(records(0, batchSize));
    assertEquals(batchSize, preCommit(T0, batchSize));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, TargetAnswers.MIN_REFUSED})
  void shouldFailWhereThePipelineOfAllDocumentsDoesNotExist(int records) {
    onMalformed = MalformedDocumentBehavior.IGNORE;
    operations = through("nginx");
    batchSize = records;
    transport.answers = sent -> allFailing(sent, 400, NO_PIPELINE);
    start().put(records(0, records));
    String message = failureOf(() -> sink.put(List.of()));
    assertTrue(message.contains("pipeline with id [nginx] does not exist"), message);
    assertTrue(message.contains("change the option pipeline"), message);
    assertEquals(0, preCommit(T0, records));
  }

  @ParameterizedTest
  @ValueSource(strings = {"other", "{topic}", "{header:pipeline}"})
  void shouldPassOverFewDocumentsOfAPipelineThatIsNotTheOneOfAll(String pipeline) {
    onMalformed = MalformedDocumentBehavior.IGNORE;
    operations = through(pipeline);
    transport.answers = sent -> allFailing(sent, 400, NO_PIPELINE);
    SinkRecord record = record(T0, 0, "{}");
    record.headers().addString("pipeline", "nginx");
    start().put(List.of(record));
    assertEquals(1, preCommit(T0, 1));
  }

  private static OperationSettings through(String pipeline) {
    OperationSettings usual = OperationSettings.DEFAULT;
    return new OperationSettings(
        usual.id(),
        usual.method(),
        usual.version(),
        usual.routing(),
        Optional.of(TextTemplate.parse(pipeline)),
        usual.deletes(),
        usual.framing(),
        usual.metadata());
  }

  @Test
  void shouldPassOverDocumentsThatAreRefusedEachInItsWords() {
    onMalformed = MalformedDocumentBehavior.WARN;
    batchSize = 40;
    transport.answers =
        sent -> {
          List<ItemFailure> failures =
              sent.offsets().stream()
                  .map(
                      offset ->
                          new ItemFailure(
                              offset.intValue(),
                              400,
                              new ErrorCause("illegal_argument_exception", "value " + offset)))
                  .toList();
          return new BulkResponse(200, failures.size(), failures, ErrorCause.UNKNOWN);
        };
    start().put(records(0, 40));
    assertEquals(40, preCommit(T0, 40));
  }

  @Test
  void shouldPassOverDocumentsOfATypeThatNamesThemAsTheFault() {
    onMalformed = MalformedDocumentBehavior.WARN;
    batchSize = 40;
    transport.answers =
        sent -> allFailing(sent, 400, new ErrorCause("document_parsing_exception", "no"));
    start().put(records(0, 40));
    assertEquals(40, preCommit(T0, 40));
  }

  @ParameterizedTest
  @EnumSource(names = {"WARN", "IGNORE"})
  void shouldNotPassOverAllDocumentsOfATargetAmongThoseOfAnother(
      MalformedDocumentBehavior behavior) {
    onMalformed = behavior;
    batchSize = 2 * TargetAnswers.MIN_REFUSED;
    transport.answers = sent -> failingWhere(sent, INTO_U, 400, NO_WRITE_INDEX);
    start().put(mixed(0, TargetAnswers.MIN_REFUSED));
    String message = failureOf(() -> sink.put(List.of()));
    assertTrue(message.contains("topic u, partition 0, offset 0 for u"), message);
    assertTrue(message.contains("refused 20 documents"), message);
    assertEquals(0, preCommit(U0, 20));
    assertEquals(20, preCommit(T0, 20), "what the other target took is done");
  }

  @Test
  void shouldNotPassOverATargetThatTookDocumentsBefore() {
    onMalformed = MalformedDocumentBehavior.IGNORE;
    batchSize = 2 * TargetAnswers.MIN_REFUSED;
    start().put(mixed(0, TargetAnswers.MIN_REFUSED));
    transport.answers = sent -> failingWhere(sent, INTO_U, 400, NO_WRITE_INDEX);
    String message = failureOf(() -> sink.put(mixed(20, 40)));
    assertTrue(message.contains("refused 20 documents"), message);
    assertEquals(20, preCommit(U0, 40));
  }

  @Test
  void shouldAddUpWhatATargetRefusesThatHasTakenNothing() {
    onMalformed = MalformedDocumentBehavior.IGNORE;
    transport.answers = sent -> failingWhere(sent, INTO_U, 400, NO_WRITE_INDEX);
    start();
    for (int i = 0; i < 3; i++) {
      sink.put(mixed(i * 5, i * 5 + 5));
    }
    assertEquals(15, preCommit(U0, 15), "few may be an accident");
    String message = failureOf(() -> sink.put(mixed(15, 20)));
    assertTrue(message.contains("refused 20 documents"), message);
    assertEquals(15, preCommit(U0, 20));
    assertEquals(20, preCommit(T0, 20));
  }

  @Test
  void shouldNotAddUpWhatATargetRefusesThatHasTakenSome() {
    onMalformed = MalformedDocumentBehavior.IGNORE;
    start().put(mixed(0, 5));
    transport.answers = sent -> failingWhere(sent, INTO_U, 400, NO_WRITE_INDEX);
    for (int i = 1; i < 20; i++) {
      sink.put(mixed(i * 5, i * 5 + 5));
    }
    assertEquals(100, preCommit(U0, 100));
  }

  @Test
  void shouldNotAddUpWhatIsRefusedInOtherWords() {
    onMalformed = MalformedDocumentBehavior.IGNORE;
    transport.answers =
        sent ->
            failingWhere(
                sent,
                INTO_U,
                400,
                new ErrorCause("illegal_argument_exception", "value " + sent.actions.get(0)));
    start();
    for (int i = 0; i < 20; i++) {
      sink.put(mixed(i * 5, i * 5 + 5));
    }
    assertEquals(100, preCommit(U0, 100));
  }

  @Test
  void shouldGoOnWhereATargetTakesOneOfManyThatItRefuses() {
    onMalformed = MalformedDocumentBehavior.IGNORE;
    batchSize = 100;
    transport.answers =
        sent -> {
          BulkResponse all = failingWhere(sent, INTO_U, 400, NO_WRITE_INDEX);
          List<ItemFailure> failures = all.failures();
          return new BulkResponse(
              200, all.items(), failures.subList(1, failures.size()), ErrorCause.UNKNOWN);
        };
    start();
    for (int i = 0; i < 5; i++) {
      sink.put(mixed(i * 50, i * 50 + 50));
    }
    assertEquals(250, preCommit(U0, 250));
  }

  /** Records of t and u in turn. */
  private static List<SinkRecord> mixed(long from, long to) {
    List<SinkRecord> records = new ArrayList<>();
    for (long offset = from; offset < to; offset++) {
      records.add(record(T0, offset, "{}"));
      records.add(record(U0, offset, "{}"));
    }
    return records;
  }

  @Test
  void shouldNotFailOverAWholeBatchThatWasRevoked() {
    batchSize = 40;
    transport.hold = true;
    start().put(records(0, 40));
    sink.close(List.of(T0));
    transport.answers = sent -> allFailing(sent, 400, NO_WRITE_INDEX);
    transport.answerAll();
    repeat(2);
  }

  @Test
  void shouldQuoteTheBeginningOfAProxysPageOnly() {
    String page = "<html>" + "x".repeat(100_000);
    ensurer =
        name ->
            CompletableFuture.failedFuture(
                new TransportException(
                    new Answer(404), "not understood", "es/get", new IOException(page)));
    ConnectException thrown =
        assertThrows(ConnectException.class, () -> start().put(records(0, 10)));
    assertTrue(thrown.getMessage().contains("<html>"), thrown.getMessage());
    assertTrue(thrown.getMessage().length() < 1500, "" + thrown.getMessage().length());
    assertNull(thrown.getCause(), "which would be logged in full");
  }

  // Whole requests refused

  @ParameterizedTest
  @EnumSource(names = {"WARN", "IGNORE", "REPORT"})
  void shouldNotPassOverEveryDocumentWhereEveryRequestIsRefused(
      MalformedDocumentBehavior behavior) {
    onMalformed = behavior;
    context.reporter = (record, error) -> CompletableFuture.completedFuture(null);
    transport.answers = sent -> BulkResponse.refused(400, NO_EXPLICIT_INDEX);
    start();
    String message =
        failureOf(
            () -> {
              for (int i = 0; i < 10; i++) {
                sink.put(records(i * 10, i * 10 + 10));
              }
            });
    assertTrue(message.contains("explicit index in bulk is not allowed"), message);
    assertTrue(message.contains("refused 20 requests of a single document"), message);
    assertTrue(message.contains("19 documents before this one were passed over"), message);
    assertTrue(preCommit(T0, 100) < TargetAnswers.MIN_REFUSED);
  }

  @Test
  void shouldPassOverDocumentsForWhichRequestsAreRefusedWhereOthersAreLetIn() {
    onMalformed = MalformedDocumentBehavior.IGNORE;
    transport.answers =
        sent ->
            sent.offsets().stream().anyMatch(offset -> offset % 5 == 0)
                ? BulkResponse.refused(400, NO_EXPLICIT_INDEX)
                : FakeTransport.allCreated(sent);
    start();
    for (int i = 0; i < 30; i++) {
      sink.put(records(i * 10, i * 10 + 10));
    }
    assertEquals(300, preCommit(T0, 300));
  }

  @ParameterizedTest
  @CsvSource({"400,true", "413,false"})
  void shouldPassOverDocumentsEachOfWhichHasItsRequestRefusedForItself(int status, boolean named) {
    onMalformed = MalformedDocumentBehavior.IGNORE;
    transport.answers =
        sent ->
            BulkResponse.refused(
                status,
                new ErrorCause(
                    "illegal_argument_exception", named ? "value " + sent.offsets() : "too large"));
    start();
    for (int i = 0; i < 4; i++) {
      sink.put(records(i * 10, i * 10 + 10));
    }
    assertEquals(40, preCommit(T0, 40));
  }

  /** An answer of which nothing is known but its status. */
  private record Answer(int statusCode) implements TransportHttpClient.Response {

    @Override
    public TransportHttpClient.Node node() {
      return null;
    }

    @Override
    public String header(String name) {
      return null;
    }

    @Override
    public List<String> headers(String name) {
      return List.of();
    }

    @Override
    public BinaryData body() {
      return null;
    }

    @Override
    public Object originalResponse() {
      return null;
    }

    @Override
    public void close() {}
  }
}
