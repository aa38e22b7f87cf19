package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.sluice.localstack.command.Command;
import io.sluice.localstack.distribution.PrometheusDistribution;
import io.sluice.localstack.distribution.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * That what one opens after an alert shows what it fired for: what is counted already when a
 * counter is first seen, which {@code increase()} alone leaves out.
 */
class HarmQueriesIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Those that an alert looks at twice, for the same reason. */
  private static final Pattern LOOKED_AT_TWICE = Pattern.compile("(\\w+_total) > 0\\s+unless");

  /** Those that are finer, which an alert leads to. */
  private static final Set<String> BEHIND_THEM =
      Set.of(
          "sluice_sink_documents_rejected_by_reason_total",
          "sluice_source_file_losses_total",
          "sluice_source_file_truncations_total");

  private static final Pattern INCREASE = Pattern.compile("increase\\((\\w+)");
  private static final Pattern IN_THE_RUNBOOK = Pattern.compile("(?m)^ {4}(.*\\bincrease\\(.+)$");

  @Test
  void shouldShowWhatIsThereFromTheFirstScrapeOn(@TempDir Path folder) throws IOException {
    Set<String> counters = new TreeSet<>(BEHIND_THEM);
    counters.addAll(all(LOOKED_AT_TWICE, text("monitoring/prometheus/alerts.yml")));
    List<String> queries = queries().stream().filter(query -> isOf(counters, query)).toList();
    Path test = folder.resolve("harm.yml");
    Files.writeString(test, test(counters, queries));

    Command.of(PrometheusDistribution.promtool().toString(), "test", "rules", test.toString())
        .run(LIMIT)
        .orThrow();

    assertEquals(counters, all(INCREASE, String.join("\n", queries)));
  }

  /** Of each panel, and of the runbook. */
  private static List<String> queries() throws IOException {
    List<String> queries = new ArrayList<>();
    for (GrafanaDashboard dashboard : GrafanaDashboard.all()) {
      queries.addAll(dashboard.queries("1m"));
    }
    Set<String> runbook = all(IN_THE_RUNBOOK, text("docs/monitoring.md"));
    assertFalse(runbook.isEmpty());
    queries.addAll(runbook);
    return queries;
  }

  private static boolean isOf(Set<String> counters, String query) {
    return all(INCREASE, query).stream().anyMatch(counters::contains);
  }

  /** Two minutes without the counters, which are 3 then; asked for half a minute later. */
  private static String test(Set<String> counters, List<String> queries) {
    String series =
        counters.stream()
            .map(counter -> "      - {series: " + counter + ", values: _x8 3x40}\n")
            .collect(Collectors.joining());
    String expected =
        queries.stream()
            .map(
                query ->
                    "      - expr: max("
                        + query
                        + ")\n"
                        + "        eval_time: 150s\n"
                        + "        exp_samples: [{labels: '{}', value: 3}]\n")
            .collect(Collectors.joining());
    return """
    rule_files: []
    evaluation_interval: 15s
    tests:
      - interval: 15s
        input_series:
    %s    promql_expr_test:
    %s"""
        .formatted(series, expected);
  }

  private static String text(String file) throws IOException {
    return Files.readString(SourceTree.file(file));
  }

  private static Set<String> all(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
