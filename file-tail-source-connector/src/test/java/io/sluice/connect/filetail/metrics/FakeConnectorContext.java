package io.sluice.connect.filetail.metrics;

import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceConnectorContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** A worker that has metrics for connectors, or fails when it is asked for them. */
public final class FakeConnectorContext implements SourceConnectorContext {

  private final PluginMetrics metrics;
  private final Error failure;

  public FakeConnectorContext(PluginMetrics metrics) {
    this.metrics = metrics;
    this.failure = null;
  }

  FakeConnectorContext(Error failure) {
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
  public void requestTaskReconfiguration() {}

  @Override
  public void raiseError(Exception failed) {
    throw new UnsupportedOperationException();
  }

  @Override
  public OffsetStorageReader offsetStorageReader() {
    throw new UnsupportedOperationException();
  }
}
