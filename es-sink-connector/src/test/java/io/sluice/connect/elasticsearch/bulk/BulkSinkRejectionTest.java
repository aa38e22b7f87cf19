package io.sluice.connect.elasticsearch.bulk;

import static io.sluice.connect.elasticsearch.bulk.FakeTransport.failing;
import static io.sluice.connect.elasticsearch.bulk.FakeTransport.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that no document comes of, and documents that Elasticsearch does not take. */
class BulkSinkRejectionTest extends BulkSinkFixture {

  @Test
  void shouldPassOverNullValues() {
    start().put(List.of(record(T0, 0, null)));
    assertEquals(1, preCommit(T0, 1));
    assertEquals(0, transport.requests.size());
  }

  @Test
  void shouldNotReportNullValuesThatAreIgnored() {
    onMalformed = MalformedDocumentBehavior.REPORT;
    context.reporter =
        (record, error) -> {
          throw new AssertionError("to the dead letter queue: " + record, error);
        };
    start().put(List.of(record(T0, 0, null)));
    assertEquals(1, preCommit(T0, 1));
    assertEquals(List.of(), log.lines("offset"), "and nothing is said about them");
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
}
