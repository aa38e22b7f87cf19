package io.sluice.connect.filetail.collect;

import static io.sluice.connect.filetail.collect.CollectLists.BYTES;
import static io.sluice.connect.filetail.collect.CollectLists.onlyProblem;
import static io.sluice.connect.filetail.collect.CollectLists.parse;
import static io.sluice.connect.filetail.collect.CollectLists.parserFor;
import static io.sluice.connect.filetail.collect.CollectLists.rules;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.filetail.record.RecordFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which formats go with the connector's options, and with the rest of an entry. */
class RecordRulesTest {

  @ParameterizedTest
  @CsvSource({
    "line, ",
    "json, ",
    "line, org.apache.kafka.connect.storage.StringConverter",
    "json, org.apache.kafka.connect.json.JsonConverter",
    "json, JsonConverter",
    "ecs, " + BYTES,
    "ecs, ByteArrayConverter"
  })
  void shouldRefuseAFormatThatTheConverterCannotTake(String format, String converter) {
    CollectProblem problem =
        onlyProblem(parserFor(converter, RecordFormat.ECS), withFormat(format));

    assertEquals("/0/format", problem.pointer());
    assertTrue(problem.message().contains("'" + format + "'"), problem.toString());
    assertTrue(problem.message().contains("value.converter"), problem.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "ecs, ",
    "ecs, org.apache.kafka.connect.json.JsonConverter",
    "json, " + BYTES,
    "line, ByteArray",
    "line, com.example.OwnConverter",
    "ecs, com.example.OwnConverter"
  })
  void shouldTakeAFormatThatTheConverterMayTake(String format, String converter)
      throws CollectListException {
    assertEquals(1, parse(parserFor(converter, RecordFormat.ECS), withFormat(format)).size());
  }

  @Test
  void shouldRefuseMultilineWhereTheConnectorsFormatIsLines() {
    CollectProblem problem =
        onlyProblem(
            parserFor(BYTES, RecordFormat.LINES),
            "[{\"path\":\"/var/log/a\",\"topic\":\"t\",\"multiline\":{\"pattern\":\"^ \"}}]");

    assertTrue(problem.message().contains("cannot go with multiline"), problem::message);
  }

  @Test
  void shouldNotFailATaskForAConverterThatCameAfterTheCheck() throws Exception {
    assertEquals(
        1, parse(CollectListParser.ofChecked(rules("/var/log")), withFormat("line")).size());
  }

  private static String withFormat(String format) {
    return "[{\"path\":\"/var/log/a\",\"topic\":\"t\",\"format\":\"" + format + "\"}]";
  }
}
