package io.sluice.connect.elasticsearch.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Makes a record's value the one line of JSON that is its document.
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
 * <p>An instance is used by one thread.
 */
public final class DocumentWriter {

  private final JsonFactory factory =
      new JsonFactoryBuilder()
          .rootValueSeparator((String) null)
          .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
          .build();
  private final JsonObjectScanner scanner = new JsonObjectScanner();
  private final TimestampText timestamps = new TimestampText();
  private final ConnectJsonWriter connectData = new ConnectJsonWriter(timestamps);
  private final Redirect redirect = new Redirect();
  private final Clock clock;
  private JsonGenerator generator;

  public DocumentWriter(Clock clock) {
    this.clock = clock;
  }

  /**
   * Appends the document of a record whose value is not null, without a line break.
   *
   * @throws MalformedDocumentException where the value cannot be a document; the output is then as
   *     it was
   */
  public void write(SinkRecord record, GrowableBytes out) throws MalformedDocumentException {
    Object value = record.value();
    if (value instanceof byte[] bytes) {
      writeText(record, bytes, 0, bytes.length, out);
    } else if (value instanceof String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      writeText(record, bytes, 0, bytes.length, out);
    } else if (value instanceof ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      writeText(record, bytes, 0, bytes.length, out);
    } else if (value instanceof Struct || value instanceof Map) {
      generate(out, json -> connectData.write(json, record.valueSchema(), value));
    } else {
      throw new MalformedDocumentException(
          "a value of "
              + value.getClass().getName()
              + " is neither bytes, text, a struct nor a map");
    }
  }

  private void writeText(SinkRecord record, byte[] bytes, int from, int to, GrowableBytes out)
      throws MalformedDocumentException {
    if (scanner.isObject(bytes, from, to)) {
      int start = out.size();
      out.write(bytes, from, to - from);
      if (scanner.sawLineBreak()) {
        out.replaceLineBreaks(start);
      }
    } else {
      generate(
          out,
          json -> {
            json.writeStartObject();
            json.writeStringField("@timestamp", timestamps.format(millisOf(record)));
            json.writeFieldName("message");
            if (Utf8.isValid(bytes, from, to)) {
              json.writeUTF8String(bytes, from, to - from);
            } else {
              json.writeString(new String(bytes, from, to - from, StandardCharsets.UTF_8));
            }
            json.writeEndObject();
          });
    }
  }

  private long millisOf(SinkRecord record) {
    Long timestamp = record.timestamp();
    return timestamp == null || timestamp < 0 ? clock.millis() : timestamp;
  }

  private void generate(GrowableBytes out, Content content) throws MalformedDocumentException {
    int start = out.size();
    redirect.target = out;
    boolean written = false;
    try {
      if (generator == null) {
        generator = factory.createGenerator(redirect);
      }
      content.write(generator);
      generator.flush();
      written = true;
    } catch (JsonProcessingException | DataException e) {
      throw new MalformedDocumentException(
          "it cannot be written as JSON: "
              + (e instanceof JsonProcessingException json
                  ? json.getOriginalMessage()
                  : e.getMessage()),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("writing into memory failed", e);
    } finally {
      if (!written) {
        // It stopped in the middle of an object, so it starts anew.
        generator = null;
        out.truncate(start);
      }
    }
  }

  @FunctionalInterface
  private interface Content {
    void write(JsonGenerator json) throws IOException, MalformedDocumentException;
  }

  /** Lets one generator write into whichever batch is being filled. */
  private static final class Redirect extends OutputStream {
    private GrowableBytes target;

    @Override
    public void write(int b) {
      target.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      target.write(bytes, offset, length);
    }
  }
}
