package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.config.etcd.EtcdClient;
import io.sluice.config.etcd.EtcdRange;
import io.sluice.config.etcd.EtcdSnapshot;
import io.sluice.localstack.await.Await;
import io.sluice.localstack.client.EtcdKv;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A subscription to a real etcd that is killed, compacted, emptied and cut off. */
class EtcdSubscriptionIT {

  /** Below the 15 s after which a subscription looks for itself: only a watch is as quick. */
  private static final Duration BY_WATCH = Duration.ofSeconds(14);

  private static final Duration BY_KEEP_ALIVE = Duration.ofSeconds(45);

  private static OwnEtcd own;

  private final String prefix = "/" + SharedStack.uniqueName("subscription") + "/";
  private final SnapshotLog log = new SnapshotLog();
  private EtcdKv etcd;
  private EtcdClient client;

  @BeforeAll
  static void startEtcd() {
    own = new OwnEtcd("etcd-subscription-it");
  }

  @AfterAll
  static void stopEtcd() {
    own.close();
  }

  @BeforeEach
  void acquire() {
    etcd = own.kv();
    client = own.client(Duration.ofSeconds(5));
  }

  @AfterEach
  void release() {
    client.close();
    own.startIfKilled();
  }

  @Test
  void shouldDeliverEveryKindOfChangeAsItIsMade() {
    subscribe(client, prefix, "/other" + prefix);
    log.awaitLast(Map.of(), BY_WATCH);
    etcd.put(prefix + "a", "1");
    log.awaitLast(Map.of(prefix + "a", "1"), BY_WATCH);
    etcd.put("/other" + prefix + "b", "1");
    log.awaitLast(Map.of(prefix + "a", "1", "/other" + prefix + "b", "1"), BY_WATCH);
    etcd.delete(prefix + "a");
    log.awaitLast(Map.of("/other" + prefix + "b", "1"), BY_WATCH);
    etcd.put(prefix.substring(0, prefix.length() - 1) + "-neighbour", "1");
    etcd.put(prefix + "a", "2");
    log.awaitLast(Map.of(prefix + "a", "2", "/other" + prefix + "b", "1"), BY_WATCH);
    etcd.deletePrefix(prefix);
    etcd.deletePrefix("/other" + prefix);
    log.awaitLast(Map.of(), BY_WATCH);
    log.assertInOrder();
    assertEquals(List.of(), log.outages());
  }

  @Test
  void shouldDeliverWholeStatesInOrderDuringABurst() {
    int last = 200;
    subscribe(client, prefix + "first", prefix + "second");
    for (int i = 0; i <= last; i++) {
      etcd.put(prefix + "first", Integer.toString(i));
      etcd.put(prefix + "second", Integer.toString(i));
    }
    String end = Integer.toString(last);
    log.awaitLast(Map.of(prefix + "first", end, prefix + "second", end), BY_WATCH);
    log.assertInOrder();
    for (EtcdSnapshot snapshot : log.snapshots()) {
      SortedMap<String, String> values = SnapshotLog.values(snapshot);
      int first = Integer.parseInt(values.getOrDefault(prefix + "first", "-1"));
      int second = Integer.parseInt(values.getOrDefault(prefix + "second", "-1"));
      assertTrue(first == second || first == second + 1, () -> "torn: " + values);
    }
  }

  @Test
  void shouldDeliverWhatIsWrittenRightAfterEtcdWasKilled() {
    etcd.put(prefix + "stays", "1");
    subscribe(client, prefix);
    log.awaitLast(Map.of(prefix + "stays", "1"), BY_WATCH);
    for (int i = 0; i < 3; i++) {
      etcd.put(prefix + "deleted", "" + i);
      String deleted = Integer.toString(i);
      Await.until(
          "the watch to be idle",
          BY_WATCH,
          () -> deleted.equals(log.last().get(prefix + "deleted")));
      own.kill();
      own.start();
      etcd.delete(prefix + "deleted");
      etcd.put(prefix + "changed", "" + i);
      log.awaitLast(Map.of(prefix + "stays", "1", prefix + "changed", "" + i), BY_WATCH);
    }
    etcd.put(prefix + "stays", "2");
    log.awaitLast(Map.of(prefix + "stays", "2", prefix + "changed", "2"), BY_WATCH);
    log.assertInOrder();
  }

  @Test
  void shouldTellOfAnOutageAndBeginWhenEtcdIsThere() {
    etcd.put(prefix + "a", "1");
    own.kill();
    subscribe(client, prefix);
    log.awaitOutage(BY_WATCH);
    assertEquals(List.of(), log.snapshots());
    own.start();
    log.awaitLast(Map.of(prefix + "a", "1"), BY_WATCH);
    assertTrue(log.outages().get(0).isUnavailable());

    own.kill();
    own.start();
    etcd.put(prefix + "a", "2");
    log.awaitLast(Map.of(prefix + "a", "2"), BY_WATCH);
    log.assertInOrder();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldDeliverWhatWasCompactedWhileItWasCutOff(boolean noticed) throws IOException {
    etcd.put(prefix + "stays", "1");
    etcd.put(prefix + "deleted", "1");
    try (Link link = new Link(own.endpoint());
        EtcdClient distant = OwnEtcd.client(link, Duration.ofSeconds(2))) {
      subscribe(distant, prefix);
      log.awaitLast(Map.of(prefix + "stays", "1", prefix + "deleted", "1"), BY_WATCH);
      link.cut();
      etcd.delete(prefix + "deleted");
      etcd.put(prefix + "new", "1");
      compact(etcd.put("/elsewhere" + prefix, "1"));
      if (noticed) {
        log.awaitOutage(BY_WATCH);
        int refusals = link.refusals();
        Await.until("more attempts", BY_WATCH, () -> link.refusals() > refusals + 3);
        assertEquals(1, log.outages().size());
      }
      link.mend();

      log.awaitLast(Map.of(prefix + "stays", "1", prefix + "new", "1"), BY_WATCH);
      etcd.put(prefix + "stays", "2");
      log.awaitLast(Map.of(prefix + "stays", "2", prefix + "new", "1"), BY_WATCH);
    }
    log.assertInOrder();
  }

  @Test
  void shouldNoticeAConnectionThatHasFallenSilent() throws IOException {
    etcd.put(prefix + "a", "1");
    try (Link link = new Link(own.endpoint());
        EtcdClient distant = OwnEtcd.client(link, Duration.ofSeconds(2))) {
      subscribe(distant, prefix);
      log.awaitLast(Map.of(prefix + "a", "1"), BY_WATCH);
      link.forgetConnections();
      etcd.put(prefix + "a", "2");

      log.awaitLast(Map.of(prefix + "a", "2"), BY_KEEP_ALIVE);
      etcd.put(prefix + "a", "3");
      log.awaitLast(Map.of(prefix + "a", "3"), BY_WATCH);
    }
    log.assertInOrder();
  }

  @Test
  void shouldSeeAnEtcdThatCameBackWithOtherData() {
    etcd.put(prefix + "old", "1");
    subscribe(client, prefix);
    log.awaitLast(Map.of(prefix + "old", "1"), BY_WATCH);
    own.kill();
    own.deleteData();
    own.start();
    etcd.put(prefix + "new", "1");
    log.awaitLast(Map.of(prefix + "new", "1"), BY_WATCH);
    etcd.put(prefix + "new", "2");
    log.awaitLast(Map.of(prefix + "new", "2"), BY_WATCH);
  }

  private void compact(long revision) {
    etcd.call("/v3/kv/compaction", Map.of("revision", Long.toString(revision)));
  }

  private void subscribe(EtcdClient by, String... keys) {
    by.subscribe(List.of(keys).stream().map(EtcdRange::of).toList(), log);
  }
}
