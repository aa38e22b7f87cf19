package io.sluice.connect.filetail.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.connect.filetail.record.RecordFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueConverterTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "unset",
      textBlock =
          """
          unset,                                                    true,  false, false
          org.apache.kafka.connect.json.JsonConverter,              true,  false, false
          org.apache.kafka.connect.storage.StringConverter,         false, false, false
          org.apache.kafka.connect.converters.ByteArrayConverter,   false, true,  true
          com.example.OwnConverter,                                 true,  true,  true
          """)
  void shouldTakeTheFormatsThatTheConverterLeavesWhole(
      String converter, boolean ecs, boolean json, boolean line) {
    ValueConverter given = ValueConverter.of(converter);

    assertEquals(ecs, given.problem(RecordFormat.ECS).isEmpty());
    assertEquals(json, given.problem(RecordFormat.JSON).isEmpty());
    assertEquals(line, given.problem(RecordFormat.LINE).isEmpty());
  }
}
