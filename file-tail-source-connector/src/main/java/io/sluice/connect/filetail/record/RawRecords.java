package io.sluice.connect.filetail.record;

import io.sluice.connect.filetail.file.LineMark;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;

/** The line's bytes as the value; where they come from in the headers. */
final class RawRecords implements LineRecords {

  private final Envelope envelope;
  private final SchemaAndValue path;
  private final SchemaAndValue host;

  RawRecords(Origin origin, RecordKey key, ReadTime time) {
    this.envelope = new Envelope(origin, key, time);
    this.path = new SchemaAndValue(Schema.STRING_SCHEMA, origin.path());
    this.host = new SchemaAndValue(Schema.STRING_SCHEMA, origin.host());
  }

  @Override
  public SourceRecord record(
      byte[] bytes, int from, int to, long start, LineMark mark, Map<String, Object> offset) {
    ConnectHeaders headers = new ConnectHeaders();
    headers.add(Document.PATH_HEADER, path);
    headers.addLong(Document.OFFSET_HEADER, start);
    headers.add(Document.HOST_HEADER, host);
    if (mark != LineMark.WHOLE) {
      headers.addString(Document.FLAGS_HEADER, Document.flag(mark));
    }
    return envelope.record(
        offset, Schema.BYTES_SCHEMA, Arrays.copyOfRange(bytes, from, to), headers);
  }
}
