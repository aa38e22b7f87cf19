package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.localstack.distribution.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** That Grafana can show the dashboards; whether there is data for them PrometheusIT asks. */
class GrafanaDashboardsTest {

  private static final int COLUMNS = 24;
  private static final Pattern METRIC = Pattern.compile("\\b(?:sluice|kafka|jmx)_[a-z_]+\\b");

  @Test
  void shouldBeToldApart() throws IOException {
    Set<String> ids = new TreeSet<>();
    Set<String> titles = new TreeSet<>();
    for (GrafanaDashboard dashboard : GrafanaDashboard.all()) {
      ids.add(dashboard.json().path("uid").asText());
      titles.add(dashboard.json().path("title").asText());
    }

    assertEquals(Set.of("sluice-pipeline", "sluice-files", "sluice-sink", "sluice-workers"), ids);
    assertEquals(ids.size(), titles.size());
  }

  @Test
  void shouldPlaceEachPanelWhereNoOtherIs() throws IOException {
    for (GrafanaDashboard dashboard : GrafanaDashboard.all()) {
      Set<Integer> ids = new HashSet<>();
      Set<List<Integer>> taken = new HashSet<>();
      for (JsonNode panel : dashboard.panels()) {
        assertTrue(ids.add(panel.path("id").asInt()), panel.toString());
        JsonNode place = panel.path("gridPos");
        int right = place.path("x").asInt() + place.path("w").asInt();
        assertTrue(right <= COLUMNS, panel.toString());
        for (int x = place.path("x").asInt(); x < right; x++) {
          for (int y = 0; y < place.path("h").asInt(); y++) {
            assertTrue(taken.add(List.of(x, place.path("y").asInt() + y)), panel.toString());
          }
        }
      }
    }
  }

  @Test
  void shouldHaveATitleAUnitAndQueriesForEachPanel() throws IOException {
    for (GrafanaDashboard dashboard : GrafanaDashboard.all()) {
      Set<String> titles = new HashSet<>();
      for (JsonNode panel : dashboard.panels()) {
        assertTrue(titles.add(panel.path("title").asText()), panel.toString());
        if (!panel.path("type").asText().equals("row")) {
          assertFalse(panel.path("targets").isEmpty(), panel.toString());
          assertFalse(panel.at("/fieldConfig/defaults/unit").asText().isEmpty(), panel.toString());
          assertEquals("${datasource}", panel.at("/datasource/uid").asText());
        }
      }
    }
  }

  @Test
  void shouldShowWhatTheAlertsLookAt() throws IOException {
    String alerts = Files.readString(SourceTree.file("monitoring/prometheus/alerts.yml"));
    Set<String> queries = new TreeSet<>();
    for (GrafanaDashboard dashboard : GrafanaDashboard.all()) {
      dashboard.panels().forEach(panel -> queries.add(panel.path("targets").toString()));
    }

    Set<String> unseen = metrics(alerts);
    assertTrue(unseen.size() > 20, unseen.toString());
    unseen.removeAll(metrics(queries.toString()));
    assertEquals(Set.of(), unseen);
  }

  private static Set<String> metrics(String text) {
    return METRIC
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void shouldUseNoVariableThatItDoesNotHave() throws IOException {
    for (GrafanaDashboard dashboard : GrafanaDashboard.all()) {
      Set<String> used = new TreeSet<>();
      Pattern.compile("\\$\\{?([a-zA-Z]\\w*)")
          .matcher(dashboard.json().path("panels").toString())
          .results()
          .forEach(variable -> used.add(variable.group(1)));
      Set<String> declared = new TreeSet<>();
      dashboard
          .json()
          .path("templating")
          .path("list")
          .forEach(variable -> declared.add(variable.path("name").asText()));

      assertEquals(declared, used, dashboard.file());
    }
  }
}
