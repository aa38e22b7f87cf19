package io.sluice.connect.filetail.command;

import io.sluice.config.etcd.EtcdClient;
import io.sluice.config.etcd.EtcdException;
import io.sluice.config.etcd.EtcdListener;
import io.sluice.config.etcd.EtcdRange;
import io.sluice.config.etcd.EtcdReplacement;
import io.sluice.config.etcd.EtcdSettings;
import io.sluice.config.etcd.EtcdSnapshot;
import io.sluice.config.etcd.EtcdSubscription;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A real etcd. */
final class EtcdClientEtcd implements Etcd {

  private final EtcdClient client;

  EtcdClientEtcd(EtcdSettings settings) {
    this.client = EtcdClient.acquire(settings);
  }

  @Override
  public EtcdSnapshot read(List<EtcdRange> ranges) {
    return client.readAny(ranges);
  }

  @Override
  public EtcdSnapshot readAt(List<EtcdRange> ranges, long revision) {
    return client.readAnyAt(ranges, revision);
  }

  @Override
  public List<Long> counts(List<EtcdRange> ranges) {
    return client.counts(ranges);
  }

  @Override
  public EtcdReplacement replace(String key, long modRevision, Optional<String> value) {
    return client.replace(key, modRevision, value);
  }

  @Override
  public Following follow(
      List<EtcdRange> ranges, Consumer<EtcdSnapshot> listener, Consumer<String> trouble) {
    EtcdSubscription subscription =
        client.subscribeAny(
            ranges,
            new EtcdListener() {
              @Override
              public void onSnapshot(EtcdSnapshot snapshot) {
                listener.accept(snapshot);
              }

              @Override
              public void onUnreachable(EtcdException failure) {
                trouble.accept(failure.getMessage());
              }
            });
    return subscription::close;
  }

  @Override
  public void close() {
    client.close();
  }
}
