package io.sluice.config.etcd;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/**
 * Reads, writes and watches etcd. Clients of equal settings share one connection, which is made on
 * first use and closed with its last client. Thread-safe.
 */
public final class EtcdClient implements AutoCloseable {

  private static final SharedConnections CONNECTIONS = new SharedConnections(JetcdConnection::new);

  private final EtcdSettings settings;
  private final SharedConnections connections;
  private final SubscriptionPace pace;
  private final ReconnectingConnection connection;
  private final Attempts attempts;
  private final Set<EtcdSubscription> subscriptions = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();

  EtcdClient(EtcdSettings settings, SharedConnections connections, SubscriptionPace pace) {
    this.settings = settings;
    this.connections = connections;
    this.pace = pace;
    this.connection = connections.acquire(settings);
    this.attempts = new Attempts(settings.timeout(), settings.endpoints().size());
  }

  /** Gives a client of its own to each caller, who closes it; etcd is not contacted yet. */
  public static EtcdClient acquire(EtcdSettings settings) {
    return new EtcdClient(settings, CONNECTIONS, SubscriptionPace.of(settings));
  }

  /**
   * Reads all ranges at one revision, trying again until the settings' timeout.
   *
   * @throws EtcdException if etcd refuses, cannot be reached in time, or holds something there that
   *     is not UTF-8 text
   */
  public EtcdSnapshot read(Collection<EtcdRange> ranges) {
    return requireText(readAny(ranges));
  }

  /**
   * As {@link #read}, but what is not text is named in the snapshot: for ranges where others may
   * have written anything.
   *
   * @throws EtcdException if etcd refuses, or cannot be reached in time
   */
  public EtcdSnapshot readAny(Collection<EtcdRange> ranges) {
    List<EtcdRange> wanted = List.copyOf(ranges);
    return untilTimeout(limit -> connection.read(wanted, limit));
  }

  private EtcdSnapshot requireText(EtcdSnapshot snapshot) {
    return EtcdFailure.requireText(settings, snapshot);
  }

  /** As {@link #read}, but a single attempt, for callers who have something to fall back on. */
  EtcdSnapshot readOnce(Collection<EtcdRange> ranges) {
    requireOpen();
    return requireText(connection.read(List.copyOf(ranges), settings.timeout()));
  }

  /**
   * Writes one key, trying again until the settings' timeout; after a failure it may be written or
   * not.
   *
   * @throws EtcdException if etcd refuses, or cannot be reached in time
   */
  public void put(String key, String value) {
    untilTimeout(
        limit -> {
          connection.put(key, value, limit);
          return key;
        });
  }

  /**
   * As {@link #readAny}, the ranges as they were at an earlier revision.
   *
   * @throws EtcdException if etcd refuses, as it does where that revision was compacted away, or
   *     cannot be reached in time
   */
  public EtcdSnapshot readAnyAt(Collection<EtcdRange> ranges, long revision) {
    List<EtcdRange> wanted = List.copyOf(ranges);
    return untilTimeout(limit -> connection.readAt(wanted, revision, limit));
  }

  /**
   * Counts the keys of each range, without reading them, trying again until the settings' timeout.
   *
   * @return in the ranges' order
   * @throws EtcdException if etcd refuses, or cannot be reached in time
   */
  public List<Long> counts(Collection<EtcdRange> ranges) {
    List<EtcdRange> wanted = List.copyOf(ranges);
    return untilTimeout(limit -> connection.counts(wanted, limit));
  }

  /**
   * Writes or deletes one key that nobody has changed since it was read, trying again until the
   * settings' timeout; after a failure it may have happened or not. Where an attempt got no answer,
   * and the next finds just what was to be written, the first has happened; that somebody else did
   * the same meanwhile cannot be told from it. The revision is then the key's, or that of the
   * answer where it is deleted.
   *
   * @param modRevision of the key's last change, as it was read; 0 where there was no such key
   * @param value nothing to delete the key
   * @throws EtcdException if etcd refuses, or cannot be reached in time
   */
  public EtcdReplacement replace(String key, long modRevision, Optional<String> value) {
    AtomicBoolean perhapsDone = new AtomicBoolean();
    return untilTimeout(
        limit -> {
          try {
            EtcdReplacement answer = connection.replace(key, modRevision, value, limit);
            boolean mine = perhapsDone.get() && answer.found().map(EtcdValue::value).equals(value);
            return answer.done() || !mine ? answer : EtcdReplacement.made(revisionOf(answer));
          } catch (EtcdException failed) {
            perhapsDone.compareAndSet(false, failed.isUnavailable());
            throw failed;
          }
        });
  }

  private static long revisionOf(EtcdReplacement answer) {
    return answer.found().map(EtcdValue::modRevision).orElse(answer.revision());
  }

  /**
   * A key that is there only while its owner keeps it.
   *
   * @param lifetime how long it stays when it is not kept, in whole seconds
   */
  public EtcdLease lease(String key, Duration lifetime) {
    requireOpen();
    return new EtcdLease(connection, key, lifetime, settings.timeout(), System::nanoTime);
  }

  /**
   * Follows the ranges until the subscription or this client is closed. Returns at once; the first
   * snapshot comes when etcd answers. Where the ranges hold something that is not UTF-8 text, the
   * listener is told so in the place of a snapshot.
   */
  public EtcdSubscription subscribe(Collection<EtcdRange> ranges, EtcdListener listener) {
    return subscribe(ranges, listener, this::requireText);
  }

  /** As {@link #subscribe}, but what is not text is named in the snapshots. */
  public EtcdSubscription subscribeAny(Collection<EtcdRange> ranges, EtcdListener listener) {
    return subscribe(ranges, listener, UnaryOperator.identity());
  }

  private EtcdSubscription subscribe(
      Collection<EtcdRange> ranges, EtcdListener listener, UnaryOperator<EtcdSnapshot> check) {
    requireOpen();
    EtcdSubscription subscription =
        new EtcdSubscription(
            connection,
            List.copyOf(ranges),
            listener,
            check,
            pace,
            connection.statistics(),
            subscriptions::remove);
    subscriptions.add(subscription);
    subscription.start();
    if (closed.get()) {
      subscription.close();
    }
    return subscription;
  }

  /** Closes this client's subscriptions, and the connection unless others use it. Idempotent. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      subscriptions.forEach(EtcdSubscription::close);
      connections.release(settings);
    }
  }

  private <T> T untilTimeout(Attempts.Attempt<T> attempt) {
    requireOpen();
    return attempts.untilTimeout(attempt);
  }

  private void requireOpen() {
    if (closed.get()) {
      throw new IllegalStateException(
          "This client of etcd at " + settings.endpoints() + " is closed");
    }
  }
}
