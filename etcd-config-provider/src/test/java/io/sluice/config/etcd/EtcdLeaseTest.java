package io.sluice.config.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EtcdLeaseTest {

  private final FakeEtcd etcd = new FakeEtcd();
  private final EtcdLease lease =
      new EtcdLease(etcd.connect(), "/agent", Duration.ofSeconds(30), Duration.ofSeconds(1));

  @Test
  void shouldWriteOnceAndThenRenew() {
    lease.keep("a");
    lease.keep("a");
    lease.keep("a");

    assertEquals("a", etcd.value("/agent"));
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
  void shouldWriteAnotherValueAndEndTheLeaseOfTheOneBefore() {
    lease.keep("a");
    lease.keep("b");

    assertEquals("b", etcd.value("/agent"));
    assertEquals(List.of(2L), etcd.leases());
  }

  @Test
  void shouldRemoveItsKeyWhenItIsClosed() {
    lease.keep("a");
    lease.close();

    assertNull(etcd.value("/agent"));
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
}
