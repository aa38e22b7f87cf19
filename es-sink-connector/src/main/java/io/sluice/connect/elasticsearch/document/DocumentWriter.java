package io.sluice.connect.elasticsearch.document;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Makes a record's value the one line of JSON that is its document, or each of its lines one.
 *
 * <ul>
 *   <li>Bytes or text that are exactly one JSON object are copied byte for byte, line breaks
 *       between tokens made spaces.
 *   <li>Any other bytes or text become {@code {"@timestamp", "message"}}, with the record's time,
 *       or the present where it has none.
 *   <li>A struct or a map is written out.
 *   <li>Anything else, such as a bare number or a list, is malformed: it has no field names to be a
 *       document by.
 * </ul>
 *
 * <p>{@link KafkaMetadata} comes on top, as the last field.
 *
 * <p>An instance is used by one thread.
 */
public final class DocumentWriter {

  private final TimestampText timestamps = new TimestampText();
  private final TextDocuments texts = new TextDocuments(timestamps);
  private final JsonOutput json = new JsonOutput();
  private final ConnectJsonWriter connectData = new ConnectJsonWriter(timestamps);
  private final MetadataWriter metadata;
  private final RecordLines lines;
  private final Clock clock;

  public DocumentWriter(Clock clock, KafkaMetadata metadata) {
    this.clock = clock;
    this.metadata = new MetadataWriter(metadata, timestamps, connectData, json);
    this.lines = new RecordLines(texts, this.metadata);
  }

  /**
   * Appends the document of a record whose value is not null, without a line break.
   *
   * @throws MalformedDocumentException where the value cannot be a document
   */
  public void write(SinkRecord record, GrowableBytes out) throws MalformedDocumentException {
    int start = out.size();
    Object value = record.value();
    byte[] text = textOf(value);
    if (text != null) {
      texts.write(text, 0, text.length, millisOf(record), null, out);
    } else if (value instanceof Struct || value instanceof Map) {
      json.write(out, generator -> connectData.write(generator, record.valueSchema(), value));
    } else {
      throw new MalformedDocumentException(
          "a value of "
              + value.getClass().getName()
              + " is neither bytes, text, a struct nor a map");
    }
    metadata.addTo(start, record, out);
  }

  /**
   * The lines of a record whose value is not null, until this is called for the next record.
   *
   * @throws MalformedDocumentException where the value is no text
   */
  public RecordLines lines(SinkRecord record) throws MalformedDocumentException {
    byte[] text = textOf(record.value());
    if (text == null) {
      throw new MalformedDocumentException(
          "a value of "
              + record.value().getClass().getName()
              + " has no lines: value.framing=lines takes bytes or text");
    }
    lines.begin(record, text, millisOf(record));
    return lines;
  }

  /** The bytes of a value that is text, or null where it is none. */
  private static byte[] textOf(Object value) {
    if (value instanceof byte[] bytes) {
      return bytes;
    }
    if (value instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    if (value instanceof ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      return bytes;
    }
    return null;
  }

  private long millisOf(SinkRecord record) {
    Long timestamp = record.timestamp();
    return timestamp == null || timestamp < 0 ? clock.millis() : timestamp;
  }
}
