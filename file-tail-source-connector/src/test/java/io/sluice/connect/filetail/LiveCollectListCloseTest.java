package io.sluice.connect.filetail;

import static io.sluice.connect.filetail.FollowedList.entries;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What ends when a list is not followed any more, and what is waited for. */
@Timeout(30)
class LiveCollectListCloseTest {

  private final FollowedList followed = new FollowedList();

  @Test
  void shouldCallNobodyAfterItWasClosed() {
    followed.holds(1, entries("a"));
    followed.thread.runDue();
    followed.holds(2, entries("b"));
    followed.list.close();
    followed.holds(3, entries("c"));
    followed.thread.advance(Duration.ofMinutes(1));

    assertEquals(1, followed.changes.size());
    assertEquals(1, followed.store.statuses.size());
    assertTrue(followed.store.closed);
  }

  @Test
  void shouldWaitForTheCallThatIsUnderWayWhenItIsClosed() throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicBoolean finished = new AtomicBoolean();
    LiveCollectList own =
        followed.on(
            new SerialThread("collect-list-test", Duration.ofSeconds(3)),
            () -> {
              called.countDown();
              awaitQuietly(goOn);
              finished.set(!Thread.currentThread().isInterrupted());
            });
    followed.holds(1, entries("a"));
    awaitQuietly(called);
    Thread closer = new Thread(own::close, "closer");
    closer.start();
    while (closer.getState() != Thread.State.TIMED_WAITING && closer.isAlive()) {
      Thread.onSpinWait();
    }
    assertTrue(closer.isAlive(), "close waits");
    assertFalse(finished.get());
    goOn.countDown();
    closer.join();

    assertTrue(finished.get(), "not interrupted, and waited for");
    assertEquals(List.of(), followed.store.statuses);
  }

  @Test
  void shouldBreakOffAStatusThatIsBeingWrittenWhenItIsClosed() throws Exception {
    CountDownLatch putting = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    followed.store.onPut =
        () -> {
          putting.countDown();
          try {
            never.await();
          } catch (InterruptedException broken) {
            interrupted.set(true);
            throw new IllegalStateException("interrupted", broken);
          }
        };
    LiveCollectList own =
        followed.on(new SerialThread("collect-list-test", Duration.ofSeconds(3)), () -> {});
    followed.holds(1, entries("a"));
    awaitQuietly(putting);

    own.close();

    assertTrue(interrupted.get());
  }

  @Test
  void shouldBeClosedFromItsOwnCall() {
    CountDownLatch closed = new CountDownLatch(1);
    LiveCollectList[] own = new LiveCollectList[1];
    own[0] =
        followed.on(
            new SerialThread("collect-list-test", Duration.ofSeconds(3)),
            () -> {
              own[0].close();
              closed.countDown();
            });
    followed.holds(1, entries("a"));

    assertTimeoutPreemptively(Duration.ofSeconds(2), () -> closed.await());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertTrue(latch.await(10, TimeUnit.SECONDS));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
