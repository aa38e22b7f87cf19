package io.sluice.config.etcd;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigChangeCallback;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.connect.components.Versioned;

/**
 * Serves configuration values from etcd: {@code ${etcd:/app/db/password}} for a key, {@code
 * ${etcd:/app/db:password}} for a key below a path or a field of the JSON object at it.
 * Thread-safe.
 *
 * <p>Nothing is contacted before the first {@code get} or {@code subscribe}. A request lasts at
 * most {@code timeout.ms}; while etcd is away, what it last answered is served again.
 */
public final class EtcdConfigProvider implements ConfigProvider, Versioned {

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^}]*:[^}]*}");
  private static final Supplier<Backoff> REFRESH_PAUSES =
      () -> Backoff.between(Duration.ofSeconds(1), Duration.ofSeconds(30));

  private final Function<EtcdSettings, EtcdClient> clients;
  private final LongSupplier nanoTime;
  private final StaleRefresh refresh;

  private EtcdProviderConfig config;
  private ConfigException unresolved;
  private Session session;
  private boolean closed;

  /** Called by Kafka. */
  public EtcdConfigProvider() {
    this(EtcdClient::acquire, System::nanoTime, REFRESH_PAUSES);
  }

  /**
   * @param refreshPauses between attempts to read again what was served while etcd was away
   */
  EtcdConfigProvider(
      Function<EtcdSettings, EtcdClient> clients,
      LongSupplier nanoTime,
      Supplier<Backoff> refreshPauses) {
    this.clients = clients;
    this.nanoTime = nanoTime;
    this.refresh = new StaleRefresh(refreshPauses);
  }

  /** The parameters, for whoever shows or checks them. */
  public static ConfigDef config() {
    return EtcdProviderConfig.definition();
  }

  @Override
  public String version() {
    return BuildVersion.read();
  }

  /**
   * Parses the parameters.
   *
   * @throws ConfigException that lists what is wrong with them. Kafka also makes providers whose
   *     parameters still hold references to other providers, and does not use them: then the
   *     exception comes with the first use.
   */
  @Override
  public synchronized void configure(Map<String, ?> parameters) {
    try {
      config = new EtcdProviderConfig(parameters);
    } catch (ConfigException e) {
      if (parameters.values().stream().noneMatch(EtcdConfigProvider::isReference)) {
        throw e;
      }
      unresolved = e;
    }
  }

  private static boolean isReference(Object value) {
    return value instanceof String text && REFERENCE.matcher(text).find();
  }

  /**
   * Reads all keys below a path, by their names from there on, and the fields of the JSON object at
   * the path; where both have a name, the key wins. A path that ends in {@code /} means the keys
   * alone, and there may be none.
   *
   * @throws ConfigException if there is nothing at or below the path, if it is not allowed, or if
   *     etcd does not answer
   */
  @Override
  public ConfigData get(String path) {
    return read(path, Set.of());
  }

  /**
   * Reads the keys at a path.
   *
   * @throws ConfigException if one is missing or not allowed, or if etcd does not answer
   */
  @Override
  public ConfigData get(String path, Set<String> keys) {
    return keys.isEmpty() ? new ConfigData(Map.of()) : read(path, keys);
  }

  private ConfigData read(String path, Set<String> keys) {
    Session open = openedSession();
    open.statistics().read();
    try {
      ConfigQuery query = new ConfigQuery(path, keys, open.allowed());
      Map<String, String> data = query.answer(open.values().read(query.ranges())).complete();
      return new ConfigData(data, open.timeToLive().remainingMillis(path));
    } catch (EtcdException e) {
      open.statistics().failed();
      ConfigException failure = new ConfigException(e.getMessage());
      failure.initCause(e);
      throw failure;
    } catch (ConfigException e) {
      open.statistics().failed();
      throw e;
    }
  }

  /**
   * Calls back with the whole state of the keys: first as soon as etcd answers, so that nothing is
   * missed between a {@code get} and this, then after every change. A key that does not exist is
   * left out. No keys means everything at and below the path, as in {@link #get(String)}. Returns
   * at once; the callback runs on a thread of its own.
   *
   * @throws ConfigException if something outside the allowed prefixes is asked for
   */
  @Override
  public void subscribe(String path, Set<String> keys, ConfigChangeCallback callback) {
    Session open = openedSession();
    ConfigQuery query = new ConfigQuery(path, keys, open.allowed());
    open.subscriptions().add(path, keys, callback, query);
  }

  /**
   * Ends the subscription that was made with the same arguments; nothing happens if there is none.
   */
  @Override
  public void unsubscribe(String path, Set<String> keys, ConfigChangeCallback callback) {
    Session open = currentSession();
    if (open != null) {
      open.subscriptions().remove(path, keys, callback);
    }
  }

  @Override
  public void unsubscribeAll() {
    Session open = currentSession();
    if (open != null) {
      open.subscriptions().removeAll();
    }
  }

  @Override
  public void close() {
    Session open;
    synchronized (this) {
      open = session;
      session = null;
      closed = true;
    }
    refresh.close();
    if (open != null) {
      open.metrics().close();
      open.subscriptions().removeAll();
      open.client().close();
    }
  }

  private synchronized Session currentSession() {
    return session;
  }

  private synchronized Session openedSession() {
    if (closed) {
      throw new IllegalStateException("The etcd config provider is closed");
    }
    if (unresolved != null) {
      throw unresolved;
    }
    if (config == null) {
      throw new IllegalStateException("The etcd config provider has not been configured");
    }
    if (session == null) {
      session = open();
    }
    return session;
  }

  private Session open() {
    EtcdClient client = clients.apply(config.settings());
    LastKnownGood values = new LastKnownGood(client, nanoTime, refresh::begin);
    ConfigSubscriptions subscriptions = new ConfigSubscriptions(client);
    ProviderStatistics statistics = new ProviderStatistics();
    MetricsMBean metrics =
        MetricsMBean.show(
            "etcd-config-provider",
            "An etcd config provider that is in use",
            statistics.metrics(config.settings(), values, subscriptions));
    return new Session(
        client,
        config.allowedPrefixes(),
        values,
        new TimeToLive(config.ttl(), nanoTime),
        subscriptions,
        statistics,
        metrics);
  }

  /** What lives from the first use until close. */
  private record Session(
      EtcdClient client,
      AllowedPrefixes allowed,
      LastKnownGood values,
      TimeToLive timeToLive,
      ConfigSubscriptions subscriptions,
      ProviderStatistics statistics,
      MetricsMBean metrics) {}
}
