package io.sluice.connect.filetail.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.connector.ConnectorContext;
import org.apache.kafka.connect.source.SourceTaskContext;

/**
 * Gauges among Connect's metrics of a connector or a task. The only class that touches {@link
 * PluginMetrics}, which workers before 4.1 have not: there it cannot be made.
 */
final class ConnectGauges {

  /** A group of gauges that come and go together. */
  record Group(List<MetricName> names) {}

  private final PluginMetrics metrics;

  /**
   * @throws LinkageError where the worker has no such metrics
   */
  ConnectGauges(SourceTaskContext context) {
    this.metrics = context.pluginMetrics();
  }

  /**
   * @throws LinkageError where the worker has no such metrics
   */
  ConnectGauges(ConnectorContext context) {
    this.metrics = context.pluginMetrics();
  }

  /**
   * Adds all or none.
   *
   * @param value gives a metric's value, on any thread
   * @throws IllegalArgumentException where there is one of the same name
   */
  Group add(
      List<Metric> table,
      Function<Metric, String> name,
      LinkedHashMap<String, String> tags,
      Function<Metric, Object> value) {
    List<MetricName> names = new ArrayList<>();
    try {
      for (Metric metric : table) {
        MetricName full = metrics.metricName(name.apply(metric), metric.description(), tags);
        metrics.addMetric(full, (Gauge<Object>) (config, now) -> value.apply(metric));
        names.add(full);
      }
      return new Group(names);
    } catch (IllegalArgumentException taken) {
      remove(new Group(names));
      throw taken;
    }
  }

  void remove(Group group) {
    group.names().forEach(metrics::removeMetric);
  }
}
