package io.sluice.config.etcd;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what it hears, in order. */
final class RecordingListener implements EtcdListener {

  private final BlockingQueue<EtcdSnapshot> snapshots = new LinkedBlockingQueue<>();
  private final BlockingQueue<EtcdException> outages = new LinkedBlockingQueue<>();
  private final BlockingQueue<Boolean> ends = new LinkedBlockingQueue<>();

  @Override
  public void onSnapshot(EtcdSnapshot snapshot) {
    snapshots.add(snapshot);
  }

  @Override
  public void onUnreachable(EtcdException e) {
    outages.add(e);
  }

  @Override
  public void onUnchanged() {
    ends.add(true);
  }

  /** Waits until an outage is over in which nothing has changed. */
  void awaitUnchanged() throws InterruptedException {
    take(ends);
  }

  /** The next snapshot's values, for which it waits. */
  Map<String, String> next() throws InterruptedException {
    Map<String, String> values = new TreeMap<>();
    take(snapshots).values().forEach((key, value) -> values.put(key, value.value()));
    return values;
  }

  EtcdException nextOutage() throws InterruptedException {
    return take(outages);
  }

  List<EtcdSnapshot> unread() {
    return List.copyOf(snapshots);
  }

  List<EtcdException> unreadOutages() {
    return List.copyOf(outages);
  }

  static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
    T taken = queue.poll(10, TimeUnit.SECONDS);
    if (taken == null) {
      throw new AssertionError("Nothing was heard in time");
    }
    return taken;
  }
}
