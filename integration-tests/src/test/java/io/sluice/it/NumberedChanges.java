package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.config.etcd.EtcdClient;
import io.sluice.config.etcd.EtcdException;
import io.sluice.config.etcd.EtcdReplacement;
import io.sluice.config.etcd.EtcdSnapshot;
import io.sluice.config.etcd.EtcdValue;
import io.sluice.localstack.await.Await;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A writer that changes some keys under a prefix, one after the other, from 1 on, as long as etcd
 * takes it: change n writes the number n to the key n mod 5. So each state that ever was tells how
 * many changes led to it, and each state that never was is found out.
 *
 * <p>A change that failed may have been made or not, and a member that did not answer may make it
 * much later, once it runs again. So each is made only where its key is as the change before has
 * left it, and tried again until it has been made, by whichever attempt.
 */
final class NumberedChanges implements AutoCloseable {

  private static final int KEYS = 5;
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final EtcdClient client;
  private final String prefix;
  private final AtomicInteger made = new AtomicInteger();
  private final Thread thread = new Thread(this::write, "numbered-changes");
  private volatile boolean ending;

  /** What no other writer can have done; empty where nobody has. */
  private volatile String defect = "";

  /** Of the last change of each key; the writer's thread alone uses it. */
  private final long[] revisions = new long[KEYS];

  /** Whether the next change may have been made already; the writer's thread alone uses it. */
  private boolean uncertain;

  /**
   * @param client is closed with this
   */
  NumberedChanges(EtcdClient client, String prefix) {
    this.client = client;
    this.prefix = prefix;
    thread.start();
  }

  private void write() {
    while (!ending || uncertain) {
      try {
        makeNext();
      } catch (EtcdException failed) {
        uncertain = true;
      } catch (IllegalStateException closedOrDefect) {
        return;
      }
    }
  }

  private void makeNext() {
    int next = made.get() + 1;
    String value = Integer.toString(next);
    int key = next % KEYS;
    EtcdReplacement answer = client.replace(prefix + key, revisions[key], Optional.of(value));
    Optional<EtcdValue> earlier = answer.found().filter(found -> found.value().equals(value));
    if (!answer.done() && earlier.isEmpty()) {
      defect = prefix + key + " was to be " + value + ": " + answer;
      throw new IllegalStateException(defect);
    }
    revisions[key] = earlier.map(EtcdValue::modRevision).orElse(answer.revision());
    made.set(next);
    uncertain = false;
  }

  int made() {
    return made.get();
  }

  /** Waits until so many more were made. */
  void awaitMore(int count) {
    int wanted = made() + count;
    Await.until(
        () -> wanted + " changes; so far " + made() + defect, LIMIT, () -> made() >= wanted);
  }

  /** Ends the changes; each that was begun is made. */
  void end() throws InterruptedException {
    ending = true;
    thread.join(LIMIT.toMillis());
    assertTrue(!thread.isAlive(), "the writer still writes");
    assertEquals("", defect);
  }

  /** Waits until a subscriber has heard of all changes that were made before this was called. */
  void awaitHeard(SnapshotLog log) {
    int wanted = made();
    Await.until(
        () -> "change " + wanted + " to be heard of; the last is " + log.last(),
        LIMIT,
        () -> log.last().values().stream().mapToInt(Integer::parseInt).max().orElse(0) >= wanted);
  }

  /**
   * Asserts that each snapshot is a state that was, later than the one before, and the last all.
   */
  void assertHeardAsMade(SnapshotLog log) {
    int before = -1;
    for (EtcdSnapshot snapshot : log.snapshots()) {
      Map<String, String> values = SnapshotLog.values(snapshot);
      int change = values.values().stream().mapToInt(Integer::parseInt).max().orElse(0);
      assertEquals(stateAfter(change), values, "a state that never was");
      int last = before;
      assertTrue(change > last, () -> "change " + change + " was told of after " + last);
      before = change;
    }
    assertEquals(stateAfter(made()), log.last());
    log.assertInOrder();
  }

  private Map<String, String> stateAfter(int change) {
    Map<String, String> state = new TreeMap<>();
    for (int n = Math.max(1, change - KEYS + 1); n <= change; n++) {
      state.put(prefix + n % KEYS, Integer.toString(n));
    }
    return state;
  }

  /** Returns when nothing is written any more. */
  @Override
  public void close() {
    ending = true;
    client.close();
    Await.until("the writer's end", LIMIT, () -> !thread.isAlive());
  }
}
