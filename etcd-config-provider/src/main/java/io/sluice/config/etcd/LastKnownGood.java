package io.sluice.config.etcd;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads from etcd, or, while etcd is away, hands out what it last said.
 *
 * <p>Connect resolves a connector's references while it restarts the connector, and a failure then
 * leaves it stopped; an outage of etcd must not turn into an outage of what is configured by it. A
 * refusal by etcd, or a key that is gone, is an answer and not an outage. Thread-safe.
 */
final class LastKnownGood {

  private static final Logger LOG = LoggerFactory.getLogger(LastKnownGood.class);
  private static final int MOST = 1_000;

  private final EtcdClient client;
  private final LongSupplier nanoTime;
  private final Map<Set<EtcdRange>, Kept> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Set<EtcdRange>, Kept> eldest) {
          return size() > MOST;
        }
      };
  private boolean away;

  LastKnownGood(EtcdClient client, LongSupplier nanoTime) {
    this.client = client;
    this.nanoTime = nanoTime;
  }

  /**
   * @throws EtcdException if etcd refuses, or is away and has not answered this before
   */
  EtcdSnapshot read(Set<EtcdRange> ranges) {
    Kept last = lastOf(ranges);
    try {
      // Only the first to meet an outage waits for its end; those after it try once.
      EtcdSnapshot snapshot =
          last != null && isAway() ? client.readOnce(ranges) : client.read(ranges);
      keep(ranges, snapshot);
      return snapshot;
    } catch (EtcdException e) {
      if (last == null || !e.isUnavailable()) {
        throw e;
      }
      fallBack(last, e);
      return last.snapshot();
    }
  }

  private synchronized boolean isAway() {
    return away;
  }

  private synchronized Kept lastOf(Set<EtcdRange> ranges) {
    return kept.get(ranges);
  }

  private synchronized void keep(Set<EtcdRange> ranges, EtcdSnapshot snapshot) {
    kept.put(ranges, new Kept(snapshot, nanoTime.getAsLong()));
    if (away) {
      away = false;
      LOG.info("etcd answers again; values are read from it");
    }
  }

  private synchronized void fallBack(Kept last, EtcdException e) {
    Duration age = Duration.ofNanos(nanoTime.getAsLong() - last.readAt());
    if (away) {
      LOG.debug("Using values read {} ago", age, e);
      return;
    }
    away = true;
    LOG.warn("Using values read {} ago until it answers again: {}", age, e.getMessage());
    LOG.debug("Values are not read because of", e);
  }

  private record Kept(EtcdSnapshot snapshot, long readAt) {}
}
