package io.sluice.connect.filetail.metrics;

import java.util.Map;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** A worker that has metrics, or fails when it is asked for them. */
public final class FakeTaskContext implements SourceTaskContext {

  private final PluginMetrics metrics;
  private final Error failure;

  public FakeTaskContext(PluginMetrics metrics) {
    this.metrics = metrics;
    this.failure = null;
  }

  FakeTaskContext(Error failure) {
    this.metrics = null;
    this.failure = failure;
  }

  @Override
  public PluginMetrics pluginMetrics() {
    if (failure != null) {
      throw failure;
    }
    return metrics;
  }

  @Override
  public Map<String, String> configs() {
    return Map.of();
  }

  @Override
  public OffsetStorageReader offsetStorageReader() {
    throw new UnsupportedOperationException();
  }
}
