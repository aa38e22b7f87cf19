package io.sluice.config.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EtcdSubscriptionTest {

  private final FakeEtcd etcd = new FakeEtcd();
  private final RecordingListener listener = new RecordingListener();
  private EtcdClient client = Fixtures.client(etcd, Fixtures.PACE);

  @AfterEach
  void close() {
    client.close();
  }

  private EtcdSubscription subscribe(EtcdListener to) {
    return client.subscribe(List.of(EtcdRange.of("/list/"), EtcdRange.of("/one")), to);
  }

  @Test
  void shouldDeliverTheFirstSnapshotEvenIfThereIsNothing() throws Exception {
    subscribe(listener);
    assertEquals(Map.of(), listener.next());
  }

  @Test
  void shouldDeliverEveryChangeOfKeysAndPrefixes() throws Exception {
    etcd.put("/list/a", "1");
    etcd.put("/other", "x");
    subscribe(listener);
    assertEquals(Map.of("/list/a", "1"), listener.next());
    etcd.put("/one", "2");
    assertEquals(Map.of("/list/a", "1", "/one", "2"), listener.next());
    etcd.delete("/list/a");
    assertEquals(Map.of("/one", "2"), listener.next());
    assertEquals(List.of(), listener.unread());
  }

  @Test
  void shouldDeliverARewrittenValueOfTheSameText() throws Exception {
    etcd.put("/one", "same");
    subscribe(listener);
    listener.next();
    etcd.put("/one", "same");
    assertEquals(Map.of("/one", "same"), listener.next());
  }

  @Test
  void shouldSeeAChangeMadeBetweenReadAndWatch() throws Exception {
    etcd.beforeWatch(() -> etcd.put("/one", "between"));
    subscribe(listener);
    assertEquals(Map.of(), listener.next());
    assertEquals(Map.of("/one", "between"), listener.next());
  }

  @Test
  void shouldReadAnewWhenTheWatchBreaksAndDeliverOnlyWhatDiffers() throws Exception {
    etcd.put("/one", "1");
    subscribe(listener);
    listener.next();
    etcd.await(() -> etcd.watchesMade() == 1);
    etcd.breakWatches();
    etcd.await(() -> etcd.watchesMade() == 2);
    etcd.put("/one", "2");
    assertEquals(Map.of("/one", "2"), listener.next());
    assertEquals(List.of(), listener.unread());
    assertEquals(1, etcd.openWatches());
  }

  @Test
  void shouldCatchUpWithAHistoryThatWasCompacted() throws Exception {
    etcd.put("/one", "1");
    subscribe(listener);
    listener.next();
    etcd.beforeWatch(
        () -> {
          etcd.put("/list/a", "2");
          etcd.delete("/one");
          etcd.compact();
        });
    etcd.breakWatches();
    assertEquals(Map.of("/list/a", "2"), listener.next());
  }

  @Test
  void shouldSeeARestoredEtcdWhoseRevisionsRepeat() throws Exception {
    etcd.put("/one", "1");
    subscribe(listener);
    listener.next();
    etcd.await(() -> etcd.openWatches() == 1);
    etcd.restore("/one", "2");
    assertEquals(Map.of("/one", "2"), listener.next());
  }

  @Test
  void shouldNoticeWhatASilentWatchKeepsBack() throws Exception {
    client.close();
    client = Fixtures.client(etcd, Fixtures.pace(Duration.ofMillis(5)));
    subscribe(listener);
    listener.next();
    etcd.await(() -> etcd.watchesMade() == 1);
    etcd.muteWatches(true);
    etcd.put("/one", "unheard");
    assertEquals(Map.of("/one", "unheard"), listener.next());
    etcd.delete("/one");
    assertEquals(Map.of(), listener.next());
  }

  @Test
  void shouldTellOfEachOutageOnceAndThenOfWhatChangedMeanwhile() throws Exception {
    EtcdException cause = FakeEtcd.unavailable();
    etcd.goAway(cause);
    subscribe(listener);
    assertSame(cause, listener.nextOutage());
    int reads = etcd.reads();
    etcd.await(() -> etcd.reads() > reads + 5);
    etcd.comeBack();
    assertEquals(Map.of(), listener.next());
    etcd.await(() -> etcd.openWatches() == 1);
    etcd.goAway(FakeEtcd.refusal());
    assertEquals("etcd says no", listener.nextOutage().getMessage());
    etcd.put("/one", "meanwhile");
    etcd.comeBack();
    assertEquals(Map.of("/one", "meanwhile"), listener.next());
    assertEquals(List.of(), listener.unreadOutages());
    assertEquals(List.of(), listener.unread());
  }

  @Test
  void shouldFollowOnWhereTheJvmFailedOnce() throws Exception {
    subscribe(listener);
    listener.next();
    etcd.await(() -> etcd.openWatches() == 1);
    etcd.beforeRequest(
        () -> {
          throw new OutOfMemoryError("of a test");
        });
    etcd.put("/one", "1");
    assertEquals(Map.of("/one", "1"), listener.next());
    assertTrue(listener.nextOutage().getMessage().contains("OutOfMemoryError: of a test"));
  }

  @Test
  void shouldTellThatAnOutageIsOverInWhichNothingChanged() throws Exception {
    subscribe(listener);
    assertEquals(Map.of(), listener.next());
    etcd.await(() -> etcd.openWatches() == 1);
    etcd.goAway(FakeEtcd.unavailable());
    listener.nextOutage();
    etcd.comeBack();
    listener.awaitUnchanged();

    assertEquals(List.of(), listener.unread());
  }

  @Test
  void shouldTellAgainWhenAnOutageTurnsOutToNeedSomebody() throws Exception {
    subscribe(listener);
    listener.next();
    for (int outage = 0; outage < 2; outage++) {
      etcd.await(() -> etcd.openWatches() == 1);
      etcd.goAway(FakeEtcd.unavailable());
      assertEquals("etcd is away", listener.nextOutage().getMessage());
      for (String remedy : List.of("Correct the password.", "Set the CA.", "Set the CA.", "")) {
        int reads = etcd.reads();
        etcd.goAway(FakeEtcd.unavailable(remedy));
        etcd.await(() -> etcd.reads() > reads + 3);
      }
      assertEquals("etcd is away. Correct the password.", listener.nextOutage().getMessage());
      assertEquals("etcd is away. Set the CA.", listener.nextOutage().getMessage());
      assertEquals(List.of(), listener.unreadOutages());
      etcd.comeBack();
      etcd.put("/one", "" + outage);
      listener.next();
    }
  }

  /** What is to be done may be the same, and yet another key is to blame. */
  @Test
  void shouldTellOfTheNextKeyToBlameWhenTheFirstIsMended() throws Exception {
    subscribe(listener);
    listener.next();
    etcd.await(() -> etcd.openWatches() == 1);
    for (String key : List.of("/one", "/two")) {
      etcd.goAway(new EtcdException("no text: " + key, "Write it again.", false, null));
      assertEquals("no text: " + key + ". Write it again.", listener.nextOutage().getMessage());
    }
  }

  @Test
  void shouldGoOnAfterTheListenerThrew() throws Exception {
    BlockingQueue<EtcdSnapshot> heard = new LinkedBlockingQueue<>();
    subscribe(
        snapshot -> {
          heard.add(snapshot);
          Thread.currentThread().interrupt();
          throw new IllegalStateException("thrown by the test's listener");
        });
    RecordingListener.take(heard);
    etcd.put("/one", "1");
    assertEquals("1", RecordingListener.take(heard).values().get("/one").value());
  }

  @Test
  void shouldCallOneNamedDaemonThreadOnly() throws Exception {
    BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
    subscribe(snapshot -> threads.add(Thread.currentThread()));
    Thread first = RecordingListener.take(threads);
    etcd.put("/one", "1");
    assertSame(first, RecordingListener.take(threads));
    assertTrue(first.isDaemon());
    assertTrue(first.getName().matches("etcd-subscription-\\d+-/list/\\*"), first.getName());
  }

  @Test
  void shouldEndItsThreadAndWatchOnClose() throws Exception {
    AtomicReference<Thread> thread = new AtomicReference<>();
    CountDownLatch called = new CountDownLatch(1);
    EtcdSubscription subscription =
        subscribe(
            snapshot -> {
              thread.set(Thread.currentThread());
              called.countDown();
            });
    assertTrue(called.await(10, TimeUnit.SECONDS));
    subscription.close();
    subscription.close();
    assertEquals(Thread.State.TERMINATED, thread.get().getState());
    assertEquals(0, etcd.openWatches());
  }

  @Test
  void shouldWaitOnCloseForTheCallUnderWayAndNotDisturbIt() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    AtomicReference<String> outcome = new AtomicReference<>("unfinished");
    EtcdSubscription subscription =
        subscribe(
            snapshot -> {
              entered.countDown();
              try {
                leave.await();
                outcome.set("finished");
              } catch (InterruptedException e) {
                outcome.set("interrupted");
              }
            });
    assertTrue(entered.await(10, TimeUnit.SECONDS));
    Thread closer = new Thread(subscription::close, "closer");
    closer.start();
    etcd.await(() -> closer.getState() == Thread.State.TIMED_WAITING);
    etcd.put("/one", "late");
    leave.countDown();
    closer.join(10_000);
    assertEquals("finished", outcome.get());
    assertEquals(Thread.State.TERMINATED, closer.getState());
  }

  @Test
  void shouldLetTheListenerCloseItsOwnSubscription() throws Exception {
    AtomicReference<EtcdSubscription> own = new AtomicReference<>();
    CountDownLatch assigned = new CountDownLatch(1);
    BlockingQueue<EtcdSnapshot> heard = new LinkedBlockingQueue<>();
    AtomicReference<Thread> thread = new AtomicReference<>();
    own.set(
        subscribe(
            snapshot -> {
              thread.set(Thread.currentThread());
              awaitQuietly(assigned);
              own.get().close();
              heard.add(snapshot);
            }));
    assigned.countDown();
    RecordingListener.take(heard);
    thread.get().join(10_000);
    assertEquals(Thread.State.TERMINATED, thread.get().getState());
    etcd.put("/one", "1");
    assertEquals(0, heard.size());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
