package io.sluice.connect.filetail.collect;

import static io.sluice.connect.filetail.collect.CollectLists.entry;
import static io.sluice.connect.filetail.collect.CollectLists.onlyProblem;
import static io.sluice.connect.filetail.collect.CollectLists.parser;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of lists that are bad, and where. */
class CollectProblemTest {

  private final CollectListParser parser = parser("/var/log", "/srv/app");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"path": 7, "topic": "t"}                       | /path          | found 7
          {"path": "var/log/a", "topic": "t"}             | /path          | absolute
          {"path": "/var/log/../../etc/x", "topic": "t"}  | /path          | absolute
          {"path": "/etc/shadow", "topic": "t"}           | /path          | outside the connector's allowed.paths
          {"path": "/var/logs/x", "topic": "t"}           | /path          | outside the connector's allowed.paths
          {"path": "/var/log/[a.log", "topic": "t"}       | /path          | is no glob: the [ at character 10 is not closed
          {"path": "/{srv/app,etc}/*.log", "topic": "t"}  | /path          | below /etc, which is outside the connector's allowed.paths
          {"path": "/var/log/**.log", "topic": "t"}       | /path          | write **/*.log
          {"path":"/var/log/*","topic":"t","exclude":"x"} | /exclude       | expected a list of globs
          {"path":"/var/log/*","topic":"t","exclude":["a",1]} | /exclude/1 | expected a glob
          {"path":"/var/log/*","topic":"t","exclude":["{"]} | /exclude/0   | is no glob: the {
          {"path":"/var/log/*","topic":"t","exclude":["a/b"]} | /exclude/0 | absolute
          {"path":"/var/log/a","topic":"t","exclude":["b"]} | /exclude     | '/var/log/a' names one file
          {"path": "/var/log/\\u0000", "topic": "t"}      | /path          | not a path
          {"path": "/var/log/a", "topic": "__offsets"}    | /topic         | outside the connector's allowed.topics
          {"path": "/var/log/a", "topic": "a b"}          | /topic         | no topic name
          {"path": "/var/log/a", "topic": ".."}           | /topic         | no topic name
          {"path": "/var/log/a", "topic": ""}             | /topic         | not empty
          {"path": "/var/log/a", "topic": null}           | /topic         | found null
          {"path": "/var/log/a"}                          | ``             | 'topic' is missing
          {"topic": "t"}                                  | ``             | 'path' is missing
          {"path": "/var/log/a", "topic": "t", "tpoic":1} | /tpoic         | unknown field 'tpoic'
          {"path": "/var/log/a", "topic": "t", "start":1} | /start         | found 1
          {"path":"/var/log/a","topic":"t","start":"now"} | /start         | neither beginning nor end
          {"path":"/var/log/a","topic":"t","format":"x"}  | /format        | ecs, json, line
          {"path":"/var/log/a","topic":"t","encoding":"x"}| /encoding      | no encoding
          {"path":"/var/log/a","topic":"t","multiline":[]} | /multiline    | found an array
          {"path":"/var/log/a","topic":"t","multiline":{}} | /multiline    | 'pattern' is missing
          {"path":"/var/log/a","topic":"t","multiline":{"pattern":"("}} | /multiline/pattern | no regular expression
          {"path":"/var/log/a","topic":"t","multiline":{"pattern":"a","match":"x"}} | /multiline/match | after or before
          {"path":"/var/log/a","topic":"t","multiline":{"pattern":"a","negate":1}} | /multiline/negate | true or false
          {"path":"/var/log/a","topic":"t","multiline":{"pattern":"a","max_lines":0}} | /multiline/max_lines | from 1 to
          {"path":"/var/log/a","topic":"t","multiline":{"pattern":"a","timeout_ms":"5s"}} | /multiline/timeout_ms | from 1 to
          {"path":"/var/log/a","topic":"t","multiline":{"pattern":"a","flush":1}} | /multiline/flush | unknown field
          {"path":"/var/log/a","topic":"t","multiline":{"pattern":"a"},"format":"lines"} | /format | cannot go with multiline
          {"path":"/var/log/a","topic":"t","encoding":"UTF-16","format":"lines"} | /format | byte 10 ends a line
          {"path":"/var/log/a","topic":"t","fields":[]}   | /fields        | found an array
          {"path":"/var/log/a","topic":"t","fields":{"a/b":null}} | /fields/a~1b | found null
          {"path":"/var/log/a","topic":"t","fields":{"message":"x"}} | /fields/message | written by the connector
          {"path":"/var/log/a","topic":"t","fields":{"log.level":"x"}} | /fields/log.level | written by the connector
          {"path":"/var/log/a","topic":"t","fields":{"":"x"}} | /fields/     | no name for a field
          {"path":"/var/log/a","topic":"t","fields":{"a":{"b":{"":1}}}} | /fields/a/b/ | no name for a field
          {"path":"/var/log/a","topic":"t","fields":{"a":{"b.":1}}} | /fields/a/b. | no name for a field
          {"path":"/var/log/a","topic":"t","format":"ecs"} | /format       | cannot take
          """)
  void shouldSayWhatIsWrongAndWhere(String entry, String pointer, String message) {
    CollectProblem problem = onlyProblem(parser, "[\n  " + entry + "\n]");

    assertEquals("/0" + (pointer == null ? "" : pointer), problem.pointer());
    assertEquals(2, problem.line());
    assertTrue(problem.column() >= 3, problem.toString());
    assertTrue(problem.message().contains(message), problem.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``               | is empty
          [{"path":        | is not JSON
          [] []            | is not JSON: something follows its end
          [] x             | is not JSON: Unrecognized token 'x'
          [NaN]            | is not JSON: Non-standard token 'NaN'
          [/* */]          | is not JSON: Unexpected character ('/'
          {"path":"/var/log/a","path":"/var/log/b","topic":"t"} | Duplicate field 'path'
          7                | expected an object
          """)
  void shouldRefuseWhatIsNoList(String text, String message) {
    CollectProblem problem = onlyProblem(parser, text);

    assertEquals(1, problem.line());
    assertTrue(problem.column() >= 1, problem.toString());
    assertTrue(problem.message().contains(message), problem.toString());
    assertFalse(problem.message().matches("(?s).*(`|Feature|Source).*"), problem.toString());
  }

  @Test
  void shouldSayWhereALimitOfJsonIsReached() {
    CollectProblem digits = onlyProblem(parser, "[\n" + "9".repeat(1_200) + "]");
    CollectProblem depth = onlyProblem(parser, "[".repeat(101));

    assertEquals(2, digits.line());
    assertTrue(digits.message().contains("Number value length (1200)"), digits.toString());
    assertTrue(depth.column() >= 101, depth.toString());
    assertTrue(depth.message().endsWith("maximum allowed (100)"), depth.toString());
  }

  @Test
  void shouldGiveThePlaceAroundAValueWhereAllPlacesWouldTakeTooMuchMemory() {
    String name = "n".repeat(10_000);
    String list = "{\"" + name + "\":[" + "\"\",".repeat(2_000) + "\"\"]}";

    CollectProblem problem =
        onlyProblem(
            parser, "[\n{\"path\":\"/var/log/a\",\n\"fields\":" + list + ",\n\"topic\":\"__x\"}]");

    assertEquals("/0/topic", problem.pointer());
    assertEquals(2, problem.line());
  }

  @Test
  void shouldRefuseWhatWouldUseUpTheStack() {
    assertLimit("path", "\"/var/log/" + "a".repeat(4_096) + "\"", "no path or glob may have more");
    assertLimit("path", "\"/var/log/" + "{".repeat(101) + "\"", "has 101 opening braces");
    assertLimit("exclude", "[\"" + "{".repeat(4_096) + "\"]", "has 4096 opening braces");
    assertLimit("exclude", "[\"" + "{".repeat(4_097) + "\"]", "has 4097 characters");
  }

  private void assertLimit(String field, String value, String message) {
    String path = field.equals("path") ? "" : "\"path\":\"/var/log/*\",";
    CollectProblem problem =
        onlyProblem(parser, "{" + path + "\"topic\":\"t\",\"" + field + "\":" + value + "}");

    assertTrue(problem.pointer().startsWith("/" + field), problem.pointer());
    assertTrue(problem.message().contains(message), problem.message());
  }

  @Test
  void shouldRefuseAPathWithoutAFileName() {
    CollectProblem problem = onlyProblem(parser("/"), "[{\"path\": \"/\", \"topic\": \"t\"}]");

    assertEquals("/0/path", problem.pointer());
    assertTrue(problem.message().contains("no file name"), problem.toString());
  }

  @Test
  void shouldReportEveryProblemOfEverySource() {
    Map<String, String> sources = new LinkedHashMap<>();
    sources.put("key /a", "[{\"path\": \"/etc/passwd\", \"topic\": \"__x\"}]");
    sources.put("key /b", "{");

    CollectListException bad =
        assertThrows(CollectListException.class, () -> parser.parse(sources));

    assertEquals(
        List.of("key /a", "key /a", "key /b"),
        bad.problems().stream().map(CollectProblem::source).toList());
    assertTrue(bad.getMessage().startsWith("key /a line 1 column 11 at /0/path: "));
  }
}
