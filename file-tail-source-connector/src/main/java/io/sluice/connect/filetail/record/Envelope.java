package io.sluice.connect.filetail.record;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;

/** What all records of one file have around their value. */
final class Envelope {

  private final Map<String, Object> partition;
  private final String topic;
  private final String key;
  private final Schema keySchema;
  private final ReadTime time;

  Envelope(Origin origin, RecordKey key, ReadTime time) {
    this.partition = origin.partition();
    this.topic = origin.topic();
    this.key = key.of(origin);
    this.keySchema = this.key == null ? null : Schema.STRING_SCHEMA;
    this.time = time;
  }

  /**
   * @param headers null for none
   */
  SourceRecord record(
      Map<String, Object> offset, Schema schema, Object value, ConnectHeaders headers) {
    return new LineRecord(
        partition, offset, topic, keySchema, key, schema, value, time.timestamp(), headers);
  }
}
