package io.sluice.config.etcd;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What several tests begin with. */
final class Fixtures {

  /** Quick, and silent watches are believed for ever. */
  static final SubscriptionPace PACE = pace(Duration.ofHours(1));

  /** Stale values stay stale until they are asked for. */
  static final Supplier<Backoff> NEVER =
      () -> new Backoff(Duration.ofHours(1), Duration.ofHours(1), () -> 0);

  private Fixtures() {}

  static SubscriptionPace pace(Duration checkInterval) {
    return new SubscriptionPace(
        Duration.ofSeconds(1),
        checkInterval,
        Duration.ofMillis(1),
        () -> new Backoff(Duration.ofMillis(1), Duration.ofMillis(2), () -> 0));
  }

  static EtcdSettings settings(Duration timeout) {
    return new EtcdSettings(
        List.of(URI.create("http://etcd:2379")), Optional.empty(), Optional.empty(), timeout);
  }

  static EtcdClient client(FakeEtcd etcd, SubscriptionPace pace) {
    return new EtcdClient(
        settings(Duration.ofSeconds(1)), new SharedConnections(any -> etcd.connect()), pace);
  }
}
