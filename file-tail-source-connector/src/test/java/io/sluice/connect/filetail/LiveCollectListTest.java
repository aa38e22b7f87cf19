package io.sluice.connect.filetail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.connect.filetail.collect.CollectEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LiveCollectListTest {

  private static final String KEY = "/list";
  private static final String BAD = "[{\"path\":\"/etc/shadow\",\"topic\":\"t\"}]";
  private static final Duration TICK = Duration.ofMillis(1);

  private final FakeListStore store = new FakeListStore();
  private final ManualSerial thread = new ManualSerial();
  private final List<List<String>> changes = new ArrayList<>();
  private Runnable connect = () -> {};
  private final LiveCollectList list = list(thread, this::changed);

  @Test
  void shouldApplyTheFirstListAtOnceAndSaySo() throws Exception {
    holds(5, list("a", "b"));
    thread.runDue();

    list.awaitAnswer(Duration.ZERO);
    assertEquals(List.of("/var/log/a", "/var/log/b"), paths());
    assertEquals(1, changes.size());
    assertEquals("/sluice/status/h/logs", store.statusKey);
    JsonNode status = status();
    assertEquals("APPLIED", status.path("state").asText());
    assertEquals(5, status.path("revision").asLong());
    assertEquals(5, status.path("applied_revision").asLong());
    assertEquals("/var/log/b", status.at("/paths/1/path").asText());
    assertFalse(status.has("missing_keys"), status.toString());
  }

  @Test
  void shouldTakeAGoodListAfterABadFirstOne() throws Exception {
    holds(5, BAD);
    thread.runDue();

    assertTrue(refusal().contains("/etc/shadow"), refusal());
    assertEquals("FAILED", status().path("state").asText());
    assertEquals(0, status().path("applied_revision").asLong());
    assertEquals(List.of(), changes);

    holds(6, list("a"));
    settle();

    assertEquals(List.of("/var/log/a"), paths());
    assertEquals(1, changes.size());
    assertEquals("APPLIED", status().path("state").asText());
  }

  @Test
  void shouldKeepTheGoodListWhenABadOneComes() throws Exception {
    holds(5, list("a"));
    thread.runDue();

    holds(6, BAD);
    settle();

    assertEquals(List.of("/var/log/a"), paths());
    assertEquals(1, changes.size());
    JsonNode status = status();
    assertEquals("FAILED", status.path("state").asText());
    assertEquals(6, status.path("revision").asLong());
    assertEquals(5, status.path("applied_revision").asLong());
    assertEquals("etcd key /list", status.at("/errors/0/source").asText());
  }

  @Test
  void shouldCheckTheFormatOfEntriesAgainstTheConverter() throws Exception {
    holds(5, "[{\"path\":\"/var/log/a\",\"topic\":\"t\",\"format\":\"line\"}]");
    thread.runDue();

    assertEquals("/0/format", status().at("/errors/0/pointer").asText());
  }

  @Test
  void shouldMakeOneChangeOfABurst() throws Exception {
    holds(1, list("a"));
    thread.runDue();

    for (int i = 0; i < 50; i++) {
      holds(2 + i, list("a", "b" + i));
      thread.advance(Duration.ofMillis(10));
    }
    assertEquals(1, changes.size(), "while the burst lasts");
    thread.advance(LiveCollectList.QUIET.minusMillis(10).minus(TICK));
    assertEquals(1, changes.size(), "until it was quiet");
    thread.advance(TICK);

    assertEquals(2, changes.size());
    assertEquals(List.of("/var/log/a", "/var/log/b49"), changes.get(1));
    assertEquals(2, store.statuses.size());
    assertEquals(51, status().path("applied_revision").asLong());
    thread.advance(Duration.ofMinutes(5));
    assertEquals(2, changes.size(), "ever after");
  }

  @Test
  void shouldNotWaitForTheEndOfALongBurst() {
    holds(1, list("a"));
    thread.runDue();

    for (int i = 0; i < 11; i++) {
      assertEquals(1, changes.size(), "after " + i + " changes");
      holds(2 + i, list("b" + i));
      thread.advance(Duration.ofMillis(90));
    }
    thread.advance(Duration.ofMillis(10));

    assertEquals(2, changes.size());
    assertEquals(List.of("/var/log/b10"), changes.get(1));
  }

  @Test
  void shouldNotRestartTasksForAListThatIsTheSame() throws Exception {
    holds(1, list("a", "b"));
    thread.runDue();

    holds(2, list("b", "a"));
    settle();

    assertEquals(1, changes.size());
    assertEquals(2, status().path("applied_revision").asLong());
  }

  @Test
  void shouldWriteNoStatusThatSaysTheSame() {
    holds(1, BAD);
    thread.runDue();
    holds(2, BAD);
    settle();
    assertEquals(1, store.statuses.size());

    holds(3, BAD.replace("shadow", "passwd"));
    settle();
    assertEquals(2, store.statuses.size());
  }

  @Test
  void shouldNameTheKeysThatEtcdDoesNotHave() throws Exception {
    store.holds(1, Map.of());
    thread.runDue();

    assertEquals(List.of(), list.entries());
    assertEquals("APPLIED", status().path("state").asText());
    assertEquals("[\"/list\"]", status().path("missing_keys").toString());

    holds(2, list("a"));
    settle();
    assertFalse(status().has("missing_keys"), status().toString());
  }

  @Test
  void shouldWriteTheStatusWhenEtcdTakesItAgain() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    store.onPut =
        () -> {
          attempts.incrementAndGet();
          throw new IllegalStateException("no room");
        };
    holds(1, list("a"));
    thread.runDue();
    assertEquals(List.of("/var/log/a"), paths());

    thread.advance(Duration.ofMinutes(10));
    assertTrue(attempts.get() > 5 && attempts.get() < 20, "tried " + attempts);

    store.onPut = () -> {};
    thread.advance(Duration.ofMinutes(1));
    assertEquals("APPLIED", status().path("state").asText());
    assertEquals(1, store.statuses.size());
    assertEquals(1, changes.size());
  }

  @Test
  void shouldLetTheStartGoOnBeforeTheStatusIsWritten() {
    AtomicBoolean answered = new AtomicBoolean();
    store.onPut =
        () ->
            assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> {
                  list.awaitAnswer(Duration.ofMinutes(1));
                  answered.set(true);
                });
    holds(1, list("a"));
    thread.runDue();

    assertTrue(answered.get());
  }

  @Test
  void shouldTakeTheListThatComesWhenEtcdIsBack() throws Exception {
    assertTrue(refusal().contains("http://etcd:1"), refusal());
    store.isAway();
    thread.runDue();
    list.awaitAnswer(Duration.ZERO);
    assertTrue(refusal().contains("etcd is away"), refusal());

    holds(7, list("a"));
    thread.runDue();

    assertEquals(List.of("/var/log/a"), paths());
    assertEquals(1, changes.size());
  }

  @Test
  void shouldGoOnBlamingABadListAfterAnOutage() {
    holds(1, BAD);
    thread.runDue();
    store.isAway();
    thread.runDue();

    assertTrue(refusal().contains("/etc/shadow"), refusal());
  }

  @Test
  void shouldTellARefusalFromAnOutage() {
    store.isAway();
    thread.runDue();
    assertTrue(refusal().contains("cannot be reached"), refusal());

    store.refuses();
    thread.runDue();
    assertTrue(refusal().contains("refuses"), refusal());
    assertFalse(refusal().contains("cannot be reached"), refusal());
  }

  @Test
  void shouldKeepTheListWhileEtcdIsAwayOrRefuses() {
    holds(1, list("a"));
    thread.runDue();
    store.isAway();
    store.refuses();
    thread.runDue();

    assertEquals(List.of("/var/log/a"), paths());
  }

  @Test
  void shouldAskConnectAgainWhenItThrewAndStillWriteTheStatus() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    connect =
        () -> {
          asked.incrementAndGet();
          throw new ConnectException("the herder is busy");
        };
    holds(1, list("a"));
    thread.runDue();
    assertEquals("APPLIED", status().path("state").asText());
    assertEquals(1, asked.get());

    thread.advance(LiveCollectList.FIRST_RETRY);
    assertEquals(2, asked.get());

    connect = () -> {};
    thread.advance(Duration.ofMinutes(1));
    assertEquals(1, changes.size());
    assertEquals(1, store.statuses.size());
    thread.advance(Duration.ofMinutes(5));
    assertEquals(1, changes.size());
  }

  @Test
  void shouldCallNobodyAfterItWasClosed() {
    holds(1, list("a"));
    thread.runDue();
    holds(2, list("b"));
    list.close();
    holds(3, list("c"));
    thread.advance(Duration.ofMinutes(1));

    assertEquals(1, changes.size());
    assertEquals(1, store.statuses.size());
    assertTrue(store.closed);
  }

  @Test
  void shouldWaitForTheCallThatIsUnderWayWhenItIsClosed() throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicBoolean finished = new AtomicBoolean();
    LiveCollectList own =
        list(
            new SerialThread("collect-list-test"),
            () -> {
              called.countDown();
              awaitQuietly(goOn);
              finished.set(!Thread.currentThread().isInterrupted());
            });
    holds(1, list("a"));
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
    assertEquals(List.of(), store.statuses);
  }

  @Test
  void shouldBreakOffAStatusThatIsBeingWrittenWhenItIsClosed() throws Exception {
    CountDownLatch putting = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    store.onPut =
        () -> {
          putting.countDown();
          try {
            never.await();
          } catch (InterruptedException broken) {
            interrupted.set(true);
            throw new IllegalStateException("interrupted", broken);
          }
        };
    LiveCollectList own = list(new SerialThread("collect-list-test"), () -> {});
    holds(1, list("a"));
    awaitQuietly(putting);

    own.close();

    assertTrue(interrupted.get());
  }

  @Test
  void shouldBeClosedFromItsOwnCall() {
    CountDownLatch closed = new CountDownLatch(1);
    LiveCollectList[] own = new LiveCollectList[1];
    own[0] =
        list(
            new SerialThread("collect-list-test"),
            () -> {
              own[0].close();
              closed.countDown();
            });
    holds(1, list("a"));

    assertTimeoutPreemptively(Duration.ofSeconds(2), () -> closed.await());
  }

  private void changed() {
    connect.run();
    changes.add(paths());
  }

  private LiveCollectList list(SerialExecutor executor, Runnable onChange) {
    FileTailConfig config =
        new FileTailConfig(
            Map.of("host", "h", "collect.keys", KEY, "etcd.endpoints", "http://etcd:1"));
    LiveCollectList made = new LiveCollectList(config, "logs", onChange, store, executor);
    made.follow();
    return made;
  }

  private void holds(long revision, String json) {
    store.holds(revision, Map.of(KEY, json));
  }

  private static String list(String... names) {
    List<String> entries = new ArrayList<>();
    for (String name : names) {
      entries.add("{\"path\":\"/var/log/" + name + "\",\"topic\":\"t\"}");
    }
    return entries.toString();
  }

  private void settle() {
    thread.runDue();
    thread.advance(LiveCollectList.QUIET);
  }

  private List<String> paths() {
    return list.entries().stream().map(CollectEntry::path).toList();
  }

  private String refusal() {
    return assertThrows(ConnectException.class, list::entries).getMessage();
  }

  private JsonNode status() throws Exception {
    return new ObjectMapper().readTree(store.lastStatus());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertTrue(latch.await(10, TimeUnit.SECONDS));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
