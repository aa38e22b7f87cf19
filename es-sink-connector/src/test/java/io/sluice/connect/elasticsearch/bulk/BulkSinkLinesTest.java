package io.sluice.connect.elasticsearch.bulk;

import static io.sluice.connect.elasticsearch.bulk.FakeTransport.failing;
import static io.sluice.connect.elasticsearch.bulk.FakeTransport.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.elasticsearch.document.KafkaMetadata;
import io.sluice.connect.elasticsearch.metrics.Metric;
import io.sluice.connect.elasticsearch.operation.IdSource;
import io.sluice.connect.elasticsearch.operation.OperationSettings;
import io.sluice.connect.elasticsearch.operation.ValueFraming;
import io.sluice.connect.elasticsearch.operation.VersionSource;
import io.sluice.connect.elasticsearch.operation.WriteMethod;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records whose values hold a document in each line. */
class BulkSinkLinesTest extends BulkSinkFixture {

  @BeforeEach
  void frameLines() {
    operations = framing(IdSource.OFFSET, WriteMethod.CREATE);
  }

  @Test
  void shouldGiveEachLineAnIdOfItsOwn() {
    start().put(List.of(lines(7, "{\"a\":1}\n{\"a\":2}\n"), lines(8, "{\"a\":3}")));
    linger();
    assertEquals(
        List.of("t+0+7+0", "t+0+7+1", "t+0+8+0"),
        transport.requests.get(0).actions.stream()
            .map(action -> action.replaceAll(".*\"_id\":\"([^\"]*)\".*", "$1"))
            .toList());
    assertEquals(
        List.of("{\"a\":1}", "{\"a\":2}", "{\"a\":3}"), transport.requests.get(0).documents);
  }

  @Test
  void shouldCommitARecordWhenAllOfItsLinesAreIndexed() {
    transport.hold = true;
    start().put(List.of(lines(0, "{}\n".repeat(5)), lines(1, "{}\n".repeat(15))));
    assertEquals(2, transport.requests.size());
    FakeTransport.Sent first = transport.unanswered.remove();
    transport.answerNext();
    assertEquals(0, preCommit(T0, 2));
    first.answer.complete(FakeTransport.allCreated(first));
    assertEquals(2, preCommit(T0, 2));
  }

  @Test
  void shouldNotCommitARecordOfWhichALineIsRetried() {
    transport.answers =
        sent ->
            transport.requests.size() == 1
                ? failing(sent, failure(1, 429, "es_rejected_execution_exception"))
                : FakeTransport.allCreated(sent);
    start().put(List.of(lines(3, "{}\n{}\n{}\n")));
    assertEquals(3, preCommit(T0, 4));
    repeat(1);
    assertEquals(4, preCommit(T0, 4));
  }

  @Test
  void shouldFinishARecordWithoutLines() {
    start().put(List.of(lines(0, ""), lines(1, null)));
    assertEquals(2, preCommit(T0, 2));
    assertEquals(0, transport.requests.size());
    assertEquals(2L, counts.value(Metric.IGNORED));
  }

  @Test
  void shouldNotCommitARecordOfWhichALineFailsTheTask() {
    operations = framing(IdSource.parse("field:/id"), WriteMethod.INDEX);
    String message =
        failureOf(
            () -> start().put(List.of(lines(4, "{\"id\":1}\n{}\n{\"id\":3}\n"), lines(5, "{}"))));
    assertTrue(message.contains("partition 0, offset 4"), message);
    assertTrue(message.contains("line 2 of its value: it has no field /id"), message);
    assertEquals(4, preCommit(T0, 6));
  }

  @Test
  void shouldPassOverSingleLines() {
    onMalformed = MalformedDocumentBehavior.WARN;
    operations = framing(IdSource.parse("field:/id"), WriteMethod.INDEX);
    start().put(List.of(lines(4, "{\"id\":1}\n{}\n{\"id\":3}\n"), lines(5, "{}")));
    assertEquals(6, preCommit(T0, 6));
    assertEquals(2, transport.requests.get(0).actions.size());
    assertEquals(2, log.lines("has no field /id").size());
  }

  @Test
  void shouldReportTheLineAndNotTheRecord() {
    onMalformed = MalformedDocumentBehavior.REPORT;
    List<String> reports = new ArrayList<>();
    context.reporter =
        (record, error) -> {
          reports.add(new String((byte[]) record.value(), StandardCharsets.UTF_8));
          return CompletableFuture.completedFuture(null);
        };
    transport.answers = sent -> failing(sent, failure(1, 400, "document_parsing_exception"));
    start().put(List.of(lines(0, "{\"n\":0}\n{\"n\":1}\n{\"n\":2}\n")));
    assertEquals(1, preCommit(T0, 1));
    assertEquals(List.of("{\"n\":1}"), reports);
  }

  @Test
  void shouldReportAValueThatHasNoLines() {
    String message = failureOf(() -> start().put(List.of(lines(0, 42))));
    assertTrue(message.contains("value.framing=lines takes bytes or text"), message);
  }

  private static OperationSettings framing(IdSource id, WriteMethod method) {
    return new OperationSettings(
        id,
        method,
        VersionSource.NONE,
        Optional.empty(),
        Optional.empty(),
        false,
        ValueFraming.LINES,
        KafkaMetadata.NONE);
  }

  private static SinkRecord lines(long offset, Object value) {
    return record(
        T0, offset, value instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : value);
  }
}
