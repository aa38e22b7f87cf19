package io.sluice.connect.elasticsearch.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentWriterTest {

  private static final Instant RECORD_TIME = Instant.parse("2026-11-21T01:02:03.004Z");
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  private final DocumentWriter writer =
      new DocumentWriter(Clock.fixed(NOW, ZoneOffset.UTC), KafkaMetadata.NONE);
  private final GrowableBytes out = new GrowableBytes(1);

  @Test
  void shouldCopyAnObjectByteForByte() throws Exception {
    String json = "{ \"b\" : 1.0, \"a\":\"\\u00e9\u00e9\" }";
    assertEquals(json, document(json));
    assertEquals(json, document(json.getBytes(StandardCharsets.UTF_8)));
    ByteBuffer buffer = ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
    assertEquals(json, document(buffer));
    assertEquals(json, document(buffer), "a buffer is not consumed");
  }

  @Test
  void shouldCopyAnObjectWithoutAnObjectOfItsOwn() throws Exception {
    byte[] value =
        ("{\"message\":\"" + "x".repeat(1000) + "\",\"n\":[1,2.5,{\"a\":null}]}")
            .getBytes(StandardCharsets.UTF_8);
    SinkRecord record = record(null, value);
    long begin = 0;
    int documents = 20_000;
    for (int i = 0; i < 2 * documents; i++) {
      if (i == documents) {
        begin = allocated();
      }
      out.truncate(0);
      writer.write(record, out);
    }
    long each = (allocated() - begin) / documents;
    assertTrue(each < 50, "bytes for each document of " + value.length + ": " + each);
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  @Test
  void shouldReplaceLineBreaksBetweenTokens() throws Exception {
    assertEquals("{  \"a\": \"\\n\" }", document("{\r\n\"a\": \"\\n\"\n}"));
  }

  @Test
  void shouldKeepWhatWasWrittenBefore() throws Exception {
    out.write("{\"create\":{}}\n".getBytes(StandardCharsets.UTF_8));
    writer.write(record(null, "{\n}"), out);
    assertEquals("{\"create\":{}}\n{ }", text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "", "[1]", "42", "{\"a\":", "{} {}"})
  void shouldMakeAMessageOfOtherText(String text) throws Exception {
    assertEquals(
        "{\"@timestamp\":\"2026-11-21T01:02:03.004Z\",\"message\":\""
            + text.replace("\"", "\\\"")
            + "\"}",
        document(text));
  }

  @Test
  void shouldEscapeAMessage() throws Exception {
    assertTrue(
        document("a\"b\\c\nd\te\u0001\u00e9").endsWith("\"a\\\"b\\\\c\\nd\\te\\u0001\u00e9\"}"));
  }

  @Test
  void shouldReplaceMalformedUtf8InAMessage() throws Exception {
    assertTrue(document(new byte[] {'a', (byte) 0xFF, 'b'}).endsWith("\"a\ufffdb\"}"));
  }

  @Test
  void shouldTakeThePresentWhereARecordHasNoTime() throws Exception {
    writer.write(new SinkRecord("t", 0, null, null, null, "x", 0), out);
    assertEquals("{\"@timestamp\":\"2030-01-01T00:00:00.000Z\",\"message\":\"x\"}", text());
  }

  @Test
  void shouldWriteAStruct() throws Exception {
    Schema inner = SchemaBuilder.struct().field("x", Schema.OPTIONAL_INT8_SCHEMA).build();
    Schema schema =
        SchemaBuilder.struct()
            .field("i8", Schema.INT8_SCHEMA)
            .field("i16", Schema.INT16_SCHEMA)
            .field("i32", Schema.INT32_SCHEMA)
            .field("i64", Schema.INT64_SCHEMA)
            .field("f32", Schema.FLOAT32_SCHEMA)
            .field("f64", Schema.FLOAT64_SCHEMA)
            .field("flag", Schema.BOOLEAN_SCHEMA)
            .field("text", Schema.STRING_SCHEMA)
            .field("bytes", Schema.BYTES_SCHEMA)
            .field("decimal", Decimal.schema(3))
            .field("date", Date.SCHEMA)
            .field("time", Time.SCHEMA)
            .field("timestamp", Timestamp.SCHEMA)
            .field("list", SchemaBuilder.array(Timestamp.SCHEMA).build())
            .field("map", SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.STRING_SCHEMA).build())
            .field("inner", inner)
            .build();
    java.util.Date day = java.util.Date.from(Instant.parse("2026-11-21T00:00:00Z"));
    Struct struct =
        new Struct(schema)
            .put("i8", (byte) -1)
            .put("i16", (short) 2)
            .put("i32", 3)
            .put("i64", Long.MAX_VALUE)
            .put("f32", 0.5f)
            .put("f64", 1e300)
            .put("flag", true)
            .put("text", "\u00e9\"")
            .put("bytes", new byte[] {1, 2, 3})
            .put("decimal", new BigDecimal("1200.000"))
            .put("date", day)
            .put("time", new java.util.Date(3_723_004))
            .put("timestamp", java.util.Date.from(RECORD_TIME))
            .put("list", List.of(java.util.Date.from(RECORD_TIME)))
            .put("map", Map.of(1, "one"))
            .put("inner", new Struct(inner));
    writer.write(record(schema, struct), out);
    assertEquals(
        "{\"i8\":-1,\"i16\":2,\"i32\":3,\"i64\":9223372036854775807,\"f32\":0.5,\"f64\":1.0E300,"
            + "\"flag\":true,\"text\":\"\u00e9\\\"\",\"bytes\":\"AQID\",\"decimal\":1200.000,"
            + "\"date\":\"2026-11-21\",\"time\":\"01:02:03.004\",\"timestamp\":\"2026-11-21T01:02:03.004Z\","
            + "\"list\":[\"2026-11-21T01:02:03.004Z\"],\"map\":{\"1\":\"one\"},\"inner\":{\"x\":null}}",
        text());
  }

  @Test
  void shouldWriteAMapWithoutSchema() throws Exception {
    Map<String, Object> map = new TreeMap<>();
    map.put("a", Arrays.asList(1, null, Map.of("b", ByteBuffer.wrap(new byte[] {1}))));
    map.put("d", new BigDecimal("1E+3"));
    assertEquals("{\"a\":[1,null,{\"b\":\"AQ==\"}],\"d\":1000}", document(map));
  }

  @Test
  void shouldRefuseWhatIsNoDocumentAndLeaveTheOutputAlone() throws Exception {
    List<Object> malformed =
        List.of(
            42,
            true,
            List.of(1),
            Map.of("a", Double.NaN),
            Map.of("a", Float.POSITIVE_INFINITY),
            Map.of("a", new Object()),
            Map.of(List.of(), 1),
            Collections.singletonMap(null, 1),
            Map.of("a", new BigDecimal("1E+1000000")));
    out.write('x');
    for (Object value : malformed) {
      assertThrows(
          MalformedDocumentException.class,
          () -> writer.write(record(null, value), out),
          value.toString());
      assertEquals("x", text(), value.toString());
    }
    out.truncate(0);
    assertEquals("{\"a\":1}", document(Map.of("a", 1)), "it writes on after a failure");
  }

  @Test
  void shouldRefuseDataThatIsNestedTooDeep() {
    Object value = 1;
    for (int i = 0; i < 2000; i++) {
      value = Map.of("a", value);
    }
    Object deep = value;
    assertThrows(MalformedDocumentException.class, () -> writer.write(record(null, deep), out));
  }

  private String document(Object value) throws MalformedDocumentException {
    out.truncate(0);
    writer.write(record(null, value), out);
    return text();
  }

  private static SinkRecord record(Schema schema, Object value) {
    return new SinkRecord(
        "t",
        0,
        null,
        null,
        schema,
        value,
        0,
        RECORD_TIME.toEpochMilli(),
        TimestampType.CREATE_TIME);
  }

  private String text() {
    return new String(out.array(), 0, out.size(), StandardCharsets.UTF_8);
  }
}
