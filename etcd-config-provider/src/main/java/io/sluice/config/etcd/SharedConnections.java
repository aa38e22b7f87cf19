package io.sluice.config.etcd;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** The open connections by their settings, each with the number of its users. */
final class SharedConnections {

  private final Function<EtcdSettings, EtcdConnection> connector;
  private final Map<EtcdSettings, Shared> open = new HashMap<>();

  SharedConnections(Function<EtcdSettings, EtcdConnection> connector) {
    this.connector = connector;
  }

  synchronized ReconnectingConnection acquire(EtcdSettings settings) {
    Shared shared =
        open.computeIfAbsent(
            settings,
            key ->
                new Shared(
                    new ReconnectingConnection(
                        key, connector, new ConnectionStatistics(key, System::nanoTime))));
    shared.users++;
    return shared.connection;
  }

  synchronized void release(EtcdSettings settings) {
    Shared shared = open.get(settings);
    shared.users--;
    if (shared.users == 0) {
      open.remove(settings);
      shared.metrics.close();
      shared.connection.close();
    }
  }

  private static final class Shared {

    final ReconnectingConnection connection;
    final MetricsMBean metrics;
    int users;

    Shared(ReconnectingConnection connection) {
      this.connection = connection;
      this.metrics =
          MetricsMBean.show(
              "etcd-connection",
              "A connection to etcd, shared by all that have the same settings",
              connection.statistics().metrics());
    }
  }
}
