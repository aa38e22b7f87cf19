package io.sluice.config.etcd;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refreshes stale values until none is left, on a thread that lives only as long as there are some.
 * Thread-safe.
 */
final class StaleRefresh implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StaleRefresh.class);

  private final Supplier<Backoff> pauses;
  private Thread thread;
  private boolean wanted;
  private boolean closed;

  /**
   * @param pauses makes the pauses between attempts, for each outage anew
   */
  StaleRefresh(Supplier<Backoff> pauses) {
    this.pauses = pauses;
  }

  /**
   * Begins, unless it is under way; the first attempt comes after a pause.
   *
   * @param attempt bounded in time; says whether nothing is left to do
   */
  synchronized void begin(BooleanSupplier attempt) {
    if (closed) {
      return;
    }
    wanted = true;
    if (thread == null) {
      thread = new Thread(() -> run(attempt), "etcd-stale-values");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void run(BooleanSupplier attempt) {
    Backoff backoff = pauses.get();
    try {
      do {
        Thread.sleep(backoff.next().toMillis());
      } while (!succeeds(attempt) || !ended());
    } catch (InterruptedException closing) {
      LOG.debug("Stale values are not refreshed any more");
    }
  }

  private boolean succeeds(BooleanSupplier attempt) {
    synchronized (this) {
      wanted = false;
    }
    try {
      return attempt.getAsBoolean();
    } catch (RuntimeException | Error e) {
      if (isClosed()) {
        LOG.debug("The client was closed first", e);
        return false;
      }
      LOG.error("Stale values cannot be refreshed in a way that should not happen", e);
      return false;
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Whether nothing has become stale during the last attempt. */
  private synchronized boolean ended() {
    if (!wanted) {
      thread = null;
    }
    return !wanted;
  }

  /** Does not wait for an attempt that is under way. */
  @Override
  public synchronized void close() {
    closed = true;
    if (thread != null) {
      thread.interrupt();
      thread = null;
    }
  }
}
