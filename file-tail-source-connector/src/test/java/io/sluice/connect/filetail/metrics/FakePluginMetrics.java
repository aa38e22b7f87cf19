package io.sluice.connect.filetail.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;

/** Connect's metrics of one task, which know the names that another instance has taken. */
public final class FakePluginMetrics implements PluginMetrics {

  private final Map<MetricName, MetricValueProvider<?>> metrics = new ConcurrentHashMap<>();
  final Set<MetricName> taken = ConcurrentHashMap.newKeySet();

  @Override
  public MetricName metricName(
      String name, String description, LinkedHashMap<String, String> tags) {
    return new MetricName(name, "plugins", description, Map.copyOf(tags));
  }

  @Override
  public void addMetric(MetricName name, MetricValueProvider<?> provider) {
    if (taken.contains(name) || metrics.putIfAbsent(name, provider) != null) {
      throw new IllegalArgumentException("A metric named '" + name + "' already exists");
    }
  }

  @Override
  public void removeMetric(MetricName name) {
    if (metrics.remove(name) == null) {
      throw new IllegalArgumentException("Unknown metric " + name);
    }
  }

  @Override
  public Sensor addSensor(String name) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void removeSensor(String name) {
    throw new UnsupportedOperationException();
  }

  /** The value of a metric of the task. */
  public Object task(String name) {
    return value(metricName(name, "", new LinkedHashMap<>()));
  }

  /** The value of a metric of a file. */
  public Object file(String path, String name) {
    return value(metricName(name, "", new LinkedHashMap<>(Map.of("file", path))));
  }

  /** The files that have metrics. */
  public Set<String> files() {
    return metrics.keySet().stream()
        .map(name -> name.tags().get("file"))
        .filter(file -> file != null)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  public int count() {
    return metrics.size();
  }

  private Object value(MetricName name) {
    MetricValueProvider<?> provider = metrics.get(name);
    if (provider == null) {
      throw new AssertionError("no metric " + name + " among " + metrics.keySet());
    }
    return ((Gauge<?>) provider).value(new MetricConfig(), 0);
  }
}
