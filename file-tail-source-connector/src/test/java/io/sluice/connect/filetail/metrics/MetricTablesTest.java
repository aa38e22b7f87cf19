package io.sluice.connect.filetail.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Holds {@code docs/metrics.md} to the metrics there are. {@code mvn test -Dsluice.docs.write=true}
 * writes its tables anew.
 */
class MetricTablesTest {

  private static final Path DOCS = Path.of("../docs/metrics.md");

  @Test
  void shouldListTheMetricsOfATaskAsTheyAre() throws IOException {
    assertTable("task metrics", Metric.ofTask(), Metric::taskName);
  }

  @Test
  void shouldListTheMetricsOfAConnectorAsTheyAre() throws IOException {
    assertTable("connector metrics", Metric.ofConnector(), Metric::taskName);
  }

  @Test
  void shouldListTheMetricsOfAFileAsTheyAre() throws IOException {
    assertTable("file metrics", Metric.ofFile(), Metric::fileName);
  }

  @Test
  void shouldExplainEveryState() throws IOException {
    List<String> explained =
        Pattern.compile("^\\| `([a-z]+)` \\|", Pattern.MULTILINE)
            .matcher(Files.readString(DOCS))
            .results()
            .map(row -> row.group(1))
            .filter(name -> !name.equals("files") && !name.equals("globs"))
            .toList();

    assertEquals(Arrays.stream(FileState.values()).map(FileState::text).toList(), explained);
  }

  private static void assertTable(
      String marker, List<Metric> metrics, Function<Metric, String> name) throws IOException {
    String table =
        metrics.stream()
            .map(one -> "| `%s` | %s |\n".formatted(name.apply(one), one.description()))
            .collect(Collectors.joining("", "| metric | meaning |\n|---|---|\n", ""));
    Pattern place =
        Pattern.compile("(<!-- " + marker + " -->\n)(.*?)(<!-- end -->)", Pattern.DOTALL);
    String page = Files.readString(DOCS);
    if (Boolean.getBoolean("sluice.docs.write")) {
      page = place.matcher(page).replaceFirst("$1" + Matcher.quoteReplacement(table) + "$3");
      Files.writeString(DOCS, page);
    }
    Matcher found = place.matcher(page);
    assertEquals(
        table, found.find() ? found.group(2) : "", "docs/metrics.md: -Dsluice.docs.write=true");
  }
}
