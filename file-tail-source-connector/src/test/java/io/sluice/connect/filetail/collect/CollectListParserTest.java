package io.sluice.connect.filetail.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.filetail.file.AllowedPaths;
import io.sluice.connect.filetail.file.StartPosition;
import io.sluice.connect.filetail.record.RecordFormat;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollectListParserTest {

  private final CollectListParser parser =
      new CollectListParser(
          new AccessRules(
              new AllowedPaths(List.of(Path.of("/var/log"), Path.of("/srv/app"))),
              Pattern.compile("(?!__|connect-).+")));

  @Test
  void shouldReadAListAndSingleEntriesOfSeveralKeysInTheOrderOfPaths() throws Exception {
    Map<String, String> sources = new LinkedHashMap<>();
    sources.put(
        "key /list",
        """
        [{"path": "/var/log/nginx/access.log", "topic": "web_log"},
         {"path": "/srv/app/a.log", "topic": "app"}]
        """);
    sources.put("key /collect/redis", "{\"path\":\"/var/log/redis.log\",\"topic\":\"redis\"}");

    List<CollectEntry> entries = parser.parse(sources);

    assertEquals(
        List.of("/srv/app/a.log", "/var/log/nginx/access.log", "/var/log/redis.log"),
        entries.stream().map(CollectEntry::path).toList());
    assertEquals(
        List.of("app", "web_log", "redis"), entries.stream().map(CollectEntry::topic).toList());
  }

  @Test
  void shouldReadEveryField() throws Exception {
    List<CollectEntry> entries =
        parse(
            """
            [{"path": "/var/log/a.log", "topic": "a", "start": "end", "format": "line",
              "encoding": "GBK",
              "fields": {"service": {"name": "shop", "nodes": ["a", "b"]}, "tier": 1,
                         "share": 0.5, "live": true}}]
            """);

    assertEquals(
        List.of(
            new CollectEntry(
                "/var/log/a.log",
                "a",
                Optional.of(StartPosition.END),
                Optional.of(RecordFormat.LINE),
                Charset.forName("GBK"),
                Map.of(
                    "service",
                    Map.of("name", "shop", "nodes", List.of("a", "b")),
                    "tier",
                    1L,
                    "share",
                    0.5,
                    "live",
                    true))),
        entries);
  }

  @Test
  void shouldReadAgainWhatItWrites() throws Exception {
    List<CollectEntry> entries =
        parse(
            """
            [{"path": "/var/log/a.log", "topic": "a", "start": "end", "format": "line",
              "encoding": "GBK", "fields": {"service": {"name": "shop"}, "tier": 1}},
             {"path": "/var/log/b.log", "topic": "b"}]
            """);

    assertEquals(entries, parse(CollectListParser.write(entries)));
    assertEquals(StandardCharsets.UTF_8, entries.get(1).encoding());
  }

  @Test
  void shouldTakeAnEmptyListAndNoKeyAtAll() throws Exception {
    assertEquals(List.of(), parse("[]"));
    assertEquals(List.of(), parser.parse(Map.of()));
  }

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
          {"path": "/var/log/*.log", "topic": "t"}        | /path          | wildcard
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
          {"path":"/var/log/a","topic":"t","encoding":"UTF-16"}| /encoding | single byte 10
          {"path":"/var/log/a","topic":"t","fields":[]}   | /fields        | found an array
          {"path":"/var/log/a","topic":"t","fields":{"a/b":null}} | /fields/a~1b | found null
          {"path":"/var/log/a","topic":"t","fields":{"message":"x"}} | /fields/message | written by the connector
          {"path":"/var/log/a","topic":"t","fields":{"log.level":"x"}} | /fields/log.level | written by the connector
          """)
  void shouldSayWhatIsWrongAndWhere(String entry, String pointer, String message) {
    CollectProblem problem = onlyProblem("[\n  " + entry + "\n]");

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
          [] []            | is not JSON
          {"path":"/var/log/a","path":"/var/log/b","topic":"t"} | Duplicate field 'path'
          7                | expected an object
          """)
  void shouldRefuseWhatIsNoList(String text, String message) {
    CollectProblem problem = onlyProblem(text);

    assertEquals(1, problem.line());
    assertTrue(problem.message().contains(message), problem.toString());
  }

  @Test
  void shouldRefuseTwoEntriesThatClaimTheSameFile() {
    CollectProblem problem =
        onlyProblem(
            """
            [{"path": "/var/log/a.log", "topic": "a"},
             {"path": "/var/log/a.log", "topic": "b"}]
            """);

    assertEquals("/1/path", problem.pointer());
    assertEquals(2, problem.line());
    assertTrue(problem.message().contains("key /k at /0"), problem.toString());
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

  private List<CollectEntry> parse(String text) throws CollectListException {
    return parser.parse(Map.of("key /k", text));
  }

  private CollectProblem onlyProblem(String text) {
    CollectListException bad = assertThrows(CollectListException.class, () -> parse(text));
    assertEquals(1, bad.problems().size(), bad.getMessage());
    return bad.problems().get(0);
  }
}
