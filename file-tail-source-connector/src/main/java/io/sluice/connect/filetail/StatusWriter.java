package io.sluice.connect.filetail;

import io.sluice.connect.filetail.collect.CollectStatus;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the newest status of the collect list, unless it says what the last one said a short while
 * ago. Belongs to one thread; only {@link #close} comes from others.
 */
final class StatusWriter {

  private static final Logger LOG = LoggerFactory.getLogger(StatusWriter.class);

  /**
   * Others may delete the key, and it may not be allowed to read it. Looked at every half minute,
   * the status is there again within ten.
   */
  static final Duration WRITTEN_EVERY = Duration.ofMinutes(9);

  private final ListStore store;
  private final String key;
  private final LongSupplier nanoTime;
  private long writtenAt;
  private CollectStatus owed;
  private CollectStatus written;
  private boolean failing;

  private final Object lock = new Object();
  private boolean closed;
  private Thread putting;

  StatusWriter(ListStore store, String key, LongSupplier nanoTime) {
    this.store = store;
    this.key = key;
    this.nanoTime = nanoTime;
  }

  /** Puts a status in the place of one that is not written yet. */
  void owe(CollectStatus status) {
    boolean known =
        status.equals(written) && nanoTime.getAsLong() - writtenAt < WRITTEN_EVERY.toNanos();
    owed = known ? null : status;
  }

  /** Writes the status that is owed; false where that failed and is still to be done. */
  boolean write() {
    if (owed == null || !begin()) {
      return true;
    }
    try {
      store.put(key, owed.toJson());
      written = owed;
      writtenAt = nanoTime.getAsLong();
      owed = null;
      if (failing) {
        failing = false;
        LOG.info("The status of the collect list is written to {} again", key);
      }
    } catch (RuntimeException failed) {
      // Whatever became of it: the next status is written, even one like the last.
      written = null;
      failed(failed);
    } finally {
      end();
    }
    return owed == null;
  }

  private void failed(RuntimeException failed) {
    if (failing || isClosed()) {
      LOG.debug("The status of the collect list could not be written to {}", key, failed);
      return;
    }
    failing = true;
    LOG.warn(
        "The status of the collect list cannot be written to {}, retrying: {}",
        key,
        failed.getMessage());
  }

  private boolean begin() {
    synchronized (lock) {
      putting = closed ? null : Thread.currentThread();
      return !closed;
    }
  }

  /** The interrupt of {@link #close} ends here and does not reach what the thread does next. */
  private void end() {
    synchronized (lock) {
      putting = null;
      if (closed) {
        Thread.interrupted();
      }
    }
  }

  private boolean isClosed() {
    synchronized (lock) {
      return closed;
    }
  }

  /** Breaks off what is being written, and has nothing written any more. */
  void close() {
    synchronized (lock) {
      closed = true;
      if (putting != null) {
        putting.interrupt();
      }
    }
  }
}
