package io.sluice.connect.elasticsearch.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * Gauges among Connect's metrics of a task. The only class that touches {@link PluginMetrics},
 * which workers before 4.1 have not: there it cannot be made.
 */
final class ConnectGauges {

  private final PluginMetrics metrics;
  private final List<MetricName> names = new ArrayList<>();

  /**
   * @throws LinkageError where the worker has no such metrics
   */
  ConnectGauges(SinkTaskContext context) {
    this.metrics = context.pluginMetrics();
  }

  /**
   * Adds one.
   *
   * @param value on any thread
   * @throws IllegalArgumentException where there is one of the same name
   */
  void add(
      String name, String description, LinkedHashMap<String, String> tags, Supplier<Object> value) {
    MetricName full = metrics.metricName(name, description, tags);
    metrics.addMetric(full, (Gauge<Object>) (config, now) -> value.get());
    names.add(full);
  }

  void removeAll() {
    names.forEach(metrics::removeMetric);
    names.clear();
  }
}
