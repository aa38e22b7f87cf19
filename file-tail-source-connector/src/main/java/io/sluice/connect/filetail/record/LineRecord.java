package io.sluice.connect.filetail.record;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * A record of a line, with a hash code that costs nothing.
 *
 * <p>With exactly-once support Connect keeps all records of a transaction in a hash map
 * (ExactlyOnceWorkerSourceTask, committableRecords), and a record's own hash code goes through its
 * schemas, its value and each of its headers. What tells lines apart is where they stand, so that
 * is all that this one looks at. It is the same for equal records of lines, though not for a {@link
 * SourceRecord} of another class that equals one; Connect makes none of these but through
 * transformations, and keeps the records as they were before.
 */
final class LineRecord extends SourceRecord {

  private final int hash;

  /**
   * @param partition whose hash code is at hand
   * @param headers null for none
   */
  LineRecord(
      Map<String, ?> partition,
      Map<String, ?> offset,
      String topic,
      Schema keySchema,
      Object key,
      Schema schema,
      Object value,
      Long timestamp,
      ConnectHeaders headers) {
    super(partition, offset, topic, null, keySchema, key, schema, value, timestamp, headers);
    this.hash = 31 * partition.hashCode() + offset.hashCode();
  }

  @Override
  public boolean equals(Object other) {
    return this == other || super.equals(other);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
