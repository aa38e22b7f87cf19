package io.sluice.connect.filetail;

import io.sluice.config.etcd.EtcdRange;
import io.sluice.config.etcd.EtcdSnapshot;
import io.sluice.config.etcd.EtcdValue;
import io.sluice.config.etcd.NotText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A store whose contents and troubles the test makes. */
final class FakeListStore implements ListStore {

  /** What was written, in order. */
  final List<String> statuses = new ArrayList<>();

  /** What a write does before it takes effect. */
  Runnable onPut = () -> {};

  /** What was kept under a lease, each time. */
  final List<String> kept = new ArrayList<>();

  /** What keeping does before it takes effect. */
  Runnable onKeep = () -> {};

  /** What is followed. */
  List<EtcdRange> followed;

  String statusKey;
  boolean closed;
  private Follower follower;

  @Override
  public void follow(List<EtcdRange> ranges, Follower listener) {
    followed = ranges;
    follower = listener;
  }

  @Override
  public void put(String key, String value) {
    onPut.run();
    statusKey = key;
    statuses.add(value);
  }

  @Override
  public Lease lease(String key, Duration lifetime) {
    return new Lease() {
      @Override
      public void keep(String value) {
        onKeep.run();
        kept.add(key + " " + value);
      }

      @Override
      public void close() {
        kept.add("removed");
      }
    };
  }

  String lastStatus() {
    return statuses.get(statuses.size() - 1);
  }

  void holds(long revision, Map<String, String> values) {
    holds(revision, values, Map.of());
  }

  void holds(long revision, Map<String, String> values, Map<String, NotText> notText) {
    TreeMap<String, EtcdValue> found = new TreeMap<>();
    values.forEach((key, value) -> found.put(key, new EtcdValue(value, revision)));
    follower.onSnapshot(new EtcdSnapshot(revision, found, new TreeMap<>(notText)));
  }

  /** A key without a value, which etcd cannot have: a stand-in for a defect nobody knows of. */
  void holdsWhatCannotBe(long revision, String key) {
    TreeMap<String, EtcdValue> found = new TreeMap<>();
    found.put(key, null);
    follower.onSnapshot(new EtcdSnapshot(revision, found));
  }

  void isAway() {
    follower.onTrouble(false, "etcd is away");
  }

  void comesBackUnchanged() {
    follower.onUnchanged();
  }

  void refuses() {
    follower.onTrouble(true, "permission denied");
  }

  @Override
  public void close() {
    closed = true;
  }
}
