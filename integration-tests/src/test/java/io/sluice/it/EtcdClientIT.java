package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.config.etcd.EtcdClient;
import io.sluice.config.etcd.EtcdException;
import io.sluice.config.etcd.EtcdLease;
import io.sluice.config.etcd.EtcdRange;
import io.sluice.config.etcd.EtcdReplacement;
import io.sluice.config.etcd.EtcdSnapshot;
import io.sluice.config.etcd.EtcdSubscription;
import io.sluice.config.etcd.EtcdValue;
import io.sluice.localstack.await.Await;
import io.sluice.localstack.client.EtcdKv;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client in front of a real etcd that is killed and frozen. */
class EtcdClientIT {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static OwnEtcd own;

  private final String prefix = "/" + SharedStack.uniqueName("client") + "/";
  private EtcdKv etcd;
  private EtcdClient client;

  @BeforeAll
  static void startEtcd() {
    own = new OwnEtcd("etcd-client-it");
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
  void shouldReadKeysAndPrefixesAtOneRevision() {
    etcd.put(prefix + "list/ä", "[]");
    long single = etcd.put(prefix + "single", "1");
    etcd.put(prefix + "singleton", "2");
    long last = etcd.put(prefix + "list/b", "");

    EtcdSnapshot snapshot =
        client.read(
            List.of(EtcdRange.of(prefix + "list/"), EtcdRange.of(prefix + "single"), none()));

    assertEquals(last, snapshot.revision());
    assertEquals(single, snapshot.values().get(prefix + "single").modRevision());
    assertEquals(
        Map.of(prefix + "list/ä", "[]", prefix + "list/b", "", prefix + "single", "1"),
        SnapshotLog.values(snapshot));
  }

  @Test
  void shouldReplaceAndDeleteOnlyWhatNobodyElseHasChanged() {
    String key = prefix + "list";
    EtcdReplacement first = client.replace(key, 0, Optional.of("one"));
    assertTrue(first.done());
    long theirs = etcd.put(key, "two");

    EtcdReplacement late = client.replace(key, first.revision(), Optional.of("three"));
    assertEquals(Optional.of(new EtcdValue("two", theirs)), late.found());
    assertFalse(client.replace(key, first.revision(), Optional.empty()).done());
    assertFalse(client.replace(key, 0, Optional.of("three")).done());
    assertEquals(Optional.of("two"), etcd.get(key));

    EtcdReplacement next = client.replace(key, theirs, Optional.of("three"));
    assertTrue(client.replace(key, next.revision(), Optional.empty()).done());
    assertEquals(Optional.empty(), etcd.get(key));
    assertEquals(
        "two", client.readAnyAt(List.of(EtcdRange.of(key)), theirs).values().get(key).value());
    etcd.compact();
    EtcdException compacted =
        assertThrows(
            EtcdException.class, () -> client.readAnyAt(List.of(EtcdRange.of(key)), theirs));
    assertTrue(compacted.getMessage().contains("compacted"), compacted.getMessage());
  }

  @Test
  void shouldKeepAKeyOnlyWhileItIsKept() {
    String key = prefix + "agent";
    EtcdLease lease = client.lease(key, Duration.ofSeconds(10));
    lease.keep("here");
    lease.keep("here");
    assertEquals(Optional.of("here"), etcd.get(key));

    Await.until("the key to be gone", Duration.ofSeconds(40), () -> etcd.get(key).isEmpty());
    lease.keep("here");
    assertEquals(Optional.of("here"), etcd.get(key));
    lease.close();
    assertEquals(Optional.empty(), etcd.get(key));
  }

  @Test
  void shouldWriteText() {
    client.put(prefix + "status", "{\"grüße\": \"\u65e5\u672c\"}");

    assertEquals(Optional.of("{\"grüße\": \"\u65e5\u672c\"}"), etcd.get(prefix + "status"));
  }

  /** Whoever shares the connection must not lose watches by it, as often as it is tried. */
  @Test
  void shouldStayConnectedWhereEtcdDoesNotTakeAValue() {
    try (EtcdClient hasty = own.client(Duration.ofSeconds(1))) {
      SnapshotLog log = new SnapshotLog();
      hasty.subscribe(List.of(EtcdRange.of(prefix)), log);
      etcd.put(prefix + "a", "1");
      log.awaitLast(Map.of(prefix + "a", "1"), LIMIT);
      long before = connectionsBroken();

      EtcdException refused =
          assertThrows(
              EtcdException.class, () -> hasty.put(prefix + "large", "x".repeat(3_000_000)));

      assertTrue(refused.getMessage().contains("RESOURCE_EXHAUSTED"), refused.getMessage());
      assertTrue(refused.getMessage().endsWith("--max-request-bytes."), refused.getMessage());
      etcd.put(prefix + "a", "2");
      log.awaitLast(Map.of(prefix + "a", "2"), LIMIT);
      assertEquals(before, connectionsBroken());
    }
  }

  /** How often connections of this JVM were made anew, or watches on them. */
  private static long connectionsBroken() {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    long sum = 0;
    try {
      for (ObjectName name :
          server.queryNames(new ObjectName("io.sluice.config.etcd:type=etcd-connection,*"), null)) {
        sum += (Long) server.getAttribute(name, "reconnects-total");
        sum += (Long) server.getAttribute(name, "resyncs-total");
      }
    } catch (JMException failed) {
      throw new AssertionError(failed);
    }
    return sum;
  }

  @Test
  void shouldGiveUpInTimeWhenEtcdIsAway() {
    own.kill();

    assertFailsInTime("Connection refused");
  }

  @Test
  void shouldGiveUpInTimeWhenEtcdDoesNotAnswer() throws Exception {
    own.freeze();
    try {
      assertFailsInTime("no answer within");
    } finally {
      own.thaw();
    }
  }

  private void assertFailsInTime(String reason) {
    String endpoint = own.endpoint().toString();
    try (EtcdClient hasty = own.client(Duration.ofSeconds(1))) {
      EtcdException read =
          assertTimeoutPreemptively(
              Duration.ofSeconds(10),
              () -> assertThrows(EtcdException.class, () -> hasty.read(List.of(none()))));
      assertTrue(read.isUnavailable());
      assertTrue(read.getMessage().contains(endpoint), read::getMessage);
      assertTrue(read.getMessage().contains("read [" + none()), read::getMessage);
      assertTrue(read.getMessage().contains(reason), read::getMessage);
      EtcdException write =
          assertTimeoutPreemptively(
              Duration.ofSeconds(10),
              () -> assertThrows(EtcdException.class, () -> hasty.put(prefix + "a", "topsecret")));
      assertTrue(write.getMessage().contains("write " + prefix + "a"), write::getMessage);
      assertFalse(write.getMessage().contains("topsecret"), write::getMessage);
    }
  }

  @Test
  void shouldFallSilentOnCloseAndLeaveNoThread() {
    client.close();
    etcd.put(prefix + "a", "1");
    NewThreads threads = new NewThreads();
    EtcdClient first = own.client(Duration.ofSeconds(5));
    EtcdClient second = own.client(Duration.ofSeconds(5));
    SnapshotLog log = new SnapshotLog();
    EtcdSubscription closed = first.subscribe(List.of(EtcdRange.of(prefix)), log);
    log.awaitLast(Map.of(prefix + "a", "1"), LIMIT);
    closed.close();

    SnapshotLog other = new SnapshotLog();
    second.subscribe(List.of(EtcdRange.of(prefix)), other);
    etcd.put(prefix + "a", "2");
    other.awaitLast(Map.of(prefix + "a", "2"), LIMIT);
    assertEquals(Map.of(prefix + "a", "1"), log.last());

    first.close();
    etcd.put(prefix + "a", "3");
    other.awaitLast(Map.of(prefix + "a", "3"), LIMIT);
    assertFalse(threads.names().isEmpty());
    second.close();
    threads.awaitNone(Duration.ofSeconds(10));
  }

  private EtcdRange none() {
    return EtcdRange.of(prefix + "none/");
  }
}
