package io.sluice.config.etcd;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * A connection that is made on first use and made anew after it failed.
 *
 * <p>gRPC pauses for up to two minutes between attempts on one channel, and keeps the addresses and
 * certificates it began with. A new channel tries at once, with what DNS and the files say now; so
 * a channel on which etcd was not available is dropped, and its watches break and are made again.
 */
final class ReconnectingConnection implements EtcdConnection {

  private final EtcdSettings settings;
  private final Function<EtcdSettings, EtcdConnection> connector;
  private final ConnectionStatistics statistics;
  private EtcdConnection current;
  private boolean closed;

  ReconnectingConnection(
      EtcdSettings settings,
      Function<EtcdSettings, EtcdConnection> connector,
      ConnectionStatistics statistics) {
    this.settings = settings;
    this.connector = connector;
    this.statistics = statistics;
  }

  ConnectionStatistics statistics() {
    return statistics;
  }

  @Override
  public EtcdSnapshot read(Collection<EtcdRange> ranges, Duration limit) {
    return call(connection -> connection.read(ranges, limit));
  }

  @Override
  public EtcdSnapshot readAt(Collection<EtcdRange> ranges, long revision, Duration limit) {
    return call(connection -> connection.readAt(ranges, revision, limit));
  }

  @Override
  public SortedMap<String, Long> readModRevisions(Collection<EtcdRange> ranges, Duration limit) {
    return call(connection -> connection.readModRevisions(ranges, limit));
  }

  @Override
  public void put(String key, String value, Duration limit) {
    call(
        connection -> {
          connection.put(key, value, limit);
          return key;
        });
  }

  @Override
  public EtcdReplacement replace(
      String key, long modRevision, Optional<String> value, Duration limit) {
    return call(connection -> connection.replace(key, modRevision, value, limit));
  }

  @Override
  public long putLeased(String key, String value, Duration lifetime, Duration limit) {
    return call(connection -> connection.putLeased(key, value, lifetime, limit));
  }

  @Override
  public boolean renew(long lease, Duration limit) {
    return call(connection -> connection.renew(lease, limit));
  }

  @Override
  public void revoke(long lease, Duration limit) {
    call(
        connection -> {
          connection.revoke(lease, limit);
          return lease;
        });
  }

  @Override
  public Watch watch(Collection<EtcdRange> ranges, long fromRevision, Doorbell doorbell) {
    // It returns before etcd has heard of it.
    return attempt(connection -> connection.watch(ranges, fromRevision, doorbell));
  }

  private <T> T call(Function<EtcdConnection, T> request) {
    T answer = attempt(request);
    statistics.answered();
    return answer;
  }

  private <T> T attempt(Function<EtcdConnection, T> request) {
    EtcdConnection connection = current();
    try {
      return request.apply(connection);
    } catch (EtcdException e) {
      if (e.isUnavailable()) {
        statistics.unanswered();
        drop(connection);
      } else {
        statistics.refused();
      }
      throw e;
    } catch (RuntimeException e) {
      if (isCurrent(connection)) {
        throw e;
      }
      // Another thread has found out first that it is broken, and has closed it.
      statistics.unanswered();
      throw new EtcdException(
          "The connection to etcd at " + settings.endpoints() + " broke during a request", true, e);
    }
  }

  private synchronized boolean isCurrent(EtcdConnection connection) {
    return current == connection;
  }

  private synchronized EtcdConnection current() {
    if (closed) {
      throw new EtcdException(
          "The client of etcd at " + settings.endpoints() + " is closed", false, null);
    }
    if (current == null) {
      try {
        current = connector.apply(settings);
      } catch (EtcdException e) {
        statistics.unanswered();
        throw e;
      }
      statistics.connected();
    }
    return current;
  }

  private synchronized void drop(EtcdConnection failed) {
    if (current == failed) {
      current = null;
      failed.close();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (current != null) {
      current.close();
      current = null;
    }
  }
}
