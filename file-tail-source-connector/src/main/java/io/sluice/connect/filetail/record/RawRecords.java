package io.sluice.connect.filetail.record;

import io.sluice.connect.filetail.line.Line;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.source.SourceRecord;

/** The bytes of a line, or of many, as the value; where they come from in the headers. */
final class RawRecords implements LineRecords {

  private final Envelope envelope;
  private final Header path;
  private final Header host;
  private final boolean counts;

  RawRecords(Origin origin, RecordKey key, ReadTime time, RecordFormat format) {
    this.envelope = new Envelope(origin, key, time);
    this.path = header(Document.PATH_HEADER, origin.path());
    this.host = header(Document.HOST_HEADER, origin.host());
    this.counts = format == RecordFormat.LINES;
  }

  /** One that all records share. */
  private static Header header(String name, String value) {
    return new ConnectHeaders().addString(name, value).lastWithName(name);
  }

  @Override
  public SourceRecord record(Line line) {
    ConnectHeaders headers = new ConnectHeaders();
    headers.add(path);
    headers.addLong(Document.OFFSET_HEADER, line.start());
    headers.add(host);
    if (counts) {
      headers.addInt(Document.COUNT_HEADER, line.count());
    }
    if (!line.marks().areNone()) {
      headers.addString(Document.FLAGS_HEADER, String.join(",", line.marks().flags()));
    }
    return envelope.record(line.offset(), Schema.BYTES_SCHEMA, line.bytes(), headers);
  }
}
