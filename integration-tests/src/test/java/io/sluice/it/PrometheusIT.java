package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.localstack.await.Await;
import io.sluice.localstack.distribution.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a real Prometheus sees of a real worker under load, and of what goes wrong. */
class PrometheusIT {

  private static final Pattern METRIC =
      Pattern.compile("\\b(?:sluice|kafka|jmx|jvm|process)_[a-z_]+\\b|\\bup\\b");

  private static final Pattern OF_PLUGINS = Pattern.compile("\\bsluice_(?:source|sink)_");

  /** What panels show as 0 where there is none; where all is well these find nothing else. */
  private static final Pattern NONE_WHERE_ALL_IS_WELL =
      Pattern.compile("ALERTS|\"failed\"|_(?:losses|truncations)_total|_time_since_success_");

  private static final String OF_THE_WORKER =
      "SluiceWorkerDown|SluiceKafkaAway|SluiceMetricsIncomplete";

  private static WatchedPipeline pipeline;
  private static Prometheus prometheus;

  @BeforeAll
  static void start() throws Exception {
    pipeline = new WatchedPipeline();
    prometheus = new Prometheus(Path.of("target/prometheus"), SharedStack.exporterAddress());
  }

  @AfterAll
  static void stop() throws Exception {
    prometheus.close();
    pipeline.close();
  }

  @Test
  void shouldShowEveryMetricThatTheTablesList() throws Exception {
    Set<String> expected = new TreeSet<>();
    if (PluginMetrics.SHOWN) {
      expected.addAll(table("docs/metrics.md", "connector metrics", "sluice_source_"));
      expected.addAll(table("docs/metrics.md", "task metrics", "sluice_source_"));
      expected.addAll(table("docs/metrics.md", "file metrics", "sluice_source_"));
      expected.addAll(table("docs/metrics.md", "sink metrics", "sluice_sink_"));
      expected.add("sluice_source_list_access_refused_total");
      expected.add("sluice_sink_documents_rejected_by_reason_total");
    }
    expected.addAll(table("docs/etcd.md", "provider metrics", "sluice_etcd_config_provider_"));
    expected.addAll(table("docs/etcd.md", "connection metrics", "sluice_etcd_connection_"));
    AtomicReference<Set<String>> found = new AtomicReference<>(Set.of());
    Await.until(
        () -> expected + "; found are " + found,
        Prometheus.LIMIT,
        () -> {
          // All at one instant; a scrape that failed hides all for that long.
          found.set(names("{__name__=~\"sluice_.+\"}"));
          return found.get().equals(expected);
        });
  }

  /** The names in a table of the documentation, as they are in Prometheus. */
  private static Set<String> table(String page, String marker, String prefix) throws Exception {
    String text = Files.readString(SourceTree.file(page));
    int start = text.indexOf("<!-- " + marker + " -->");
    String rows = text.substring(start, text.indexOf("<!-- end -->", start));
    return Pattern.compile("(?m)^\\| `(.+?)` \\|")
        .matcher(rows)
        .results()
        .map(row -> row.group(1))
        .filter(name -> !name.equals("endpoints"))
        .map(name -> name.replaceFirst("-p\\d+-ms$", "-ms").replaceFirst("-ms$", "-seconds"))
        .map(name -> prefix + name.replace('-', '_'))
        .collect(Collectors.toSet());
  }

  private static Set<String> names(String selector) throws Exception {
    return prometheus.series("count by (__name__) (" + selector + ")").stream()
        .map(one -> one.path("metric").path("__name__").asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void shouldHaveWhatTheAlertsLookAt() throws Exception {
    List<String> queries =
        prometheus.rules().stream().map(rule -> rule.path("query").asText()).toList();

    assertTrue(queries.size() > 15, queries.toString());
    awaitMetrics(shown(queries));
  }

  /** All of them, or those that need no more than an older worker shows. */
  private static List<String> shown(List<String> queries) {
    return PluginMetrics.SHOWN
        ? queries
        : queries.stream().filter(query -> !OF_PLUGINS.matcher(query).find()).toList();
  }

  @Test
  void shouldHaveDataForEachPanelOfTheDashboards() throws Exception {
    List<String> queries = panelQueries();

    assertTrue(queries.size() > 80, queries.toString());
    awaitMetrics(shown(queries));
    Set<String> empty = new TreeSet<>(shown(queries));
    Await.until(
        () -> "data for " + empty,
        Prometheus.LIMIT,
        () -> {
          for (String query : List.copyOf(empty)) {
            if (!prometheus.series(query).isEmpty()) {
              empty.remove(query);
            }
          }
          return empty.isEmpty();
        });
  }

  /** Those of all panels, without the 0 that would be data where there is none. */
  private static List<String> panelQueries() throws IOException {
    List<String> queries = new ArrayList<>();
    for (GrafanaDashboard dashboard : GrafanaDashboard.all()) {
      queries.addAll(dashboard.queries("15s"));
    }
    queries.replaceAll(
        query ->
            NONE_WHERE_ALL_IS_WELL.matcher(query).find()
                ? query
                : query.replace(" or vector(0)", ""));
    return queries;
  }

  @Test
  void shouldShowTheFirstDocumentsThatASinkRejects() throws Exception {
    assumeTrue(PluginMetrics.SHOWN);
    Set<String> zero = new TreeSet<>();
    try (Sink late = pipeline.refusing("late")) {
      for (String query : panelQueries()) {
        if (query.contains("increase(sluice_sink_documents_rejected_")) {
          zero.add(query.replace("instance=~\".*\"", "connector=\"" + late.name + "\""));
        }
      }
      assertEquals(3, zero.size(), zero.toString());
      Await.until(
          () -> "rejected documents in " + zero,
          Prometheus.LIMIT,
          () -> {
            for (String query : List.copyOf(zero)) {
              if (!prometheus.series("(" + query + ") > 0").isEmpty()) {
                zero.remove(query);
              }
            }
            return zero.isEmpty();
          });
    }
  }

  /** Also those of the parts of an expression that may find nothing. */
  private static void awaitMetrics(List<String> queries) {
    awaitNames(
        METRIC
            .matcher(String.join(" ", queries))
            .results()
            .map(MatchResult::group)
            .collect(Collectors.toSet()));
  }

  private static void awaitNames(Set<String> names) {
    Set<String> missing = new TreeSet<>(names);
    Await.until(
        () -> "the metrics " + missing,
        Prometheus.LIMIT,
        () -> {
          missing.removeAll(names("{__name__=~\"" + String.join("|", missing) + "\"}"));
          return missing.isEmpty();
        });
  }

  @Test
  void shouldCountWhatWasWritten() throws Exception {
    long lines = pipeline.finish();

    String source = "{connector=\"" + pipeline.source.name + "\"}";
    prometheus.await(
        "sum(kafka_connect_source_task_source_record_poll_total" + source + ")", lines);
    assumeTrue(PluginMetrics.SHOWN);
    prometheus.await("sum(sluice_source_lines_read_total" + source + ")", lines);
    prometheus.await("sum(sluice_source_file_lines_read_total" + source + ")", lines);
    prometheus.await(
        "sum(sluice_source_bytes_read_total" + source + ")",
        Files.size(pipeline.busy) + Files.size(pipeline.quoted));
    prometheus.await("sum(sluice_source_lag_bytes" + source + ")", 0);
    prometheus.await(
        "sum(sluice_sink_documents_acknowledged_total{connector=\"" + pipeline.sink.name + "\"})",
        lines);
    prometheus.await(
        "sum(sluice_sink_documents_rejected_by_reason_total{connector=\""
            + pipeline.refused.name
            + "\"}) >= bool 1",
        1);
    // JMX puts a backslash before a quote, and a query another before each of these.
    String file = pipeline.quoted.toString().replace("\"", "\\\\\\\"");
    prometheus.await(
        "sluice_source_file_position{file=\"" + file + "\"}", Files.size(pipeline.quoted));
    prometheus.await("sluice_source_file_state{file=\"" + file + "\",state=\"quiet\"}", 1);
  }

  @Test
  void shouldAlertOfWhatIsWrongAndOfNothingElse() throws Exception {
    assumeTrue(PluginMetrics.SHOWN);
    String well = pipeline.source.name + "|" + pipeline.sink.name;
    try (Source mistaken = new Source("mistaken");
        NumberedLog log = mistaken.log("app.log")) {
      mistaken.collect("app", log.write(1).path(), mistaken.topic("lines"));
      mistaken.start(1);
      prometheus.await("sluice_source_list_refused{connector=\"" + mistaken.name + "\"}", 0);
      mistaken.collect("typo", Path.of("/etc/shadow"), mistaken.topic("lines"));
      awaitAlert("SluiceListRefused", mistaken.name);
      awaitAlert("SluiceAccessRefused", mistaken.name);
      pipeline.refuse();
      awaitAlert("SluiceDocumentsRejected", pipeline.refused.name);
      try (Sink failing = new Sink(pipeline.refused.topic).put()) {
        awaitAlert("SluiceTaskDown", failing.name);
      }
      mistaken.remove("typo");
      Await.until(
          "the alert of the list to end",
          Prometheus.LIMIT,
          () -> firing("alertname=\"SluiceListRefused\"").isEmpty());
    }

    assertEquals(
        List.of(),
        prometheus.series(
            "count_over_time(ALERTS{alertstate=\"firing\",connector=~\"" + well + "\"}[10m])"));
    // Others may have left a connection to an etcd of their own that is gone.
    prometheus.await("up", 1);
    Await.until(
        "no alert of the worker",
        Prometheus.LIMIT,
        () -> firing("alertname=~\"" + OF_THE_WORKER + "\"").isEmpty());
  }

  /** Waits until it fires, with annotations that name the connector and leave no gap. */
  private static void awaitAlert(String alert, String connector) throws Exception {
    JsonNode annotations =
        Await.value(
            "the alert " + alert + " of " + connector,
            Prometheus.LIMIT,
            () -> prometheus.firing(alert, connector));
    assertTrue(annotations.path("summary").asText().contains(connector), annotations.toString());
    assertFalse(annotations.toString().contains("no value"), annotations.toString());
    assertFalse(annotations.toString().contains("  "), annotations.toString());
  }

  private static List<JsonNode> firing(String labels) throws Exception {
    return prometheus.series("ALERTS{alertstate=\"firing\"," + labels + "}");
  }
}
