package io.sluice.connect.filetail.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a connector shows of its lists. */
class ConnectorMetricsTest {

  private final FakePluginMetrics shown = new FakePluginMetrics();
  private final ConnectorMetrics metrics = new ConnectorMetrics(new FakeConnectorContext(shown));

  @Test
  void shouldCountWhatBecameOfLists() {
    assertEquals(0L, shown.task("list-refused"));
    metrics.count(true, List.of());
    metrics.count(false, List.of());
    assertEquals(1L, shown.task("lists-applied-total"));
    assertEquals(1L, shown.task("lists-refused-total"));
    assertEquals(1L, shown.task("list-refused"));

    metrics.count(true, List.of());
    assertEquals(2L, shown.task("lists-applied-total"));
    assertEquals(0L, shown.task("list-refused"));
  }

  @Test
  void shouldCountAnAttemptOnceAsLongAsItStandsInTheList() {
    metrics.count(false, List.of("shadow"));
    metrics.count(false, List.of("shadow", "passwd"));
    assertEquals(2L, shown.task("access-refused-total"));

    metrics.count(true, List.of());
    metrics.count(false, List.of("shadow"));
    assertEquals(3L, shown.task("access-refused-total"));
  }

  @Test
  void shouldWaitUntilAnEarlierRunHasGivenItsNamesUp() {
    metrics.close();
    assertEquals(0, shown.count());
    shown.taken.add(shown.metricName("list-refused", "", new LinkedHashMap<>()));
    ConnectorMetrics next = new ConnectorMetrics(new FakeConnectorContext(shown));
    next.count(true, List.of());
    assertEquals(0, shown.count());

    shown.taken.clear();
    next.update();
    next.update();
    assertEquals(1L, shown.task("lists-applied-total"));
  }

  @Test
  void shouldDoWithoutOnOlderWorkers() {
    ConnectorMetrics none =
        new ConnectorMetrics(new FakeConnectorContext(new NoSuchMethodError("pluginMetrics")));
    none.count(true, List.of());
    none.update();
    none.close();
  }
}
