package io.sluice.connect.elasticsearch.document;

import java.util.Base64;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Adds {@link KafkaMetadata} to a document as its last field, by putting it before the closing
 * brace. The coordinates are those that a record had before transformations. An instance is used by
 * one thread.
 */
final class MetadataWriter {

  private final KafkaMetadata metadata;
  private final TimestampText timestamps;
  private final ConnectJsonWriter connectData;
  private final JsonOutput json;
  private final JsonPointer field;
  private final JsonFieldFinder finder = new JsonFieldFinder();

  MetadataWriter(
      KafkaMetadata metadata,
      TimestampText timestamps,
      ConnectJsonWriter connectData,
      JsonOutput json) {
    this.metadata = metadata;
    this.timestamps = timestamps;
    this.connectData = connectData;
    this.json = json;
    this.field = JsonPointer.ofName(metadata.field());
  }

  /**
   * Adds it to the document that begins at {@code start} and ends with the buffer.
   *
   * @throws MalformedDocumentException where the document has a field of that name, or where a key
   *     or header cannot be JSON
   */
  void addTo(int start, SinkRecord record, GrowableBytes out) throws MalformedDocumentException {
    if (metadata.isEmpty()) {
      return;
    }
    if (finder.has(out.array(), start, field)) {
      throw new MalformedDocumentException(
          "it has a field "
              + metadata.field()
              + " of its own, which is where document.metadata goes; choose another with document.metadata.field");
    }
    out.truncate(lastBefore(out, out.size()));
    if (out.array()[lastBefore(out, out.size())] != '{') {
      out.write(',');
    }
    name(metadata.field(), out);
    out.write('{');
    int first = out.size();
    for (KafkaMetadata.Part part : KafkaMetadata.Part.values()) {
      if (metadata.parts().contains(part)) {
        write(part, first, record, out);
      }
    }
    headers(first, record, out);
    out.write('}');
    out.write('}');
  }

  /** The index of the last byte before this one that is not white space. */
  private static int lastBefore(GrowableBytes out, int end) {
    int at = end - 1;
    while (out.array()[at] <= ' ' && out.array()[at] >= 0) {
      at--;
    }
    return at;
  }

  private void write(KafkaMetadata.Part part, int first, SinkRecord record, GrowableBytes out)
      throws MalformedDocumentException {
    if (part == KafkaMetadata.Part.TIMESTAMP
        && (record.timestamp() == null || record.timestamp() < 0)) {
      return;
    }
    if (part == KafkaMetadata.Part.KEY && record.key() == null) {
      return;
    }
    separate(first, out);
    name(part.toString(), out);
    switch (part) {
      case TOPIC -> string(record.originalTopic(), out);
      case PARTITION -> out.writeDecimal(record.originalKafkaPartition());
      case OFFSET -> out.writeDecimal(record.originalKafkaOffset());
      case TIMESTAMP -> string(timestamps.format(record.timestamp()), out);
      case KEY -> value(record.keySchema(), record.key(), out);
    }
  }

  private void headers(int first, SinkRecord record, GrowableBytes out)
      throws MalformedDocumentException {
    int inner = -1;
    for (String wanted : metadata.headers()) {
      Header header = record.headers().lastWithName(wanted);
      if (header == null || header.value() == null) {
        continue;
      }
      if (inner < 0) {
        separate(first, out);
        name("headers", out);
        out.write('{');
        inner = out.size();
      }
      separate(inner, out);
      name(wanted, out);
      value(header.schema(), header.value(), out);
    }
    if (inner >= 0) {
      out.write('}');
    }
  }

  /**
   * Text and scalars as text, so that a header which a converter takes now for a number and now for
   * text fits one mapping; bytes that are no text in base64; structures as they are.
   */
  private void value(Schema schema, Object value, GrowableBytes out)
      throws MalformedDocumentException {
    String text = ScalarText.orNull(value);
    if (text != null) {
      string(text, out);
    } else if (value instanceof byte[] bytes) {
      string(Base64.getEncoder().encodeToString(bytes), out);
    } else {
      json.write(out, generator -> connectData.write(generator, schema, value));
    }
  }

  private static void separate(int first, GrowableBytes out) {
    if (out.size() > first) {
      out.write(',');
    }
  }

  private static void name(String name, GrowableBytes out) {
    string(name, out);
    out.write(':');
  }

  private static void string(String text, GrowableBytes out) {
    out.write('"');
    JsonText.write(text, out);
    out.write('"');
  }
}
