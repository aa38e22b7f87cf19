package io.sluice.connect.filetail.metrics;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.kafka.connect.connector.ConnectorContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows among Connect's own metrics of a connector what became of its collect lists. Belongs to the
 * list's thread, but for {@link #close}, which comes once nothing runs there any more.
 */
public final class ConnectorMetrics {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectorMetrics.class);

  private final AtomicLongArray values = new AtomicLongArray(Metric.values().length);

  /** Null where the worker has no metrics for plugins; the tasks say so. */
  private final ConnectGauges gauges;

  /** Null while an earlier run of the connector has its names. */
  private ConnectGauges.Group shown;

  private Set<?> refusals = Set.of();

  public ConnectorMetrics(ConnectorContext context) {
    this.gauges = gauges(context);
    update();
  }

  private static ConnectGauges gauges(ConnectorContext context) {
    try {
      return new ConnectGauges(context);
    } catch (LinkageError older) {
      return null;
    }
  }

  /**
   * Counts what became of a list.
   *
   * @param applied whether it took effect
   * @param newest what in it reaches beyond what is allowed; counts once as long as it stands there
   */
  public void count(boolean applied, Collection<?> newest) {
    add(applied ? Metric.LISTS_APPLIED : Metric.LISTS_REFUSED, 1);
    show(!applied);
    add(Metric.ACCESS_REFUSED, newest.stream().filter(one -> !refusals.contains(one)).count());
    refusals = Set.copyOf(newest);
  }

  /** Shows whether the newest list takes no effect. */
  public void show(boolean refused) {
    values.set(Metric.LIST_REFUSED.ordinal(), refused ? 1 : 0);
  }

  private void add(Metric metric, long more) {
    values.addAndGet(metric.ordinal(), more);
  }

  /** Shows them, if they are not; to be called now and then. */
  public void update() {
    if (gauges == null || shown != null) {
      return;
    }
    try {
      shown =
          gauges.add(
              Metric.ofConnector(),
              Metric::taskName,
              new LinkedHashMap<>(),
              metric -> values.get(metric.ordinal()));
    } catch (IllegalArgumentException taken) {
      LOG.debug("An earlier run of the connector has not ended yet, metrics come later", taken);
    }
  }

  /** Removes all. */
  public void close() {
    if (shown != null) {
      gauges.remove(shown);
      shown = null;
    }
  }
}
