package io.sluice.connect.filetail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds what {@code docs/troubleshooting.md} says of missing lines to what is logged of files. */
class TroubleshootingPageTest {

  private static final Path DOCS = Path.of("../docs/troubleshooting.md");
  private static final Path CODE = Path.of("src/main/java/io/sluice/connect/filetail");

  private static final Pattern LOGGED =
      Pattern.compile("LOG\\.(warn|info)\\(\\s*((?:\"[^\"]*\"[\\s+]*)+)");

  /** Of what heals, the page tells elsewhere; the last is of a descriptor. */
  private static final Pattern NOTHING_MISSING =
      Pattern.compile("trying again (?:until|for a minute)|cannot be closed");

  private static String section;

  /** What the page has one search the log for. */
  private static Pattern search;

  /** As they are logged, for each pair of braces a value. */
  private static List<String> told;

  @BeforeAll
  static void read() throws IOException {
    String page = Files.readString(DOCS);
    section = page.substring(page.indexOf("**Missing.**"), page.indexOf("**Doubled in Kafka.**"));
    Matcher command = Pattern.compile("grep -E '(.+)'").matcher(section);
    assertTrue(command.find());
    search = Pattern.compile(command.group(1));
    told = new ArrayList<>();
    for (String folder : List.of("file", "follow")) {
      try (Stream<Path> files = Files.walk(CODE.resolve(folder))) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          addTold(Files.readString(file));
        }
      }
    }
    assertTrue(told.size() > 20, told.toString());
  }

  /** Its warnings, and whatever else one finds by the search. */
  private static void addTold(String code) {
    for (Matcher logged = LOGGED.matcher(code); logged.find(); ) {
      String message =
          logged.group(2).replaceAll("\"[\\s+]*\"", "").replaceAll("\\A\"|\"\\s*\\z", "");
      boolean missing = logged.group(1).equals("warn") && !NOTHING_MISSING.matcher(message).find();
      if (missing || search.matcher(message).find()) {
        told.add(message);
      }
    }
  }

  @Test
  void shouldHaveARowForEachMessage() {
    List<Pattern> rows = rows().stream().map(TroubleshootingPageTest::pattern).toList();

    assertEquals(
        List.of(),
        told.stream()
            .filter(message -> rows.stream().noneMatch(row -> row.matcher(message).matches()))
            .toList());
  }

  @Test
  void shouldHaveNoRowOfWhatIsNotLogged() {
    assertEquals(
        List.of(),
        rows().stream()
            .filter(
                row -> told.stream().noneMatch(message -> pattern(row).matcher(message).matches()))
            .toList());
  }

  @Test
  void shouldHaveOneSearchForAllOfThem() {
    assertEquals(
        List.of(), told.stream().filter(message -> !search.matcher(message).find()).toList());
  }

  /** The messages that it shows, an ellipsis for what differs. */
  private static Set<String> rows() {
    return Pattern.compile("`(… [^`]+)`")
        .matcher(section)
        .results()
        .map(row -> row.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Pattern pattern(String row) {
    return Pattern.compile(
        Stream.of(row.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
  }
}
