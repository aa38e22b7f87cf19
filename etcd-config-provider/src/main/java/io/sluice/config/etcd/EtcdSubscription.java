package io.sluice.config.etcd;

import io.sluice.config.etcd.Doorbell.Answer;
import io.sluice.config.etcd.EtcdConnection.Watch;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows some ranges of etcd and tells a listener of every change, whatever happens on the way.
 *
 * <h2>How it works</h2>
 *
 * An etcd watch cannot be trusted alone. It ends when its revision is compacted, when the member
 * loses its leader, when the login expires, when the connection breaks; it can stay open and silent
 * after the server has forgotten it; and jetcd, when it resumes one by itself, may skip events. So
 * here the watch is no more than a doorbell, and the truth is always read:
 *
 * <ol>
 *   <li><b>Read</b> all ranges in one transaction, thus at one revision R, and deliver the result
 *       if it differs from what was last delivered.
 *   <li><b>Watch</b> every range from R + 1. The watch starts where the read ended, so nothing
 *       between the two is missed, however long the watch takes to come about.
 *   <li><b>Ring</b>: an event with a revision above R means that the read is out of date. Read
 *       again on the same watch. Events that come in the meantime ring for a revision that the read
 *       already covers and cost nothing, and so a burst of writes costs a few reads.
 *   <li><b>Break</b>: whatever ends the watch, close it, pause, and begin again at the first step.
 *       The comparison with the last delivery makes it all the same whether keys were written,
 *       deleted or compacted away meanwhile.
 *   <li><b>Silence</b>: after each check interval without a ring, read which keys there are and
 *       when they were last changed. If that differs from what was delivered and no ring follows
 *       shortly, the watch is dead though it looks alive: begin again. If etcd does not answer,
 *       likewise.
 * </ol>
 *
 * What was read is compared with its modification revisions and its values: the revisions tell a
 * rewrite of the same value, the values tell a restored etcd, whose revisions may repeat with other
 * contents. No revision is carried from one watch to the next.
 *
 * <h2>Threads</h2>
 *
 * One daemon thread owns all of this state and is the only one that calls the listener. jetcd's
 * callbacks come on gRPC's threads and reach it through the {@link Doorbell} alone; each watch has
 * its own, so that a late callback of a closed watch rings where nobody listens. Every request is
 * bounded. {@link #close} interrupts the thread wherever it waits, but never inside the listener.
 */
public final class EtcdSubscription implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EtcdSubscription.class);
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  private final EtcdConnection connection;
  private final List<EtcdRange> ranges;
  private final EtcdListener listener;
  private final UnaryOperator<EtcdSnapshot> check;
  private final SubscriptionPace pace;
  private final ConnectionStatistics statistics;
  private final Consumer<EtcdSubscription> onClose;
  private final Backoff backoff;
  private final Thread thread;

  private final Object lock = new Object();
  private boolean closed;
  private boolean calling;

  private EtcdSnapshot delivered;
  private boolean unreachable;

  /**
   * What was told of this outage that needs somebody; what heals by itself is told at its start.
   */
  private final Set<String> toldNeeds = new HashSet<>();

  private boolean watchFailing;

  /**
   * @param check throws an EtcdException where what was read must not be told
   */
  EtcdSubscription(
      EtcdConnection connection,
      List<EtcdRange> ranges,
      EtcdListener listener,
      UnaryOperator<EtcdSnapshot> check,
      SubscriptionPace pace,
      ConnectionStatistics statistics,
      Consumer<EtcdSubscription> onClose) {
    if (ranges.isEmpty()) {
      throw new IllegalArgumentException("A subscription needs at least one etcd key or prefix");
    }
    this.connection = connection;
    this.ranges = ranges;
    this.listener = listener;
    this.check = check;
    this.pace = pace;
    this.statistics = statistics;
    this.onClose = onClose;
    this.backoff = pace.backoff().get();
    this.thread =
        new Thread(this::run, "etcd-subscription-" + COUNT.incrementAndGet() + "-" + ranges.get(0));
    this.thread.setDaemon(true);
    this.thread.setUncaughtExceptionHandler(
        (dead, e) -> LOG.error("Following etcd {} has ended for good", ranges, e));
  }

  void start() {
    thread.start();
  }

  /**
   * Ends the subscription. After it returns the listener is not called again, unless it is the
   * listener that calls this. Waits for a call that is under way, for ten seconds at most.
   * Idempotent.
   */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      if (!calling) {
        thread.interrupt();
      }
    }
    onClose.accept(this);
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      thread.join(CLOSE_LIMIT.toMillis());
      if (thread.isAlive()) {
        LOG.warn("The listener to etcd {} still runs {} after it was closed", ranges, CLOSE_LIMIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    statistics.subscribed();
    try {
      followUntilClosed();
    } finally {
      statistics.unsubscribed();
    }
  }

  private void followUntilClosed() {
    while (!isClosed()) {
      try {
        follow();
        if (!isClosed()) {
          Thread.sleep(backoff.next().toMillis());
        }
      } catch (InterruptedException e) {
        // Sent by close(), or left behind by a listener: the condition above tells which.
        LOG.debug("The subscription to etcd {} was interrupted", ranges);
      }
    }
  }

  /** Reads and watches until the watch breaks or a request fails. */
  private void follow() throws InterruptedException {
    try {
      boolean isFirst = delivered == null;
      long revision = readAndDeliver();
      if (!isFirst) {
        statistics.resynced();
      }
      Doorbell doorbell = new Doorbell();
      Watch watch = connection.watch(ranges, revision + 1, doorbell);
      try {
        answer(doorbell, revision);
      } finally {
        watch.close();
      }
    } catch (EtcdException e) {
      lost(e);
    } catch (RuntimeException | Error e) {
      // Also where memory ran out on a large answer: without this thread no change is ever seen.
      LOG.error("Following etcd {} failed in a way that should not happen", ranges, e);
      lost(new EtcdException("Following etcd " + ranges + " failed unexpectedly: " + e, false, e));
    }
  }

  private void answer(Doorbell doorbell, long revisionRead) throws InterruptedException {
    long revision = revisionRead;
    while (!isClosed()) {
      switch (doorbell.await(revision, pace.checkInterval())) {
        case CHANGED -> {
          revision = readAndDeliver();
          watchWorks();
        }
        case SILENT -> {
          if (connection
              .readModRevisions(ranges, pace.requestLimit())
              .equals(delivered.modRevisions())) {
            watchWorks();
          } else if (doorbell.await(revision, pace.grace()) != Answer.CHANGED) {
            watchFailed("it kept silent about a change");
            return;
          }
        }
        case BROKEN -> {
          watchFailed(EtcdFailure.describe(doorbell.breakage()));
          return;
        }
      }
    }
  }

  private long readAndDeliver() {
    EtcdSnapshot snapshot = check.apply(connection.read(ranges, pace.requestLimit()));
    boolean wasUnreachable = unreachable;
    if (unreachable) {
      unreachable = false;
      toldNeeds.clear();
      LOG.info("etcd answers again; following {} from revision {}", ranges, snapshot.revision());
    }
    if (delivered == null || !snapshot.holdsTheSame(delivered)) {
      delivered = snapshot;
      call(() -> listener.onSnapshot(snapshot));
    } else if (wasUnreachable) {
      call(listener::onUnchanged);
    }
    return snapshot.revision();
  }

  private void lost(EtcdException e) {
    boolean needsSomebody = !e.remedy().isEmpty() && toldNeeds.add(e.getMessage());
    boolean news = !unreachable || needsSomebody;
    if (isClosed() || !news) {
      LOG.debug("etcd still does not answer", e);
      return;
    }
    unreachable = true;
    LOG.warn("Changes of {} are not seen for now, retrying: {}", ranges, e.getMessage());
    LOG.debug("Changes are not seen because of", e);
    call(() -> listener.onUnreachable(e));
  }

  private void watchWorks() {
    backoff.reset();
    if (watchFailing) {
      watchFailing = false;
      LOG.info("The watch on etcd {} works again", ranges);
    }
  }

  private void watchFailed(String reason) {
    if (watchFailing || isClosed()) {
      LOG.debug("The watch on etcd {} ended again: {}", ranges, reason);
      return;
    }
    watchFailing = true;
    LOG.warn("The watch on etcd {} ended: {}; reading and watching anew", ranges, reason);
  }

  private void call(Runnable callback) {
    synchronized (lock) {
      if (closed) {
        return;
      }
      calling = true;
    }
    try {
      callback.run();
    } catch (Throwable e) {
      LOG.error("The listener to etcd {} failed; it stays subscribed", ranges, e);
    } finally {
      synchronized (lock) {
        calling = false;
      }
    }
  }

  private boolean isClosed() {
    synchronized (lock) {
      return closed;
    }
  }
}
