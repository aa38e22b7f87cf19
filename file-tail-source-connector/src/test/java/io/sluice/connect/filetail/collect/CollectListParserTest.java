package io.sluice.connect.filetail.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.filetail.file.AllowedPaths;
import io.sluice.connect.filetail.file.StartPosition;
import io.sluice.connect.filetail.line.Multiline;
import io.sluice.connect.filetail.record.RecordFormat;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollectListParserTest {

  private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

  private final CollectListParser parser = parser("/var/log", "/srv/app");

  @TempDir Path folder;

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
            [{"path": "/var/log/a*.log", "exclude": ["*.tmp", "/var/log/a/**"], "topic": "a",
              "start": "end", "format": "line", "encoding": "GBK",
              "multiline": {"pattern": "^\\\\s", "negate": true, "match": "before", "max_lines": 7,
                            "timeout_ms": 80},
              "fields": {"service": {"name": "shop", "nodes": ["a", "b"]}, "tier": 1,
                         "share": 0.5, "live": true}}]
            """);

    assertEquals(
        List.of(
            new CollectEntry(
                "/var/log/a*.log",
                List.of("*.tmp", "/var/log/a/**"),
                "a",
                Optional.of(StartPosition.END),
                Optional.of(RecordFormat.LINE),
                Charset.forName("GBK"),
                Optional.of(
                    new Multiline("^\\s", true, Multiline.Match.BEFORE, 7, Duration.ofMillis(80))),
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
            [{"path": "/var/log/**/a.log", "exclude": ["/var/log/x/*"], "topic": "a",
              "start": "end", "format": "line", "encoding": "GBK", "fields": {"service": {"name": "shop"}, "tier": 1},
              "multiline": {"pattern": "^ "}},
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
  void shouldRefuseALinkAndItsTargetWhereverTheyStand() throws Exception {
    Path file = Files.createFile(folder.resolve("a.log"));
    Path link = Files.createSymbolicLink(folder.resolve("current"), file);
    Map<String, String> sources = new LinkedHashMap<>();
    sources.put("key /a", "[" + entry(file) + "]");
    sources.put("key /b", entry(link));

    CollectListException bad =
        assertThrows(CollectListException.class, () -> parser(folder.toString()).parse(sources));

    assertEquals(1, bad.problems().size(), bad.getMessage());
    CollectProblem problem = bad.problems().get(0);
    assertEquals("key /b", problem.source());
    assertEquals("/path", problem.pointer());
    assertTrue(problem.message().contains("'" + link + "'"), problem.toString());
    assertTrue(problem.message().contains("'" + file + "'"), problem.toString());
    assertTrue(problem.message().contains("key /a at /0"), problem.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "/var/log/*.log, /var/log/a.log, matched by '/var/log/*.log' of key /k at /0",
    "/var/log/a.log, /var/log/*.log, matches '/var/log/a.log'",
    "/var/log/*.log, /var/log/*.log, claimed by key /k at /0 already"
  })
  void shouldRefuseAFileAndAGlobThatMatchesIt(String first, String second, String message) {
    CollectProblem problem =
        onlyProblem(
            "[{\"path\": \"%s\", \"topic\": \"t\"}, {\"path\": \"%s\", \"topic\": \"u\"}]"
                .formatted(first, second));

    assertEquals("/1/path", problem.pointer());
    assertTrue(problem.message().contains(message), problem.toString());
  }

  @Test
  void shouldTakeAFileAndAGlobThatExcludesIt() throws Exception {
    assertEquals(
        2,
        parse(
                """
                [{"path": "/var/log/*.log", "topic": "t", "exclude": ["a.log"]},
                 {"path": "/var/log/a.log", "topic": "u"}]
                """)
            .size());
  }

  @Test
  void shouldRefuseAGlobThatMatchesTheTargetOfALink() throws Exception {
    Path file = Files.createFile(folder.resolve("a.log"));
    Path link = Files.createSymbolicLink(folder.resolve("current"), file);

    CollectProblem problem =
        onlyProblem(parser(folder.toString()), entries(link, folder.resolve("*.log")));

    assertTrue(problem.message().contains("matches '" + link + "'"), problem.toString());
  }

  @Test
  void shouldRefuseTwoGlobsOnlyIfBothMatchAFileThatExists() throws Exception {
    String globs = entries(folder.resolve("*.log"), folder.resolve("**/app*"));
    CollectListParser parser = parser(folder.toString());
    Files.createFile(folder.resolve("web.log"));

    assertEquals(2, parse(parser, globs).size());

    Path both = Files.createFile(folder.resolve("app.log"));
    CollectProblem problem = onlyProblem(parser, globs);

    assertEquals("/1/path", problem.pointer());
    assertTrue(problem.message().contains("matches '" + both + "'"), problem.toString());
    assertTrue(problem.message().contains("key /k at /0"), problem.toString());
  }

  @Test
  void shouldTakeLinksThatLeadToNothing() throws Exception {
    Path absent = folder.resolve("a.log");
    Path link = Files.createSymbolicLink(folder.resolve("current"), absent);

    assertEquals(2, parse(parser(folder.toString()), entries(absent, link)).size());
  }

  @Test
  void shouldNotFailATaskForALinkOrAConverterThatCameAfterTheCheck() throws Exception {
    Path file = Files.createFile(folder.resolve("a.log"));
    Path link = Files.createSymbolicLink(folder.resolve("current"), file);

    assertEquals(
        2,
        parse(CollectListParser.ofChecked(rules(folder.toString())), entries(file, link)).size());
    assertEquals(
        1,
        parse(
                CollectListParser.ofChecked(rules("/var/log")),
                "[{\"path\":\"/var/log/a\",\"topic\":\"t\",\"format\":\"line\"}]")
            .size());
  }

  @Test
  void shouldRefuseAPathWithoutAFileName() {
    CollectProblem problem = onlyProblem(parser("/"), "[{\"path\": \"/\", \"topic\": \"t\"}]");

    assertEquals("/0/path", problem.pointer());
    assertTrue(problem.message().contains("no file name"), problem.toString());
  }

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
    CollectProblem problem = onlyProblem(parserFor(converter), withFormat(format));

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
    assertEquals(1, parse(parserFor(converter), withFormat(format)).size());
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

  private static String withFormat(String format) {
    return "[{\"path\":\"/var/log/a\",\"topic\":\"t\",\"format\":\"" + format + "\"}]";
  }

  private static String entries(Path... paths) {
    return Arrays.stream(paths).map(CollectListParserTest::entry).toList().toString();
  }

  @Test
  void shouldRefuseMultilineWhereTheConnectorsFormatIsLines() {
    CollectProblem problem =
        onlyProblem(
            parser(rules("/var/log"), BYTES, RecordFormat.LINES),
            "[{\"path\":\"/var/log/a\",\"topic\":\"t\",\"multiline\":{\"pattern\":\"^ \"}}]");

    assertTrue(problem.message().contains("cannot go with multiline"), problem::message);
  }

  private static String entry(Path path) {
    return "{\"path\":\"" + path + "\",\"topic\":\"t\"}";
  }

  private static CollectListParser parser(String... folders) {
    return parser(rules(folders), BYTES, RecordFormat.ECS);
  }

  private static CollectListParser parserFor(String converter) {
    return parser(rules("/var/log"), converter, RecordFormat.ECS);
  }

  private static CollectListParser parser(
      AccessRules rules, String converter, RecordFormat format) {
    return new CollectListParser(rules, new RecordRules(ValueConverter.of(converter), format));
  }

  private static AccessRules rules(String... folders) {
    return new AccessRules(
        new AllowedPaths(Arrays.stream(folders).map(Path::of).toList()),
        Pattern.compile("(?!__|connect-).+"));
  }

  private List<CollectEntry> parse(String text) throws CollectListException {
    return parse(parser, text);
  }

  private static List<CollectEntry> parse(CollectListParser parser, String text)
      throws CollectListException {
    return parser.parse(Map.of("key /k", text));
  }

  private CollectProblem onlyProblem(String text) {
    return onlyProblem(parser, text);
  }

  private static CollectProblem onlyProblem(CollectListParser parser, String text) {
    CollectListException bad = assertThrows(CollectListException.class, () -> parse(parser, text));
    assertEquals(1, bad.problems().size(), bad.getMessage());
    return bad.problems().get(0);
  }
}
