package io.sluice.connect.elasticsearch.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataWriterTest {

  private static final String ALL =
      "topic,partition,offset,timestamp,key,header:trace,header:absent,header:n";

  private final ConnectHeaders headers = new ConnectHeaders();
  private Object key = "k\"1";
  private Long timestamp = Instant.parse("2026-11-21T01:02:03.004Z").toEpochMilli();

  @Test
  void shouldAddWhatIsAskedForBehindTheLastField() throws Exception {
    headers.addString("trace", "abc");
    headers.addLong("n", 7);
    assertEquals(
        "{\"a\":1,\"kafka\":{\"topic\":\"t\",\"partition\":3,\"offset\":42,\"timestamp\":\"2026-11-21T01:02:03.004Z\",\"key\":\"k\\\"1\",\"headers\":{\"trace\":\"abc\",\"n\":\"7\"}}}",
        document(ALL, "{\"a\":1}"));
    assertEquals("{\"a\":1,\"kafka\":{\"offset\":42}}", document("offset", "{\"a\":1}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '%',
      value = {
        "{} | {'kafka':{'offset':42}}",
        "{ } | { 'kafka':{'offset':42}}",
        "{'a':{}} | {'a':{},'kafka':{'offset':42}}",
        "{'a':'}' }   | {'a':'}' ,'kafka':{'offset':42}}",
        "{'a':{'kafka':1}} | {'a':{'kafka':1},'kafka':{'offset':42}}",
      })
  void shouldAddItToAnyObject(String value, String expected) throws Exception {
    assertEquals(expected.replace('\'', '"'), document("offset", value.replace('\'', '"')));
  }

  @Test
  void shouldAddItToMessagesAndStructuredValues() throws Exception {
    assertEquals(
        "{\"@timestamp\":\"2026-11-21T01:02:03.004Z\",\"message\":\"x\",\"kafka\":{\"offset\":42}}",
        document("offset", "x"));
    assertEquals("{\"a\":1,\"kafka\":{\"offset\":42}}", document("offset", Map.of("a", 1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"kafka\":1}", "{\"a\":2,\"k\\u0061fka\":{}}"})
  void shouldRefuseADocumentThatHasTheField(String value) throws Exception {
    String message =
        assertThrows(MalformedDocumentException.class, () -> document("offset", value))
            .getMessage();
    assertTrue(message.contains("document.metadata.field"), message);
    assertTrue(document("offset", "meta", value).endsWith(",\"meta\":{\"offset\":42}}"));
  }

  @Test
  void shouldLeaveOutWhatARecordDoesNotHave() throws Exception {
    key = null;
    timestamp = null;
    assertEquals("{\"kafka\":{}}", document("timestamp,key,header:x", "{}"));
  }

  @Test
  void shouldWriteKeysThatAreNoText() throws Exception {
    assertEquals("\"7\"", keyOf(7L));
    assertEquals("\"true\"", keyOf(true));
    assertEquals("\"\u00e9\"", keyOf("\u00e9".getBytes(StandardCharsets.UTF_8)));
    assertEquals("\"/w==\"", keyOf(new byte[] {(byte) 0xFF}));
    assertEquals("{\"id\":1}", keyOf(Map.of("id", 1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '%',
      value = {"offsets | 'offsets'", "header: | 'header:'", "key,key | 'key' is there twice"})
  void shouldRefuseEntriesThatItDoesNotKnow(String entries, String part) {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> KafkaMetadata.parse("kafka", Arrays.asList(entries.split(","))))
            .getMessage();
    assertTrue(message.contains(part), message);
  }

  private String keyOf(Object newKey) throws MalformedDocumentException {
    key = newKey;
    String document = document("key", "{}");
    return document.substring("{\"kafka\":{\"key\":".length(), document.length() - 2);
  }

  private String document(String entries, Object value) throws MalformedDocumentException {
    return document(entries, "kafka", value);
  }

  private String document(String entries, String field, Object value)
      throws MalformedDocumentException {
    KafkaMetadata metadata = KafkaMetadata.parse(field, List.of(entries.split(",")));
    GrowableBytes out = new GrowableBytes(1);
    out.write('x');
    SinkRecord record =
        new SinkRecord(
            "t", 3, null, key, null, value, 42, timestamp, TimestampType.CREATE_TIME, headers);
    new DocumentWriter(Clock.systemUTC(), metadata).write(record, out);
    return new String(out.array(), 1, out.size() - 1, StandardCharsets.UTF_8);
  }
}
