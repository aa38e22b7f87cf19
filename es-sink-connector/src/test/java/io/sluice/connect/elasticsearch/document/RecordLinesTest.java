package io.sluice.connect.elasticsearch.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class RecordLinesTest {

  private static final String TIME = "{\"@timestamp\":\"2026-11-21T01:02:03.004Z\",";

  private final DocumentWriter writer =
      new DocumentWriter(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), KafkaMetadata.NONE);
  private final ConnectHeaders headers = new ConnectHeaders();

  @Test
  void shouldMakeADocumentOfEachLineWithItsOwnOffset() throws Exception {
    headers.addString("log.file.path", "/var/log/a \"b\".log");
    headers.addLong("log.offset", 1000);
    headers.addString("host.name", "web-1");
    headers.addInt("log.lines", 3);
    assertEquals(
        List.of(
            TIME
                + "\"log\":{\"file\":{\"path\":\"/var/log/a \\\"b\\\".log\"},\"offset\":1000},\"host\":{\"name\":\"web-1\"},\"message\":\"one\"}",
            TIME
                + "\"log\":{\"file\":{\"path\":\"/var/log/a \\\"b\\\".log\"},\"offset\":1004},\"host\":{\"name\":\"web-1\"},\"message\":\"\u00e9\\t\"}",
            TIME
                + "\"log\":{\"file\":{\"path\":\"/var/log/a \\\"b\\\".log\"},\"offset\":1008},\"host\":{\"name\":\"web-1\"},\"message\":\"three\"}"),
        documents("one\n\u00e9\t\nthree\n"));
  }

  @Test
  void shouldCopyALineThatIsAnObjectByteForByte() throws Exception {
    headers.addLong("log.offset", 1000);
    assertEquals(
        List.of("{ \"a\":1}", TIME + "\"log\":{\"offset\":1010},\"message\":\"[1]\"}"),
        documents("{ \"a\":1}\r\n[1]"));
  }

  @Test
  void shouldTakeEachLineForWhatItIs() throws Exception {
    assertEquals(
        List.of("\"\"", "\"a\\rb\"", "\"\"", "\"\ufffd\"", "\"\\r\"", "\"c\\r\""),
        documents(
                new byte[] {
                  '\n',
                  'a',
                  '\r',
                  'b',
                  '\r',
                  '\n',
                  '\n',
                  (byte) 0xFF,
                  '\n',
                  '\r',
                  '\r',
                  '\n',
                  'c',
                  '\r'
                })
            .stream()
            .map(document -> document.replace(TIME + "\"message\":", "").replace("}", ""))
            .toList());
    assertEquals(List.of(), documents(""));
    assertEquals(1, documents("\n").size());
  }

  @Test
  void shouldTakeHeadersAsAnyConverterMakesThem() throws Exception {
    headers.addBytes("log.file.path", "/a".getBytes(StandardCharsets.UTF_8));
    headers.addString("log.offset", "7");
    headers.addInt("host.name", 1234);
    headers.addString("log.flags", "continued,split");
    assertEquals(
        List.of(
            TIME
                + "\"log\":{\"file\":{\"path\":\"/a\"},\"flags\":[\"continued\",\"split\"],\"offset\":7},\"host\":{\"name\":\"1234\"},\"message\":\"x\"}"),
        documents("x"));
  }

  @Test
  void shouldLeaveOutWhatNoHeaderSays() throws Exception {
    assertEquals(List.of(TIME + "\"message\":\"x\"}"), documents("x"));
    headers.addString("log.offset", "not a number");
    headers.addString("log.flags", "split");
    assertEquals(
        List.of(TIME + "\"log\":{\"flags\":[\"split\"]},\"message\":\"x\"}"), documents("x"));
  }

  @Test
  void shouldStayJsonWhereTheFlagsAreNothingButCommas() throws Exception {
    headers.addString("log.flags", ",,");
    assertEquals(List.of(TIME + "\"log\":{\"flags\":[]},\"message\":\"x\"}"), documents("x"));
  }

  @Test
  void shouldMakeARecordOfALineForTheDeadLetterQueue() throws Exception {
    headers.addString("h", "v");
    RecordLines lines = writer.lines(record("one\r\ntwo\n".getBytes(StandardCharsets.UTF_8)));
    lines.next();
    lines.next();
    SinkRecord line = lines.toRecord();
    assertEquals("two", new String((byte[]) line.value(), StandardCharsets.UTF_8));
    assertEquals(5, line.originalKafkaOffset());
    assertEquals("v", line.headers().lastWithName("h").value());
    lines = writer.lines(record("one"));
    lines.next();
    assertEquals("one", lines.toRecord().value());
  }

  @Test
  void shouldRefuseAValueWithoutLines() {
    String message =
        assertThrows(MalformedDocumentException.class, () -> writer.lines(record(List.of("a"))))
            .getMessage();
    assertTrue(message.contains("value.framing=lines takes bytes or text"), message);
  }

  private List<String> documents(Object value) throws MalformedDocumentException {
    GrowableBytes out = new GrowableBytes(1);
    List<String> documents = new ArrayList<>();
    RecordLines lines =
        writer.lines(
            record(value instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : value));
    while (lines.next()) {
      assertEquals(documents.size(), lines.index());
      out.truncate(0);
      lines.write(out);
      documents.add(new String(out.array(), 0, out.size(), StandardCharsets.UTF_8));
    }
    return documents;
  }

  private SinkRecord record(Object value) {
    return new SinkRecord(
        "t",
        0,
        null,
        null,
        value instanceof byte[] ? Schema.BYTES_SCHEMA : null,
        value,
        5,
        Instant.parse("2026-11-21T01:02:03.004Z").toEpochMilli(),
        TimestampType.CREATE_TIME,
        headers);
  }
}
