package io.sluice.config.etcd;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * A connection that is made on first use and made anew after it failed.
 *
 * <p>gRPC pauses for up to two minutes between attempts on one channel, and keeps the addresses and
 * certificates it began with. A new channel tries at once, with what DNS and the files say now; so
 * a channel on which etcd gave no answer is dropped, and its watches break and are made again. What
 * it answers about one request, a refusal or that it cannot do it for now, leaves the channel as it
 * is, for the others who use it.
 *
 * <p>Where certificates were replaced and the servers then restarted, it is the channel's old ones
 * that fail, which is nobody's trouble: what was to be read is then read with the new ones.
 */
final class ReconnectingConnection implements EtcdConnection {

  private final EtcdSettings settings;
  private final Function<EtcdSettings, EtcdConnection> connector;
  private final ConnectionStatistics statistics;
  private EtcdConnection current;
  private TlsFiles files;
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
    return read(connection -> DeniedRanges.read(connection, ranges, limit));
  }

  @Override
  public EtcdSnapshot readAt(Collection<EtcdRange> ranges, long revision, Duration limit) {
    return call(connection -> connection.readAt(ranges, revision, limit));
  }

  @Override
  public SortedMap<String, Long> readModRevisions(Collection<EtcdRange> ranges, Duration limit) {
    return read(connection -> connection.readModRevisions(ranges, limit));
  }

  @Override
  public List<Long> counts(Collection<EtcdRange> ranges, Duration limit) {
    return read(connection -> connection.counts(ranges, limit));
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
  public long grant(Duration lifetime, Duration limit) {
    return call(connection -> connection.grant(lifetime, limit));
  }

  @Override
  public void putLeased(long lease, String key, String value, Duration limit) {
    call(
        connection -> {
          connection.putLeased(lease, key, value, limit);
          return lease;
        });
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

  /**
   * Only what changes nothing is asked for a second time: its caller does not know of the first.
   */
  private <T> T read(Function<EtcdConnection, T> request) {
    try {
      return call(request);
    } catch (EtcdException e) {
      if (e.getCause() instanceof TimeoutException || !filesWereReplaced()) {
        throw e;
      }
      return call(request);
    }
  }

  /** Since the last connection was made. */
  private synchronized boolean filesWereReplaced() {
    return !closed && current == null && !TlsFiles.of(settings).equals(files);
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
      if (EtcdFailure.isAnswered(e)) {
        statistics.refused();
      } else {
        statistics.unanswered();
        drop(connection);
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
      files = TlsFiles.of(settings);
      try {
        current = connector.apply(settings);
      } catch (EtcdException e) {
        statistics.unanswered();
        throw e.ofConnecting();
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
