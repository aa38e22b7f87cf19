package io.sluice.config.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EtcdLeaseTest {

  private static final Duration KEPT_EVERY = Duration.ofSeconds(10);

  private final FakeEtcd etcd = new FakeEtcd();
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
  private final EtcdLease lease = lease();

  private EtcdLease lease() {
    return new EtcdLease(
        etcd.connect(), "/agent", Duration.ofSeconds(30), Duration.ofSeconds(1), now::get);
  }

  /** Of the key's last change. */
  private long revision() {
    return etcd.connect()
        .readModRevisions(List.of(EtcdRange.of("/agent")), Duration.ofSeconds(1))
        .get("/agent");
  }

  /** Lets the second request from now fail: the write, where the first makes the lease. */
  private void failSecond(EtcdException cause) {
    etcd.beforeRequest(() -> etcd.beforeRequest(() -> etcd.failNext(1, cause)));
  }

  @Test
  void shouldWriteOnceAndThenRenew() {
    lease.keep("a");
    long written = revision();
    lease.keep("a");
    lease.keep("a");

    assertEquals("a", etcd.value("/agent"));
    assertEquals(written, revision());
    assertEquals(List.of(1L), etcd.leases());
    assertEquals(2, etcd.renewals());
  }

  @Test
  void shouldWriteAgainWhereTheLeaseRanOutWhileEtcdWasAway() {
    lease.keep("a");
    etcd.expire(1);
    assertNull(etcd.value("/agent"));
    lease.keep("a");

    assertEquals("a", etcd.value("/agent"));
  }

  @Test
  void shouldWriteAnotherValueUnderTheSameLease() {
    lease.keep("a");
    lease.keep("b");

    assertEquals("b", etcd.value("/agent"));
    assertEquals(List.of(1L), etcd.leases());
  }

  /** The lease knows nothing of it, and a host's role need not be allowed to look. */
  @Test
  void shouldBeThereAgainWithinAMinuteAfterSomebodyElseDeletedTheKey() {
    lease.keep("a");
    etcd.delete("/agent");
    int kept = 0;
    while (etcd.value("/agent") == null) {
      now.addAndGet(KEPT_EVERY.toNanos());
      lease.keep("a");
      kept++;
    }

    assertEquals(5, kept, "times ten seconds");
    assertEquals(List.of(1L), etcd.leases());
    long written = revision();
    now.addAndGet(KEPT_EVERY.toNanos());
    lease.keep("a");
    assertEquals(written, revision());
  }

  @Test
  void shouldRemoveItsKeyWhenItIsClosed() {
    lease.keep("a");
    lease.close();

    assertNull(etcd.value("/agent"));
    assertEquals(List.of(), etcd.leases());
    lease.close();
  }

  @Test
  void shouldSayThatEtcdIsAwayAndGoOnLater() {
    lease.keep("a");
    etcd.failNext(1, FakeEtcd.unavailable());
    assertThrows(EtcdException.class, () -> lease.keep("a"));
    lease.keep("a");

    assertEquals(List.of(1L), etcd.leases());
  }

  /** As a role has it that lacks the permission: tried again every ten seconds. */
  @Test
  void shouldNotLeaveALeaseBehindForEachWriteThatIsRefused() {
    for (int i = 0; i < 3; i++) {
      failSecond(FakeEtcd.refusal());
      assertThrows(EtcdException.class, () -> lease.keep("a"));
      assertEquals(List.of(), etcd.leases());
    }
    lease.keep("a");
    assertEquals("a", etcd.value("/agent"));
  }

  @Test
  void shouldWriteUnderTheSameLeaseWhatGotNoAnswer() {
    failSecond(FakeEtcd.unavailable());
    assertThrows(EtcdException.class, () -> lease.keep("a"));
    lease.keep("a");

    assertEquals("a", etcd.value("/agent"));
    assertEquals(List.of(1L), etcd.leases());
  }

  @Test
  void shouldNotTakeUpAKeyThatItHasGivenUp() {
    lease.close();
    lease.keep("a");

    assertNull(etcd.value("/agent"));
    assertEquals(List.of(), etcd.leases());
  }

  /** As where etcd answers slowly while a worker stops, and the next is quicker. */
  @Test
  void shouldLeaveNoKeyWhereItIsClosedWhileTheLeaseIsMade() {
    etcd.beforeRequest(lease::close);
    lease.keep("a");

    assertNull(etcd.value("/agent"));
    assertEquals(List.of(), etcd.leases());
  }

  @Test
  void shouldNotTakeTheKeyFromTheNextRunWhereItIsClosedWhileTheKeyIsWritten() {
    EtcdLease next = lease();
    etcd.beforeRequest(
        () ->
            etcd.beforeRequest(
                () -> {
                  lease.close();
                  next.keep("next");
                }));
    assertThrows(EtcdException.class, () -> lease.keep("a"));

    assertEquals("next", etcd.value("/agent"));
    next.keep("next");
    assertEquals(List.of(2L), etcd.leases());
  }
}
