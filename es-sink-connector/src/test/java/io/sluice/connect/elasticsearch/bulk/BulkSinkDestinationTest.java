package io.sluice.connect.elasticsearch.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.elasticsearch.operation.IdSource;
import io.sluice.connect.elasticsearch.operation.WriteMethod;
import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Where the operation of a record goes: its index, routing and pipeline. */
class BulkSinkDestinationTest extends OperationFixture {

  @Test
  void shouldResolveRoutingAndPipelineForEachRecord() {
    id = IdSource.OFFSET;
    method = WriteMethod.CREATE;
    routing = "{header:tenant}-{field:/a}";
    pipeline = "parse-\"{topic}\"";
    SinkRecord record = keyed(3, "k", "{\"a\":\"\u00e9\"}");
    record.headers().addString("tenant", "x");
    assertEquals(
        "{\"create\":{\"_index\":\"t\",\"_id\":\"t+0+3\",\"routing\":\"x-\u00e9\",\"pipeline\":\"parse-\\\"t\\\"\"}}",
        action(record));
    assertEquals("it has no header tenant", refusal(keyed(3, "k", "{\"a\":1}")));
    routing = "{key}";
    assertEquals("its routing is empty", refusal(keyed(3, "", "{}")));
  }

  @Test
  void shouldResolveTheIndexForEachRecord() {
    id = IdSource.OFFSET;
    method = WriteMethod.CREATE;
    index = "logs-{topic}-{header:Env}-{field:/kind}-{timestamp:yyyy.MM.dd}";
    SinkRecord record = keyed(3, null, "{\"kind\":\"A/B\"}");
    record.headers().addString("Env", "PROD");
    assertTrue(
        refusal(record)
            .startsWith(
                "by index="
                    + index
                    + " it would go to an index named 'logs-t-prod-a/b-2023.11.14', but an index name must not contain '/'"));
    record = keyed(3, null, "{\"kind\":\"A\"}");
    record.headers().addString("Env", "PROD");
    assertEquals(
        "{\"create\":{\"_index\":\"logs-t-prod-a-2023.11.14\",\"_id\":\"t+0+3\"}}", action(record));
    assertEquals(List.of("logs-t-prod-a-2023.11.14"), ensured);
  }

  @Test
  void shouldEnsureEachOfTheIndicesOfABatch() {
    index = "{field:/i}";
    id = IdSource.OFFSET;
    operations = operations();
    start()
        .put(
            List.of(
                record(T0, 0, "{\"i\":\"a\"}"),
                record(T0, 1, "{\"i\":\"B\"}"),
                record(T0, 2, "{\"i\":\"a\"}")));
    linger();
    linger();
    assertEquals(List.of("a", "b"), ensured);
    assertEquals(3, preCommit(T0, 3));
  }

  @Test
  void shouldFailTheTaskOverATopicAndNotOverEachOfItsRecords() {
    index = "{topic}-{key}";
    onMalformed = MalformedDocumentBehavior.IGNORE;
    operations = operations();
    SinkRecord record = new SinkRecord("_t", 0, null, "k", null, "{}", 0);
    assertTrue(failureOf(() -> start().put(List.of(record))).contains("topic.to.index=_t:<index>"));
  }

  @Test
  void shouldRefuseTopicsThatDifferInCaseAloneAlsoWhereNamesDependOnRecords() {
    index = "{topic}-{key}";
    operations = operations();
    start().put(List.of(new SinkRecord("Logs", 0, null, "a", null, "{}", 0)));
    SinkRecord other = new SinkRecord("logs", 0, null, "b", null, "{}", 0);
    String message = failureOf(() -> sink.put(List.of(other)));
    assertTrue(message.contains("Topics Logs and logs would both go to"), message);
  }

  @Test
  void shouldRememberTheTargetsLastUsedAndNoMore() {
    RecentTargets targets = new RecentTargets();
    Target first = targets.get("first");
    Target second = targets.get("second");
    for (int i = 2; i <= RecentTargets.MAX; i++) {
      targets.get("first");
      targets.get("i" + i);
    }
    assertEquals(first, targets.get("first"));
    assertTrue(second != targets.get("second"), "it was the one unused for longest");
    assertEquals(1, log.lines("Documents have gone to more than 10000 indices").size());
  }
}
