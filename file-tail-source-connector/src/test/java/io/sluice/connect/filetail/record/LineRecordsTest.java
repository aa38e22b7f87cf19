package io.sluice.connect.filetail.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.connect.filetail.line.Line;
import io.sluice.connect.filetail.line.LineMark;
import io.sluice.connect.filetail.line.LineMarks;
import io.sluice.connect.filetail.line.TextEncoding;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineRecordsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, Object> OFFSET = Map.of("position", 12L);

  private final ReadTime time =
      new ReadTime(Clock.fixed(Instant.parse("2026-11-21T01:02:03.040Z"), ZoneOffset.UTC));

  @Test
  void shouldMakeTheSameDocumentAsStructAndAsJson() throws Exception {
    Origin origin =
        origin(
            Map.of("service", Map.of("name", "shop"), "tags", List.of("a"), "n", 1L, "ok", true));

    Struct struct = (Struct) record(RecordFormat.ECS, origin, "GET \"/\"\t200").value();
    JsonNode json = json(record(RecordFormat.JSON, origin, "GET \"/\"\t200"));

    JsonNode expected =
        JSON.readTree(
            """
            {"@timestamp": "2026-11-21T01:02:03.040Z", "message": "GET \\"/\\"\\t200",
             "log": {"file": {"path": "/var/log/a.log"}, "offset": 7}, "host": {"name": "web-1"},
             "service": {"name": "shop"}, "tags": ["a"], "n": 1, "ok": true}
            """);
    assertEquals(expected, json);
    struct.validate();
    assertEquals(expected.get("@timestamp").textValue(), struct.getString("@timestamp"));
    assertEquals(expected.get("message").textValue(), struct.getString("message"));
    assertEquals(7L, struct.getStruct("log").getInt64("offset"));
    assertEquals("/var/log/a.log", struct.getStruct("log").getStruct("file").getString("path"));
    assertNull(struct.getStruct("log").get("flags"));
    assertEquals("web-1", struct.getStruct("host").getString("name"));
    assertEquals("shop", struct.getStruct("service").getString("name"));
    assertEquals(List.of("a"), struct.getArray("tags"));
    assertEquals(1L, struct.getInt64("n"));
    assertEquals(true, struct.getBoolean("ok"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "tab\tquote\"backslash\\slash/",
        "\u0000\u0001\u001f\u007f",
        "Grüße, 世界 🌊",
        "half a pair \ud83c",
      })
  void shouldEscapeWhatJsonAsksFor(String line) throws Exception {
    JsonNode json = json(record(RecordFormat.JSON, origin(Map.of()), line));

    String asUtf8 = new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    assertEquals(asUtf8, json.get("message").textValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ä"})
  void shouldWriteTheShortEscapesThatThereAre(String notAscii) {
    byte[] value =
        (byte[])
            record(RecordFormat.JSON, origin(Map.of()), "\"\\/\b\t\n\f\r\u000b\u001f" + notAscii)
                .value();

    String document = new String(value, StandardCharsets.UTF_8);
    assertTrue(
        document.endsWith(
            "\"message\":\"\\\"\\\\/\\b\\t\\n\\f\\r\\u000b\\u001f" + notAscii + "\"}"),
        document);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\"", "\u0001", "plain then \"", "世"})
  void shouldEscapeLinesOfAnyLength(String text) throws Exception {
    LineRecords records = LineRecords.of(RecordFormat.JSON, origin(Map.of()), RecordKey.NONE, time);
    for (int times : List.of(1, 1023, 1024, 1025, 100_000, 1)) {
      String line = text.repeat(times);
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);

      JsonNode json =
          json(
              records.record(line(bytes, 0, bytes.length, LineMarks.NONE, StandardCharsets.UTF_8)));

      assertEquals(line, json.get("message").textValue());
    }
  }

  @Test
  void shouldHaveAPartitionLikeAnyMapAndInItsOrder() {
    Map<String, Object> like = new HashMap<>();
    like.put("path", "/var/log/a.log");
    like.put("host", "web-1");
    Map<String, Object> partition = Origin.partition("web-1", "/var/log/a.log");

    assertEquals(like, partition);
    assertEquals(partition, like);
    assertEquals(like.hashCode(), partition.hashCode());
    assertEquals(List.copyOf(like.keySet()), List.copyOf(partition.keySet()));
    assertNotEquals(partition, Origin.partition("web-2", "/var/log/a.log"));
    assertThrows(UnsupportedOperationException.class, () -> partition.remove("host"));
  }

  @ParameterizedTest
  @EnumSource(RecordFormat.class)
  void shouldHaveTheSameHashCodeForTheSameLine(RecordFormat format) {
    int hash = record(format, origin(Map.of()), "one").hashCode();
    Origin elsewhere = new Origin("web-1", "/var/log/b.log", "web", Map.of());

    assertEquals(hash, record(format, origin(Map.of()), "one").hashCode());
    assertNotEquals(hash, record(format, elsewhere, "one").hashCode());
  }

  @Test
  void shouldReplaceWhatTheEncodingCannotRead() throws Exception {
    byte[] line = {'a', (byte) 0xff, 'b'};
    LineRecords records = LineRecords.of(RecordFormat.JSON, origin(Map.of()), RecordKey.NONE, time);

    JsonNode json =
        json(records.record(line(line, 0, line.length, LineMarks.NONE, StandardCharsets.UTF_8)));

    assertEquals("a\ufffdb", json.get("message").textValue());
  }

  @Test
  void shouldDecodeTheEntrysEncoding() throws Exception {
    Charset gbk = Charset.forName("GBK");
    byte[] line = "订单 42".getBytes(gbk);
    LineRecords records = LineRecords.of(RecordFormat.JSON, origin(Map.of()), RecordKey.NONE, time);

    JsonNode json = json(records.record(line(line, 0, line.length, LineMarks.NONE, gbk)));

    assertEquals("订单 42", json.get("message").textValue());
  }

  @Test
  void shouldMarkPieces() throws Exception {
    Origin origin = origin(Map.of());

    assertEquals(
        "split",
        json(record(RecordFormat.JSON, origin, "x", LineMark.SPLIT))
            .at("/log/flags/0")
            .textValue());
    assertEquals(
        List.of("truncated"),
        ((Struct) record(RecordFormat.ECS, origin, "x", LineMark.TRUNCATED).value())
            .getStruct("log")
            .getArray("flags"));
    assertEquals(
        "split",
        record(RecordFormat.LINE, origin, "x", LineMark.SPLIT)
            .headers()
            .lastWithName("log.flags")
            .value());
  }

  @Test
  void shouldKeepTheBytesOfALineAndSayInHeadersWhereItStands() {
    byte[] bytes = {'x', (byte) 0xff, 0, 'y', 'z'};
    LineRecords records = LineRecords.of(RecordFormat.LINE, origin(Map.of()), RecordKey.NONE, time);

    SourceRecord record = records.record(line(bytes, 1, 4, LineMarks.NONE, StandardCharsets.UTF_8));

    assertArrayEquals(new byte[] {(byte) 0xff, 0, 'y'}, (byte[]) record.value());
    assertEquals("/var/log/a.log", record.headers().lastWithName("log.file.path").value());
    assertEquals(7L, record.headers().lastWithName("log.offset").value());
    assertEquals("web-1", record.headers().lastWithName("host.name").value());
    assertNull(record.headers().lastWithName("log.flags"));
  }

  @Test
  void shouldSayHowManyLinesAreInARecordOfMany() {
    byte[] bytes = "a\nb\n".getBytes(StandardCharsets.UTF_8);
    LineRecords records =
        LineRecords.of(RecordFormat.LINES, origin(Map.of()), RecordKey.NONE, time);

    SourceRecord record =
        records.record(
            new Line()
                .set(
                    bytes,
                    0,
                    4,
                    7,
                    2,
                    LineMarks.NONE,
                    TextEncoding.of(StandardCharsets.UTF_8),
                    OFFSET));

    assertArrayEquals(bytes, (byte[]) record.value());
    assertEquals(2, record.headers().lastWithName("log.lines").value());
    assertEquals(7L, record.headers().lastWithName("log.offset").value());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ecs", "json", "line", "lines"})
  void shouldAddressTheRecord(String format) {
    Origin origin = origin(Map.of());
    LineRecords records = LineRecords.of(RecordFormat.of(format), origin, RecordKey.PATH, time);

    SourceRecord record =
        records.record(line(new byte[] {'x'}, 0, 1, LineMarks.NONE, StandardCharsets.UTF_8));

    assertEquals("web", record.topic());
    assertNull(record.kafkaPartition());
    assertEquals("/var/log/a.log", record.key());
    assertEquals(Map.of("host", "web-1", "path", "/var/log/a.log"), record.sourcePartition());
    assertEquals(OFFSET, record.sourceOffset());
    assertEquals(Instant.parse("2026-11-21T01:02:03.040Z").toEpochMilli(), record.timestamp());
  }

  @Test
  void shouldGiveThePartitionTheBytesByWhichConnectFindsItsOffset() {
    try (JsonConverter connect = new JsonConverter()) {
      connect.configure(Map.of("schemas.enable", false), true);
      byte[] written =
          connect.fromConnectData("", null, Origin.partition("web-1", "/var/log/a.log"));
      Object read = connect.toConnectData("", written).value();

      assertEquals(
          new String(written, StandardCharsets.UTF_8),
          new String(connect.fromConnectData("", null, read), StandardCharsets.UTF_8));
    }
  }

  @Test
  void shouldMakeTheKeyThatIsAskedFor() {
    Origin origin = origin(Map.of());

    assertNull(RecordKey.NONE.of(origin));
    assertEquals("/var/log/a.log", RecordKey.PATH.of(origin));
    assertEquals("web-1", RecordKey.HOST.of(origin));
  }

  private static Origin origin(Map<String, Object> fields) {
    return new Origin("web-1", "/var/log/a.log", "web", fields);
  }

  private SourceRecord record(RecordFormat format, Origin origin, String line, LineMark... marks) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return LineRecords.of(format, origin, RecordKey.NONE, time)
        .record(line(bytes, 0, bytes.length, LineMarks.of(marks), StandardCharsets.UTF_8));
  }

  private static Line line(byte[] bytes, int from, int to, LineMarks marks, Charset charset) {
    return new Line().set(bytes, from, to, 7, 1, marks, TextEncoding.of(charset), OFFSET);
  }

  private static JsonNode json(SourceRecord record) throws Exception {
    return JSON.readTree((byte[]) record.value());
  }
}
