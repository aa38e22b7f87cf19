package io.sluice.config.etcd;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads from etcd, or, while etcd is away, hands out what it last said.
 *
 * <p>Connect resolves a connector's references while it restarts the connector, and a failure then
 * leaves it stopped; an outage of etcd must not turn into an outage of what is configured by it.
 * Nor must a moment at which a certificate is there and its key is not yet. A refusal by etcd, or a
 * key that is gone, is an answer and not an outage.
 *
 * <p>What was handed out so is stale until it is read again. As nobody may ask for it for days, it
 * is {@link #refresh refreshed} once etcd answers, and the log says whether what runs with it runs
 * with values that etcd no longer has. Thread-safe.
 */
final class LastKnownGood {

  private static final Logger LOG = LoggerFactory.getLogger(LastKnownGood.class);
  private static final int MOST = 1_000;

  private final EtcdClient client;
  private final LongSupplier nanoTime;
  private final Consumer<BooleanSupplier> refresher;
  private final Map<Set<EtcdRange>, Kept> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Set<EtcdRange>, Kept> eldest) {
          return size() > MOST;
        }
      };
  private boolean away;
  private boolean refused;
  private long staleReads;

  /**
   * @param refresher takes {@link #refresh}, to be called until it has succeeded
   */
  LastKnownGood(EtcdClient client, LongSupplier nanoTime, Consumer<BooleanSupplier> refresher) {
    this.client = client;
    this.nanoTime = nanoTime;
    this.refresher = refresher;
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
      if (last == null || !e.isNoAnswer()) {
        throw e;
      }
      fallBack(ranges, last, e);
      refresher.accept(this::refresh);
      return last.snapshot();
    }
  }

  /**
   * Reads again what was handed out while etcd was away. A single attempt. What etcd refuses stays
   * stale, until it is asked for the next time.
   *
   * @return whether etcd has answered for all of it
   */
  boolean refresh() {
    for (Set<EtcdRange> ranges : stale()) {
      try {
        keep(ranges, client.readOnce(ranges));
      } catch (EtcdException e) {
        notRefreshed(e);
        if (e.isNoAnswer()) {
          return false;
        }
      }
    }
    return true;
  }

  synchronized long staleReads() {
    return staleReads;
  }

  synchronized int staleValues() {
    return stale().size();
  }

  /** Zero where nothing is stale. */
  synchronized Duration oldestStaleAge() {
    long now = nanoTime.getAsLong();
    return Duration.ofNanos(
        kept.values().stream()
            .filter(Kept::stale)
            .mapToLong(one -> now - one.readAt())
            .max()
            .orElse(0));
  }

  private synchronized List<Set<EtcdRange>> stale() {
    List<Set<EtcdRange>> stale = new ArrayList<>();
    kept.forEach(
        (ranges, one) -> {
          if (one.stale()) {
            stale.add(ranges);
          }
        });
    return stale;
  }

  private synchronized boolean isAway() {
    return away;
  }

  private synchronized Kept lastOf(Set<EtcdRange> ranges) {
    return kept.get(ranges);
  }

  private synchronized void keep(Set<EtcdRange> ranges, EtcdSnapshot snapshot) {
    Kept before = kept.put(ranges, new Kept(snapshot, nanoTime.getAsLong(), false));
    if (away) {
      away = false;
      refused = false;
      LOG.info("etcd answers again; values are read from it");
    }
    if (before != null && before.stale() && !snapshot.values().equals(before.snapshot().values())) {
      LOG.warn(
          "While etcd was away, values of {} were used that have changed since: restart what was"
              + " started meanwhile and uses them",
          ranges);
    }
  }

  private synchronized void fallBack(Set<EtcdRange> ranges, Kept last, EtcdException e) {
    Duration age = Duration.ofNanos(nanoTime.getAsLong() - last.readAt());
    staleReads++;
    // Unless another thread has read it meanwhile.
    kept.replace(ranges, last, new Kept(last.snapshot(), last.readAt(), true));
    if (away) {
      LOG.debug("Using values read {} ago", age, e);
      return;
    }
    away = true;
    LOG.warn("Using values read {} ago until it answers again: {}", age, e.getMessage());
    LOG.debug("Values are not read because of", e);
  }

  private synchronized void notRefreshed(EtcdException e) {
    if (e.isNoAnswer() || refused || Thread.currentThread().isInterrupted()) {
      LOG.debug("The values in use are not read again yet", e);
      return;
    }
    refused = true;
    LOG.warn("The values in use cannot be read again, though etcd answers: {}", e.getMessage());
  }

  /**
   * @param stale whether it was handed out after etcd was asked in vain
   */
  private record Kept(EtcdSnapshot snapshot, long readAt, boolean stale) {}
}
