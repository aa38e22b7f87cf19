package io.sluice.connect.elasticsearch.bulk;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.elasticsearch.document.KafkaMetadata;
import io.sluice.connect.elasticsearch.operation.IdSource;
import io.sluice.connect.elasticsearch.operation.OperationSettings;
import io.sluice.connect.elasticsearch.operation.ValueFraming;
import io.sluice.connect.elasticsearch.operation.VersionSource;
import io.sluice.connect.elasticsearch.operation.WriteMethod;
import io.sluice.connect.elasticsearch.template.TextTemplate;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;

/** A sink in which single records are looked at: the operation that becomes of one, or why none. */
abstract class OperationFixture extends BulkSinkFixture {

  IdSource id = IdSource.KEY;
  WriteMethod method = WriteMethod.INDEX;
  VersionSource version = VersionSource.NONE;
  String routing;
  String pipeline;

  /** What this record's action line is; all before was forgotten. */
  String action(SinkRecord record) {
    transport.requests.clear();
    operations = operations();
    start().put(List.of(record));
    linger();
    return transport.requests.get(0).actions.get(0);
  }

  /** Why no operation comes of this record. */
  String refusal(SinkRecord record) {
    operations = operations();
    String message = failureOf(() -> start().put(List.of(record)));
    assertTrue(message.contains("topic t, partition 0, offset " + record.kafkaOffset()), message);
    String into = "cannot be indexed into ";
    String reason = message.substring(message.indexOf(into) + into.length());
    for (String target : List.of(index, "t")) {
      if (reason.startsWith(target + ": ")) {
        reason = reason.substring(target.length() + 2);
      }
    }
    return reason.replaceAll("\\. To go on.*", "");
  }

  OperationSettings operations() {
    return new OperationSettings(
        id,
        method,
        version,
        Optional.ofNullable(routing).map(TextTemplate::parse),
        Optional.ofNullable(pipeline).map(TextTemplate::parse),
        true,
        ValueFraming.RECORD,
        KafkaMetadata.NONE);
  }
}
