package io.sluice.connect.elasticsearch.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.elasticsearch.operation.IdSource;
import io.sluice.connect.elasticsearch.operation.VersionSource;
import io.sluice.connect.elasticsearch.operation.WriteMethod;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which operation a record becomes: its id, its method and its version. */
class BulkSinkOperationTest extends OperationFixture {

  private static final String CONFLICT = "version_conflict_engine_exception";

  // Ids

  @Test
  void shouldTakeTextNumbersAndBooleansForKeys() {
    List<Object> keys =
        List.of(
            "a\"b\\\u00e9",
            "text".getBytes(StandardCharsets.UTF_8),
            ByteBuffer.wrap("buffer".getBytes(StandardCharsets.UTF_8)),
            7L,
            (byte) -1,
            true,
            new BigDecimal("1.50"));
    List<String> ids = List.of("a\\\"b\\\\\u00e9", "text", "buffer", "7", "-1", "true", "1.50");
    for (int i = 0; i < keys.size(); i++) {
      assertEquals(
          "{\"index\":{\"_index\":\"t\",\"_id\":\"" + ids.get(i) + "\"}}",
          action(keyed(i, keys.get(i), "{}")));
    }
  }

  @Test
  void shouldSayWhichKeysAreNone() {
    assertEquals("it has no key", refusal(keyed(0, null, "{}")));
    assertEquals("its id is empty", refusal(keyed(0, "", "{}")));
    assertTrue(
        refusal(keyed(0, Map.of("id", 1), "{}")).startsWith("its key is a value of java.util"));
    assertTrue(
        refusal(keyed(0, new byte[] {(byte) 0xFF}, "{}"))
            .startsWith("its key is bytes that are not UTF-8"));
  }

  @Test
  void shouldCatchAnIdThatIsTooLongBeforeItIsSent() {
    onMalformed = MalformedDocumentBehavior.WARN;
    operations = operations();
    start()
        .put(
            List.of(
                keyed(0, "\u00e9".repeat(257), "{}"),
                keyed(1, "\u00e9".repeat(256), "{}"),
                keyed(2, "\n".repeat(512), "{}")));
    assertEquals(3, preCommit(T0, 3));
    assertEquals(2, transport.requests.get(0).actions.size());
    assertEquals(1, log.lines("its id is 514 bytes long, and at most 512 are allowed").size());
  }

  @Test
  void shouldTakeAFieldOfAnyKindOfDocument() {
    id = IdSource.parse("field:/user/id");
    String expected = "{\"index\":{\"_index\":\"t\",\"_id\":\"7\"}}";
    assertEquals(expected, action(keyed(0, null, "{\"user\": {\"id\": 7}}")));
    assertEquals(
        expected,
        action(keyed(0, null, "{\"user\": {\"id\": \"7\"}}".getBytes(StandardCharsets.UTF_8))));
    assertEquals(expected, action(keyed(0, null, Map.of("user", Map.of("id", 7)))));
    assertEquals("it has no field /user/id", refusal(keyed(0, null, "{\"user\":{}}")));
    assertEquals("it has no field /user/id", refusal(keyed(0, null, "plain text")));
  }

  @Test
  void shouldLeaveTheIdToElasticsearch() {
    id = IdSource.GENERATED;
    assertEquals("{\"index\":{\"_index\":\"t\"}}", action(keyed(0, null, "{}")));
    method = WriteMethod.CREATE;
    assertEquals("{\"create\":{\"_index\":\"t\"}}", action(keyed(0, null, "{}")));
  }

  // Methods

  @Test
  void shouldMergeByUpsert() {
    method = WriteMethod.UPSERT;
    assertEquals(
        "{\"update\":{\"_index\":\"t\",\"_id\":\"k\",\"retry_on_conflict\":3}}",
        action(keyed(0, "k", "{\"a\":1}")));
    assertEquals(
        "{\"doc\":{\"a\":1},\"doc_as_upsert\":true}", transport.requests.get(0).documents.get(0));
    id = IdSource.parse("field:/a");
    action(keyed(0, "k", "{\"a\":1}"));
    assertEquals(
        "{\"doc\":{\"a\":1},\"doc_as_upsert\":true}", transport.requests.get(0).documents.get(0));
  }

  @Test
  void shouldDeleteByKeyWhereThereIsNoValue() {
    routing = "{key}";
    pipeline = "p";
    version = VersionSource.OFFSET;
    assertEquals(
        "{\"delete\":{\"_index\":\"t\",\"_id\":\"k\",\"routing\":\"k\",\"version\":5,\"version_type\":\"external\"}}",
        action(keyed(5, "k", null)));
    assertEquals("it has no key", refusal(keyed(0, null, null)));
  }

  @Test
  void shouldTakeADocumentThatIsNotThereForDeleted() {
    operations = operations();
    transport.answers =
        sent ->
            new BulkResponse(
                200, 1, List.of(new ItemFailure(0, 404, ErrorCause.UNKNOWN)), ErrorCause.UNKNOWN);
    start().put(List.of(keyed(0, "k", null)));
    assertEquals(1, preCommit(T0, 1));
    assertEquals(1, transport.requests.size());
  }

  @Test
  void shouldTryAnUpdateAgainThatAnotherWriterHasOvertaken() {
    method = WriteMethod.UPSERT;
    operations = operations();
    transport.answers =
        sent ->
            transport.requests.size() > 3
                ? FakeTransport.allCreated(sent)
                : new BulkResponse(
                    200,
                    1,
                    List.of(new ItemFailure(0, 409, new ErrorCause(CONFLICT, "changed"))),
                    ErrorCause.UNKNOWN);
    start().put(List.of(keyed(0, "k", "{}")));
    linger();
    repeat(5);
    assertEquals(1, preCommit(T0, 1));
    assertEquals(4, transport.requests.size());
  }

  // Versions

  @Test
  void shouldSendTheVersion() {
    version = VersionSource.OFFSET;
    assertTrue(
        action(keyed(5, "k", "{}")).endsWith(",\"version\":5,\"version_type\":\"external\"}}"));
    version = VersionSource.TIMESTAMP;
    assertTrue(
        action(keyed(4, "k", "{}"))
            .endsWith(",\"version\":1700000000002,\"version_type\":\"external_gte\"}}"));
    version = VersionSource.parse("header:v");
    SinkRecord record = keyed(0, "k", "{}");
    record.headers().addString("v", "17");
    assertTrue(action(record).endsWith(",\"version\":17,\"version_type\":\"external_gte\"}}"));
  }

  @ParameterizedTest
  @CsvSource({"-1", "x", "1.0", "9223372036854775808", "''"})
  void shouldRefuseAHeaderThatIsNoVersion(String text) {
    version = VersionSource.parse("header:v");
    SinkRecord record = keyed(0, "k", "{}");
    assertEquals("it has no header v", refusal(record));
    record.headers().addString("v", text);
    assertTrue(refusal(record).startsWith("its header v is no version"));
  }

  @Test
  void shouldTakeAStaleVersionForDoneAndWarnOnceWhereAllAreStale() {
    version = VersionSource.OFFSET;
    operations = operations();
    batchSize = 1000;
    batchBytes = 1_000_000;
    transport.answers =
        sent -> {
          List<ItemFailure> failures = new ArrayList<>();
          for (int i = 0; i < sent.actions.size(); i++) {
            failures.add(new ItemFailure(i, 409, new ErrorCause(CONFLICT, "newer is there")));
          }
          return new BulkResponse(200, failures.size(), failures, ErrorCause.UNKNOWN);
        };
    start();
    for (int from = 0; from < 12_000; from += 1000) {
      List<SinkRecord> records = new ArrayList<>();
      for (int i = from; i < from + 1000; i++) {
        records.add(keyed(i, "k" + i, "{}"));
      }
      sink.put(records);
      sink.put(List.of());
    }
    assertEquals(12_000, preCommit(T0, 12_000));
    assertEquals(12, transport.requests.size());
    assertEquals(
        1, log.lines("newer versions by document.version; was the topic recreated?").size());
  }

  @Test
  void shouldNotTakeAnIdThatIsThereForASignOfARecreatedTopicWhereIdsRepeat() {
    method = WriteMethod.CREATE;
    operations = operations();
    batchSize = 1000;
    batchBytes = 1_000_000;
    start();
    transport.answers =
        sent -> {
          List<ItemFailure> failures = new ArrayList<>();
          for (int i = 0; i < sent.actions.size(); i++) {
            failures.add(new ItemFailure(i, 409, new ErrorCause(CONFLICT, "there")));
          }
          return new BulkResponse(200, failures.size(), failures, ErrorCause.UNKNOWN);
        };
    for (int from = 0; from < 12_000; from += 1000) {
      List<SinkRecord> records = new ArrayList<>();
      for (int i = from; i < from + 1000; i++) {
        records.add(keyed(i, "k" + i, "{}"));
      }
      sink.put(records);
      sink.put(List.of());
    }
    assertEquals(12_000, preCommit(T0, 12_000));
    assertEquals(List.of(), log.lines("recreated"));
  }
}
