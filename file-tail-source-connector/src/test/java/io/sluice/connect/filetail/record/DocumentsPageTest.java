package io.sluice.connect.filetail.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.connect.filetail.line.Line;
import io.sluice.connect.filetail.line.LineMark;
import io.sluice.connect.filetail.line.LineMarks;
import io.sluice.connect.filetail.line.TextEncoding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/documents.md} to the records that are made. */
class DocumentsPageTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MESSAGE = "10.0.0.1 - - \"GET / HTTP/1.1\" 200";
  private static final Map<Schema.Type, String> TYPES =
      Map.of(
          Schema.Type.STRING, "string",
          Schema.Type.INT64, "64-bit integer",
          Schema.Type.INT32, "32-bit integer",
          Schema.Type.ARRAY, "array of strings");

  private final ReadTime time =
      new ReadTime(Clock.fixed(Instant.parse("2026-11-21T01:02:03.040Z"), ZoneOffset.UTC));
  private String page;

  @BeforeEach
  void readThePage() throws IOException {
    page = Files.readString(Path.of("../docs/documents.md"));
  }

  @Test
  void shouldShowADocumentAsItIs() throws IOException {
    assertEquals(example(0), document(Map.of()));
  }

  @Test
  void shouldShowADocumentWithFieldsAndFlagsAsItIs() throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("service", Map.of("name", "shop"));
    fields.put("tags", List.of("a", "b"));

    JsonNode made = document(fields, LineMark.SPLIT);

    assertEquals(example(1), made);
    List<String> order = new ArrayList<>();
    made.fieldNames().forEachRemaining(order::add);
    List<String> shown = new ArrayList<>();
    example(1).fieldNames().forEachRemaining(shown::add);
    assertEquals(shown, order);
  }

  @Test
  void shouldListTheFieldsOfADocumentWithTheirTypes() {
    SourceRecord record = record(RecordFormat.ECS, Map.of());
    Map<String, String> fields = new TreeMap<>();
    flatten("", record.valueSchema(), fields);

    assertEquals("io.sluice.LogLine", record.valueSchema().name());
    assertEquals(fields, table("field"));
  }

  @Test
  void shouldListTheHeadersWithTheirTypes() {
    Map<String, String> headers = new TreeMap<>();
    for (RecordFormat format : List.of(RecordFormat.LINE, RecordFormat.LINES)) {
      for (Header header : record(format, Map.of(), LineMark.SPLIT).headers()) {
        headers.put(header.key(), TYPES.get(header.schema().type()));
      }
    }

    assertEquals(headers, table("header"));
  }

  @Test
  void shouldExplainEveryFlagAndFormat() {
    List<String> flags = Arrays.stream(LineMark.values()).map(LineMark::flag).sorted().toList();

    assertEquals(flags, List.copyOf(table("flag").keySet()));
    assertEquals(
        RecordFormat.optionValues().stream().sorted().toList(),
        List.copyOf(table("format").keySet()));
  }

  private JsonNode example(int number) throws IOException {
    List<String> examples =
        Pattern.compile("```json\n(.*?)```", Pattern.DOTALL)
            .matcher(page)
            .results()
            .map(block -> block.group(1))
            .toList();
    return JSON.readTree(examples.get(number));
  }

  /** The first two columns of the table with that first heading. */
  private Map<String, String> table(String heading) {
    int begin = page.indexOf("| " + heading + " |");
    assertTrue(begin >= 0, heading);
    int end = page.indexOf("\n\n", begin);
    Map<String, String> rows = new TreeMap<>();
    Pattern.compile("^\\| `([^`]+)` \\| ([^|]*) \\|", Pattern.MULTILINE)
        .matcher(page.substring(begin, end))
        .results()
        .forEach(row -> rows.put(row.group(1), row.group(2)));
    return rows;
  }

  private static void flatten(String prefix, Schema schema, Map<String, String> fields) {
    for (Field field : schema.fields()) {
      if (field.schema().type() == Schema.Type.STRUCT) {
        flatten(prefix + field.name() + ".", field.schema(), fields);
      } else {
        fields.put(prefix + field.name(), TYPES.get(field.schema().type()));
      }
    }
  }

  private JsonNode document(Map<String, Object> fields, LineMark... marks) throws IOException {
    return JSON.readTree((byte[]) record(RecordFormat.JSON, fields, marks).value());
  }

  private SourceRecord record(RecordFormat format, Map<String, Object> fields, LineMark... marks) {
    Origin origin = new Origin("web-1", "/var/log/nginx/access.log", "web", fields);
    byte[] bytes = MESSAGE.getBytes(StandardCharsets.UTF_8);
    TextEncoding utf8 = TextEncoding.of(StandardCharsets.UTF_8);
    return LineRecords.of(format, origin, RecordKey.NONE, time)
        .record(
            new Line().set(bytes, 0, bytes.length, 12345, 1, LineMarks.of(marks), utf8, Map.of()));
  }
}
