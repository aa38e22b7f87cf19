package io.sluice.connect.elasticsearch.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.elasticsearch.document.MalformedDocumentException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTemplateTest {

  private static final Instant TIME = Instant.parse("2026-11-21T23:59:58.999Z");

  private final RecordView view = new RecordView();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "constant | constant",
        "{topic} | Top",
        "{key} | k",
        "a-{topic}.{key}-b | a-Top.k-b",
        "{topic}{topic} | TopTop",
        "{timestamp:yyyy.MM.dd} | 2026.11.21",
        "{timestamp:yyyy-'w'ww} | 2026-w47",
        "{timestamp:yyyy-MM-dd-HH} | 2026-11-21-23",
        "{timestamp:HH.mm.ss.SSS} | 23.59.58.999",
        "{header:tenant} | acme",
        "{header:n} | 7",
        "{field:/a/b}-{field:/c} | x-true",
      })
  void shouldResolve(String template, String expected) throws Exception {
    turnTo(TIME.toEpochMilli());
    assertEquals(expected, TextTemplate.parse(template).resolve(view));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{header:absent} | it has no header absent",
        "{field:/absent} | it has no field /absent",
        "x{timestamp:yyyy} | it has no timestamp",
      })
  void shouldSayWhichPartARecordLacks(String template, String reason) {
    turnTo(null);
    TextTemplate parsed = TextTemplate.parse(template);
    assertEquals(
        reason,
        assertThrows(MalformedDocumentException.class, () -> parsed.resolve(view)).getMessage());
  }

  @Test
  void shouldMakeTheTextOfADayOnce() throws Exception {
    TextTemplate day = TextTemplate.parse("{timestamp:yyyy.MM.dd}");
    turnTo(TIME.toEpochMilli());
    String first = day.resolve(view);
    turnTo(TIME.toEpochMilli() - 86_398_999);
    assertSame(first, day.resolve(view));
    turnTo(TIME.toEpochMilli() + 1);
    assertSame(first, day.resolve(view), "the last millisecond of the day is 23:59:59.999");
    turnTo(TIME.toEpochMilli() + 1001);
    assertNotSame(first, day.resolve(view));
    assertEquals("2026.11.22", day.resolve(view));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{timestamp:YYYY.MM.dd} | has Y, the year of the week; the year is yyyy",
        "{timestamp:foo} | is not a pattern of a date",
        "a{topic | the { at character 2 is never closed",
        "a}b | the } at character 2 closes nothing",
        "{} | placeholder {} is not supported",
      })
  void shouldSayWhatIsWrongWithATemplate(String template, String part) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> TextTemplate.parse(template))
            .getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void shouldTellWhatItDependsOn() {
    assertTrue(TextTemplate.parse("{topic}").dependsOnTopic());
    assertEquals(false, TextTemplate.parse("{topic}").dependsOnRecord());
    assertTrue(TextTemplate.parse("{key}").dependsOnRecord());
    assertEquals(false, TextTemplate.parse("{key}").dependsOnDocument());
    assertTrue(TextTemplate.parse("{field:/a}").dependsOnDocument());
    assertTrue(TextTemplate.parse("{timestamp:yyyy}").dependsOnTimestamp());
  }

  private void turnTo(Long timestamp) {
    SinkRecord record =
        new SinkRecord("Top", 0, null, "k", null, null, 0, timestamp, TimestampType.CREATE_TIME);
    record.headers().addString("tenant", "acme").addInt("n", 7);
    view.turnTo(record);
    view.document("{\"a\":{\"b\":\"x\"},\"c\":true}".getBytes(StandardCharsets.UTF_8), 0);
  }
}
