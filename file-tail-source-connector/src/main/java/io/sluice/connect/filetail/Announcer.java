package io.sluice.connect.filetail;

import io.sluice.connect.filetail.collect.CollectStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what has become of a collect list: asks Connect to fetch the one that took effect, and
 * writes the status. What fails stays due and is tried again, ever less often; only the newest
 * counts. Belongs to one thread; only {@link #close} comes from others.
 */
final class Announcer {

  static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

  private final Runnable request;
  private final Optional<StatusWriter> status;
  private final SerialExecutor thread;
  private volatile boolean closed;
  private CollectStatus newest;
  private boolean requestOwed;
  private boolean requestFailing;
  private boolean retryScheduled;
  private Duration retryDelay = FIRST_RETRY;

  /**
   * @param request asks Connect to fetch the list; called again later if it throws
   * @param status nothing where none is wanted
   */
  Announcer(Runnable request, Optional<StatusWriter> status, SerialExecutor thread) {
    this.request = request;
    this.status = status;
    this.thread = thread;
  }

  /** Has Connect asked with the next announcement: a list has taken the place of another. */
  void listChanged() {
    requestOwed = true;
  }

  void announce(CollectStatus outcome) {
    newest = outcome;
    status.ifPresent(writer -> writer.owe(outcome));
    settle();
  }

  /** Writes the last status anew, with what is known by now; does nothing before the first. */
  void refresh(UnaryOperator<CollectStatus> renew) {
    if (newest == null || status.isEmpty()) {
      return;
    }
    newest = renew.apply(newest);
    status.get().owe(newest);
    if (!retryScheduled) {
      settle();
    }
  }

  /** Does what is due: the request to Connect, and whatever becomes of it, the status. */
  private void settle() {
    boolean written = false;
    try {
      request();
    } finally {
      written = status.map(StatusWriter::write).orElse(true);
      if (written && !requestOwed) {
        retryDelay = FIRST_RETRY;
      } else if (!retryScheduled) {
        retryScheduled = true;
        thread.runAfter(retryDelay, this::retry);
      }
    }
  }

  private void retry() {
    retryScheduled = false;
    Duration twice = retryDelay.multipliedBy(2);
    retryDelay = twice.compareTo(LAST_RETRY) < 0 ? twice : LAST_RETRY;
    settle();
  }

  private void request() {
    if (!requestOwed || closed) {
      return;
    }
    try {
      request.run();
      requestOwed = false;
      requestFailing = false;
    } catch (RuntimeException failed) {
      if (!requestFailing) {
        requestFailing = true;
        LOG.error("Connect could not be asked to take up the new collect list, retrying", failed);
      }
    }
  }

  /** Breaks off the status that is being written; announces nothing any more. */
  void close() {
    closed = true;
    status.ifPresent(StatusWriter::close);
  }
}
