package io.sluice.connect.filetail;

import io.sluice.config.etcd.EtcdClient;
import io.sluice.config.etcd.EtcdException;
import io.sluice.config.etcd.EtcdLease;
import io.sluice.config.etcd.EtcdListener;
import io.sluice.config.etcd.EtcdRange;
import io.sluice.config.etcd.EtcdSettings;
import io.sluice.config.etcd.EtcdSnapshot;
import java.time.Duration;
import java.util.List;

/** Collect lists in etcd. */
final class EtcdListStore implements ListStore {

  private final EtcdClient etcd;

  EtcdListStore(EtcdSettings settings) {
    this.etcd = EtcdClient.acquire(settings);
  }

  @Override
  public void follow(List<EtcdRange> ranges, Follower follower) {
    etcd.subscribeAny(
        ranges,
        new EtcdListener() {
          @Override
          public void onSnapshot(EtcdSnapshot snapshot) {
            follower.onSnapshot(snapshot);
          }

          @Override
          public void onUnreachable(EtcdException failed) {
            follower.onTrouble(!failed.isUnavailable(), failed.getMessage());
          }

          @Override
          public void onUnchanged() {
            follower.onUnchanged();
          }
        });
  }

  @Override
  public void put(String key, String value) {
    etcd.put(key, value);
  }

  @Override
  public Lease lease(String key, Duration lifetime) {
    EtcdLease lease = etcd.lease(key, lifetime);
    return new Lease() {
      @Override
      public void keep(String value) {
        lease.keep(value);
      }

      @Override
      public void close() {
        lease.close();
      }
    };
  }

  /** Ends the subscription, too. */
  @Override
  public void close() {
    etcd.close();
  }
}
