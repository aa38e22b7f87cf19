package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.config.etcd.EtcdException;
import io.sluice.config.etcd.EtcdListener;
import io.sluice.config.etcd.EtcdSnapshot;
import io.sluice.localstack.await.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Everything that an etcd subscription has told. */
final class SnapshotLog implements EtcdListener {

  private final List<EtcdSnapshot> snapshots = new CopyOnWriteArrayList<>();
  private final List<EtcdException> outages = new CopyOnWriteArrayList<>();

  @Override
  public void onSnapshot(EtcdSnapshot snapshot) {
    snapshots.add(snapshot);
  }

  @Override
  public void onUnreachable(EtcdException e) {
    outages.add(e);
  }

  List<EtcdSnapshot> snapshots() {
    return List.copyOf(snapshots);
  }

  List<EtcdException> outages() {
    return List.copyOf(outages);
  }

  /** Waits until the last snapshot holds just these values. */
  void awaitLast(Map<String, String> expected, Duration limit) {
    Await.until(
        () -> "a snapshot of " + expected + "; the last of " + snapshots.size() + " is " + last(),
        limit,
        () -> !snapshots.isEmpty() && last().equals(expected));
  }

  void awaitOutage(Duration limit) {
    Await.until("news of the outage", limit, () -> !outages.isEmpty());
  }

  /** The values of the last snapshot; empty before the first. */
  Map<String, String> last() {
    return snapshots.isEmpty() ? Map.of() : values(snapshots.get(snapshots.size() - 1));
  }

  /** Asserts that no snapshot is older than the one before it, nor says the same. */
  void assertInOrder() {
    List<EtcdSnapshot> all = snapshots();
    for (int i = 1; i < all.size(); i++) {
      EtcdSnapshot before = all.get(i - 1);
      EtcdSnapshot after = all.get(i);
      assertTrue(before.revision() < after.revision(), () -> before + ", then " + after);
      assertNotEquals(before.values(), after.values());
    }
  }

  static SortedMap<String, String> values(EtcdSnapshot snapshot) {
    SortedMap<String, String> values = new TreeMap<>();
    snapshot.values().forEach((key, value) -> values.put(key, value.value()));
    return values;
  }
}
