package io.sluice.config.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a request that fails does to those who follow keys on the same connection. */
@Timeout(30)
class SharedConnectionTest {

  private final FakeEtcd etcd = new FakeEtcd();
  private final RecordingListener listener = new RecordingListener();

  /** As etcd answers a value that is too large, or where its database is full. */
  @Test
  void shouldLeaveWatchesOpenWhereEtcdAnswersThatItCannotDoOneRequest() throws Exception {
    EtcdException full =
        EtcdFailure.of(
            Fixtures.settings(Duration.ofSeconds(1)),
            "write /b",
            Status.RESOURCE_EXHAUSTED.asRuntimeException());
    etcd.put("/a", "1");
    try (EtcdClient client = Fixtures.client(etcd, Fixtures.PACE)) {
      client.subscribe(List.of(EtcdRange.of("/a")), listener);
      assertEquals(Map.of("/a", "1"), listener.next());
      etcd.await(() -> etcd.openWatches() == 1);

      etcd.failNext(2, full);
      client.put("/b", "tried until it succeeds");
      etcd.failNext(Integer.MAX_VALUE, full);
      assertThrows(EtcdException.class, () -> client.put("/b", "2"));
      etcd.comeBack();
      etcd.put("/a", "2");

      assertEquals(Map.of("/a", "2"), listener.next());
      assertEquals(1, etcd.watchesMade());
      assertEquals(1, etcd.connects());
    }
  }
}
