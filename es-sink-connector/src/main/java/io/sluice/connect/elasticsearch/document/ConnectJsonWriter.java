package io.sluice.connect.elasticsearch.document;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;

/**
 * Writes Connect's data, with a schema or without, as JSON.
 *
 * <p>Dates and times become the ISO 8601 forms that Elasticsearch's dynamic mapping knows; a
 * decimal becomes a number in plain notation, since a mapping of {@code scaled_float} or {@code
 * double} takes it as it is and a string would be mapped as text; bytes become base64.
 */
final class ConnectJsonWriter {

  /** The longest number that Elasticsearch's parser takes (Jackson's StreamReadConstraints). */
  private static final int MAX_NUMBER_LENGTH = 1000;

  private final TimestampText timestamps;

  ConnectJsonWriter(TimestampText timestamps) {
    this.timestamps = timestamps;
  }

  void write(JsonGenerator json, Schema schema, Object value)
      throws IOException, MalformedDocumentException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Struct struct) {
      writeStruct(json, struct);
    } else if (value instanceof Map<?, ?> map) {
      writeMap(json, schema, map);
    } else if (value instanceof Iterable<?> list) {
      writeList(json, schema, list);
    } else if (value instanceof CharSequence text) {
      json.writeString(text.toString());
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Number number) {
      writeNumber(json, number);
    } else if (value instanceof java.util.Date date) {
      json.writeString(dateText(schema, date));
    } else if (value instanceof byte[] bytes) {
      json.writeBinary(bytes);
    } else if (value instanceof ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      json.writeBinary(bytes);
    } else {
      throw new MalformedDocumentException(
          "it holds a value of " + value.getClass().getName() + ", which is not Connect data");
    }
  }

  private void writeStruct(JsonGenerator json, Struct struct)
      throws IOException, MalformedDocumentException {
    json.writeStartObject();
    for (Field field : struct.schema().fields()) {
      json.writeFieldName(field.name());
      write(json, field.schema(), struct.get(field));
    }
    json.writeEndObject();
  }

  private void writeMap(JsonGenerator json, Schema schema, Map<?, ?> map)
      throws IOException, MalformedDocumentException {
    Schema valueSchema = schema == null ? null : schema.valueSchema();
    json.writeStartObject();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object key = entry.getKey();
      if (!(key instanceof CharSequence || key instanceof Number || key instanceof Boolean)) {
        throw new MalformedDocumentException(
            "it holds a map with a key of "
                + (key == null ? "null" : key.getClass().getName())
                + "; keys must be strings, numbers or booleans");
      }
      json.writeFieldName(key.toString());
      write(json, valueSchema, entry.getValue());
    }
    json.writeEndObject();
  }

  private void writeList(JsonGenerator json, Schema schema, Iterable<?> list)
      throws IOException, MalformedDocumentException {
    Schema elementSchema = schema == null ? null : schema.valueSchema();
    json.writeStartArray();
    for (Object element : list) {
      write(json, elementSchema, element);
    }
    json.writeEndArray();
  }

  private static void writeNumber(JsonGenerator json, Number number)
      throws IOException, MalformedDocumentException {
    if (number instanceof Long
        || number instanceof Integer
        || number instanceof Short
        || number instanceof Byte) {
      json.writeNumber(number.longValue());
    } else if (number instanceof Double value) {
      requireFinite(value);
      json.writeNumber(value);
    } else if (number instanceof Float value) {
      requireFinite(value);
      json.writeNumber(value);
    } else if (number instanceof BigDecimal decimal) {
      if (isTooLong(decimal)) {
        throw new MalformedDocumentException(
            "it holds a decimal of more than " + MAX_NUMBER_LENGTH + " digits");
      }
      json.writeNumber(decimal.toPlainString());
    } else {
      throw new MalformedDocumentException(
          "it holds a number of " + number.getClass().getName() + ", which is not Connect data");
    }
  }

  /** Known before it is written out: a scale of a million would make a million digits. */
  static boolean isTooLong(BigDecimal decimal) {
    return (long) decimal.precision() + Math.abs((long) decimal.scale()) > MAX_NUMBER_LENGTH;
  }

  private static void requireFinite(double value) throws MalformedDocumentException {
    if (!Double.isFinite(value)) {
      throw new MalformedDocumentException("it holds " + value + ", which JSON cannot express");
    }
  }

  private String dateText(Schema schema, java.util.Date date) {
    String logicalName = schema == null ? null : schema.name();
    if (Date.LOGICAL_NAME.equals(logicalName)) {
      return Instant.ofEpochMilli(date.getTime()).atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }
    if (Time.LOGICAL_NAME.equals(logicalName)) {
      return TimestampText.TIME.format(
          LocalTime.ofNanoOfDay(Math.floorMod(date.getTime(), 86_400_000L) * 1_000_000L));
    }
    return timestamps.format(date.getTime());
  }
}
