package io.sluice.connect.elasticsearch.document;

import java.util.Arrays;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Goes through the lines of a record's value, each of which is a document of its own. A line ends
 * with a line feed, which is not part of it, nor is a carriage return before it; the last one may
 * end with the value. An instance is used by one thread, for one record after another.
 */
public final class RecordLines {

  private final TextDocuments documents;
  private final MetadataWriter metadata;
  private final LineOrigin origin = new LineOrigin();
  private SinkRecord record;
  private byte[] bytes;
  private int end;
  private int from;
  private int to;
  private int next;
  private int index;
  private long millis;

  RecordLines(TextDocuments documents, MetadataWriter metadata) {
    this.documents = documents;
    this.metadata = metadata;
  }

  void begin(SinkRecord newRecord, byte[] value, long recordMillis) {
    record = newRecord;
    bytes = value;
    end = value.length;
    next = 0;
    index = -1;
    millis = recordMillis;
    origin.begin(newRecord);
  }

  /** Goes to the next line, where there is one. */
  public boolean next() {
    if (next >= end) {
      return false;
    }
    index++;
    from = next;
    int at = from;
    while (at < end && bytes[at] != '\n') {
      at++;
    }
    next = at + 1;
    to = at < end && at > from && bytes[at - 1] == '\r' ? at - 1 : at;
    return true;
  }

  /** The number of the line in its record, from 0. */
  public int index() {
    return index;
  }

  /**
   * Appends the document of the line.
   *
   * @throws MalformedDocumentException where it cannot take the metadata
   */
  public void write(GrowableBytes out) throws MalformedDocumentException {
    int start = out.size();
    documents.write(bytes, from, to, millis, origin, out);
    metadata.addTo(start, record, out);
  }

  /** A record whose value is this line alone, for the dead letter queue. */
  public SinkRecord toRecord() {
    byte[] line = Arrays.copyOfRange(bytes, from, to);
    return new SinkRecord(
        record.topic(),
        record.kafkaPartition(),
        record.keySchema(),
        record.key(),
        record.valueSchema(),
        record.value() instanceof String ? Utf8.text(line) : line,
        record.kafkaOffset(),
        record.timestamp(),
        record.timestampType(),
        record.headers(),
        record.originalTopic(),
        record.originalKafkaPartition(),
        record.originalKafkaOffset());
  }
}
