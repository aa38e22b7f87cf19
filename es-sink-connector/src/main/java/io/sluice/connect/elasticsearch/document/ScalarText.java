package io.sluice.connect.elasticsearch.document;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Keys and header values as text: texts, bytes that are text in UTF-8, numbers and booleans.
 * Nothing else has a text that would be the same whichever converter had read it.
 */
public final class ScalarText {

  private ScalarText() {}

  /**
   * The key of a record.
   *
   * @throws MalformedDocumentException where it has none, or one that is no text
   */
  public static String ofKey(SinkRecord record) throws MalformedDocumentException {
    return of(record.key(), "key");
  }

  /**
   * The last header of a name.
   *
   * @throws MalformedDocumentException where there is none, or one that is no text
   */
  public static String ofHeader(SinkRecord record, String name) throws MalformedDocumentException {
    Header header = record.headers().lastWithName(name);
    return of(header == null ? null : header.value(), "header " + name);
  }

  private static String of(Object value, String what) throws MalformedDocumentException {
    if (value == null) {
      throw new MalformedDocumentException("it has no " + what);
    }
    String text = orNull(value);
    if (text == null) {
      throw new MalformedDocumentException(
          "its "
              + what
              + (value instanceof byte[] || value instanceof ByteBuffer
                  ? " is bytes that are not UTF-8"
                  : " is a value of " + value.getClass().getName())
              + ", where a text, number or boolean is needed");
    }
    return text;
  }

  /** The text of a value, or null where it has none. */
  static String orNull(Object value) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof byte[] bytes) {
      return Utf8.isValid(bytes, 0, bytes.length)
          ? new String(bytes, StandardCharsets.UTF_8)
          : null;
    }
    if (value instanceof ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      return orNull(bytes);
    }
    if (value instanceof BigDecimal decimal) {
      return ConnectJsonWriter.isTooLong(decimal) ? null : decimal.toPlainString();
    }
    return value instanceof Number || value instanceof Boolean ? value.toString() : null;
  }
}
