package io.sluice.config.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeniedRangesTest {

  private static final List<EtcdRange> RANGES = List.of(EtcdRange.of("/a"), EtcdRange.of("/b/"));

  private final FakeEtcd etcd = new FakeEtcd();

  @BeforeEach
  void denyAll() {
    etcd.failNext(
        Integer.MAX_VALUE,
        EtcdFailure.of(
            Fixtures.settings(Duration.ofSeconds(1)),
            "read",
            new ExecutionException(
                Status.PERMISSION_DENIED
                    .withDescription("etcdserver: permission denied")
                    .asException())));
  }

  @Test
  void shouldAskForEachAloneAndThenForThoseThatAreDenied() {
    assertTrue(denial(Duration.ofMinutes(1)).isDenied());
    assertEquals(1 + RANGES.size() + 1, etcd.reads());
  }

  @Test
  void shouldNotAskOnOnceTheTimeIsOver() {
    assertTrue(denial(Duration.ZERO).isDenied());
    assertEquals(1, etcd.reads());
  }

  private EtcdException denial(Duration limit) {
    return assertThrows(
        EtcdException.class, () -> DeniedRanges.read(etcd.connect(), RANGES, limit));
  }
}
