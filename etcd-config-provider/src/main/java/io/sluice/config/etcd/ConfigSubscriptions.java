package io.sluice.config.etcd;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigChangeCallback;
import org.apache.kafka.common.config.ConfigData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The callbacks subscribed through one provider, each on an etcd subscription. Thread-safe. */
final class ConfigSubscriptions {

  private static final Logger LOG = LoggerFactory.getLogger(ConfigSubscriptions.class);

  private final EtcdClient client;
  private final Map<Subject, EtcdSubscription> subscriptions = new HashMap<>();

  ConfigSubscriptions(EtcdClient client) {
    this.client = client;
  }

  /** Subscribes, unless the same callback is subscribed to the same keys already. */
  synchronized void add(
      String path, Set<String> keys, ConfigChangeCallback callback, ConfigQuery query) {
    subscriptions.computeIfAbsent(
        new Subject(path, Set.copyOf(keys), callback),
        subject -> client.subscribe(query.ranges(), new Relay(path, query, callback)));
  }

  void remove(String path, Set<String> keys, ConfigChangeCallback callback) {
    EtcdSubscription subscription;
    synchronized (this) {
      subscription = subscriptions.remove(new Subject(path, Set.copyOf(keys), callback));
    }
    if (subscription != null) {
      subscription.close();
    }
  }

  /** How many there are. */
  synchronized int count() {
    return subscriptions.size();
  }

  void removeAll() {
    List<EtcdSubscription> all;
    synchronized (this) {
      all = new ArrayList<>(subscriptions.values());
      subscriptions.clear();
    }
    // Outside the lock: a callback that is waited for may itself unsubscribe.
    all.forEach(EtcdSubscription::close);
  }

  private record Subject(String path, Set<String> keys, ConfigChangeCallback callback) {}

  /** Turns snapshots into configuration data, and leaves out those that change none of it. */
  private static final class Relay implements EtcdListener {

    private final String path;
    private final ConfigQuery query;
    private final ConfigChangeCallback callback;
    private Map<String, String> last;

    Relay(String path, ConfigQuery query, ConfigChangeCallback callback) {
      this.path = path;
      this.query = query;
      this.callback = callback;
    }

    @Override
    public void onSnapshot(EtcdSnapshot snapshot) {
      ConfigQuery.Answer answer = query.answer(snapshot);
      if (!answer.malformed().isEmpty()) {
        LOG.error("A change in etcd is not passed on: {}", String.join(" ", answer.malformed()));
        return;
      }
      if (!answer.data().equals(last)) {
        last = answer.data();
        callback.onChange(path, new ConfigData(answer.data()));
      }
    }
  }
}
