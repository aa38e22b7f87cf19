package io.sluice.connect.filetail.collect;

import static io.sluice.connect.filetail.collect.CollectLists.entries;
import static io.sluice.connect.filetail.collect.CollectLists.entry;
import static io.sluice.connect.filetail.collect.CollectLists.onlyProblem;
import static io.sluice.connect.filetail.collect.CollectLists.parse;
import static io.sluice.connect.filetail.collect.CollectLists.parser;
import static io.sluice.connect.filetail.collect.CollectLists.rules;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which entries may not stand together, for both would read the same file. */
class FileClaimsTest {

  private final CollectListParser parser = parser("/var/log", "/srv/app");

  @TempDir Path folder;

  @Test
  void shouldRefuseTwoEntriesThatClaimTheSameFile() {
    CollectProblem problem =
        onlyProblem(
            parser,
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
            parser,
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
                parser,
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
  void shouldNotFailATaskForALinkThatCameAfterTheCheck() throws Exception {
    Path file = Files.createFile(folder.resolve("a.log"));
    Path link = Files.createSymbolicLink(folder.resolve("current"), file);

    assertEquals(
        2,
        parse(CollectListParser.ofChecked(rules(folder.toString())), entries(file, link)).size());
  }

  @ParameterizedTest
  @CsvSource({
    "/var/log/a.log, /var/log/a.log.*, /var/log/a.log.0",
    "/var/log/a.log, /var/log/a.log.[1-9], /var/log/a.log.1",
    "/var/log/a.log.*, /var/log/a.log, /var/log/a.log.0",
    "/var/log/syslog, /var/log/*.old, /var/log/syslog.old"
  })
  void shouldRefuseAFileAndAGlobOfItsRotatedNames(String first, String second, String rotated) {
    CollectProblem problem =
        onlyProblem(
            parser,
            "[{\"path\": \"%s\", \"topic\": \"t\"}, {\"path\": \"%s\", \"topic\": \"u\"}]"
                .formatted(first, second));

    assertEquals("/1/path", problem.pointer());
    for (String said : List.of("'" + first + "'", "'" + second + "'", "'" + rotated + "'")) {
      assertTrue(problem.message().contains(said), problem.toString());
    }
    assertTrue(problem.message().contains("key /k at /0"), problem.toString());
    assertTrue(problem.message().contains("exclude"), problem.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "/var/log/a.log, /var/log/*.gz", // compressed files are never followed by themselves
    "/var/log/web.log, /var/log/web-*.log", // a second process may write them
    "/var/log/a.log, /var/log/old/a.log.*",
    "/var/log/nowhere/access_log, /var/log/nowhere/access_log.20*" // may be no rotations at all
  })
  void shouldTakeAFileAndAGlobThatMayHaveFilesOfItsOwn(String file, String glob) throws Exception {
    assertEquals(2, parse(parser, entries(Path.of(file), Path.of(glob))).size());
  }

  @Test
  void shouldRefuseAGlobOfDatedNamesOfAFileThatIsThere() throws Exception {
    Path file = Files.createFile(folder.resolve("access_log"));
    String entries = entries(file, folder.resolve("access_log.20*"));
    CollectProblem problem = onlyProblem(parser(folder.toString()), entries);

    assertTrue(problem.message().contains("'" + file + ".2"), problem.toString());
  }

  @Test
  void shouldRefuseTwoGlobsWhereOneMatchesRotatedNamesOfTheOther() throws Exception {
    CollectListParser parser = parser(folder.toString());
    Path files = folder.resolve("*.log");
    Path rotations = folder.resolve("*.log.*");
    assertEquals(2, parse(parser, entries(files, rotations)).size());

    Files.createFile(folder.resolve("a.log"));
    for (String both : List.of(entries(files, rotations), entries(rotations, files))) {
      CollectProblem problem = onlyProblem(parser, both);
      assertEquals("/1/path", problem.pointer());
      assertTrue(problem.message().contains("'" + rotations + "'"), problem.toString());
      assertTrue(problem.message().contains("a.log.0'"), problem.toString());
      assertTrue(problem.message().contains("key /k at /0"), problem.toString());
    }
  }
}
