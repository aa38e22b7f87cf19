package io.sluice.connect.elasticsearch;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** Keeps what a task asks of Connect. */
public final class FakeSinkTaskContext implements SinkTaskContext {

  public final Set<TopicPartition> assignment = new HashSet<>();
  public final Set<TopicPartition> paused = new HashSet<>();

  /** What the references in the configuration resolve to by now. */
  public Map<String, String> configs = Map.of();

  public long timeout = -1;
  public ErrantRecordReporter reporter;

  /** Null as on a worker before 4.1. */
  public PluginMetrics metrics;

  @Override
  public Map<String, String> configs() {
    return configs;
  }

  @Override
  public void offset(Map<TopicPartition, Long> offsets) {
    throw new AssertionError("nothing is ever redelivered");
  }

  @Override
  public void offset(TopicPartition partition, long offset) {
    throw new AssertionError("nothing is ever redelivered");
  }

  @Override
  public void timeout(long timeoutMs) {
    timeout = timeoutMs;
  }

  @Override
  public Set<TopicPartition> assignment() {
    return assignment;
  }

  @Override
  public void pause(TopicPartition... partitions) {
    paused.addAll(List.of(partitions));
  }

  @Override
  public void resume(TopicPartition... partitions) {
    List.of(partitions).forEach(paused::remove);
  }

  @Override
  public void requestCommit() {}

  @Override
  public PluginMetrics pluginMetrics() {
    if (metrics == null) {
      throw new NoSuchMethodError("as on a worker before 4.1");
    }
    return metrics;
  }

  @Override
  public ErrantRecordReporter errantRecordReporter() {
    return reporter;
  }
}
