package io.sluice.connect.filetail.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.connect.filetail.line.Line;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * The line's document as JSON bytes.
 *
 * <p>All but the time, the offset and the message is the same for every line of a file, so that it
 * is written once, and a record costs one pass over the message and one array.
 */
final class JsonRecords implements LineRecords {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] BEFORE_TIME = ascii("{\"" + Document.TIMESTAMP + "\":\"");
  private static final byte[] AFTER_MESSAGE = ascii("\"}");

  private final Envelope envelope;
  private final ReadTime time;
  private final byte[] beforeOffset;
  private final byte[] beforeMessage;
  private final JsonBytes out = new JsonBytes();

  JsonRecords(Origin origin, RecordKey key, ReadTime time) {
    this.envelope = new Envelope(origin, key, time);
    this.time = time;
    this.beforeOffset =
        utf8("\",\"log\":{\"file\":{\"path\":" + json(origin.path()) + "},\"offset\":");
    StringBuilder tail = new StringBuilder("},\"host\":{\"name\":").append(json(origin.host()));
    tail.append('}');
    origin
        .fields()
        .forEach(
            (name, value) -> tail.append(',').append(json(name)).append(':').append(json(value)));
    this.beforeMessage = utf8(tail.append(",\"message\":\"").toString());
  }

  @Override
  public SourceRecord record(Line line) {
    out.clear();
    out.raw(BEFORE_TIME);
    out.raw(time.bytes());
    out.raw(beforeOffset);
    out.number(line.start());
    if (!line.marks().areNone()) {
      out.raw(ascii(",\"flags\":" + json(line.marks().flags())));
    }
    out.raw(beforeMessage);
    if (!(line.isPlainUtf8() && out.escapedAscii(line.buffer(), line.from(), line.to()))) {
      byte[] text = line.text().getBytes(StandardCharsets.UTF_8);
      out.escaped(text, 0, text.length);
    }
    out.raw(AFTER_MESSAGE);
    return envelope.record(line.offset(), Schema.BYTES_SCHEMA, out.toByteArray(), null);
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a value that came from JSON", impossible);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
