package io.sluice.connect.elasticsearch.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ConnectException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Targets, which are ensured before the first document. */
class BulkSinkTargetTest extends BulkSinkFixture {

  @Test
  void shouldEnsureATargetOnceBeforeItsFirstDocument() {
    CompletableFuture<Void> checked = new CompletableFuture<>();
    ensurer = name -> checked;
    start().put(records(0, 10));
    sink.put(records(10, 20));
    assertEquals(0, transport.requests.size());
    assertEquals(List.of("t"), ensured);
    checked.complete(null);
    sink.put(List.of());
    assertEquals(offsets(0, 20), transport.sentOffsets());
    assertEquals(List.of("t"), ensured);
  }

  @Test
  void shouldWaitForAClusterThatIsNotUpYet() {
    ensurer = name -> CompletableFuture.failedFuture(new ConnectException("refused"));
    start().put(records(0, 45));
    for (int i = 0; i < 20; i++) {
      time.now += 10_000;
      sink.put(List.of());
    }
    assertEquals(Set.of(T0, T1), context.paused);
    ensurer = name -> CompletableFuture.completedFuture(null);
    time.now += 10_000;
    sink.put(List.of());
    sink.put(List.of());
    assertEquals(45, preCommit(T0, 45));
    assertEquals(Set.of(), context.paused);
  }

  @Test
  void shouldFailOnATopicOfWhichNoIndexNameComes() {
    String message =
        failureOf(() -> start().put(List.of(record(new TopicPartition("_t", 0), 0, "{}"))));
    assertTrue(message.contains("topic.to.index"), message);
  }
}
