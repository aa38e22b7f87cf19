package io.sluice.connect.elasticsearch.bulk;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the cluster answers at all. From the first request that failed as a whole until the next
 * that is answered, requests go out one at a time, each after a longer wait.
 *
 * <p>Logs when an outage begins and when it ends, and nothing between. Owned by the task's thread.
 */
final class Outage {

  private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

  private final Backoff backoff;
  private int attempts;
  private long since;
  private long nextAttempt;

  Outage(Backoff backoff) {
    this.backoff = backoff;
  }

  boolean isOn() {
    return attempts > 0;
  }

  /** Whether a request may go out while so many are unanswered. */
  boolean permits(long now, int unanswered) {
    return !isOn() || (unanswered == 0 && now >= nextAttempt);
  }

  /** When the next request may go out, while it is on. */
  long nextAttempt() {
    return nextAttempt;
  }

  void failed(long now, String cause) {
    if (!isOn()) {
      since = now;
      LOG.warn(
          "Elasticsearch does not take requests: {}. Retrying until it does; nothing is lost meanwhile.",
          cause);
    } else if (now < nextAttempt) {
      // One of those that were under way when it began.
      return;
    }
    attempts++;
    nextAttempt = now + backoff.millis(attempts);
  }

  /** Deals with a request that got no answer: an outage, unless it is the client that is broken. */
  void unanswered(long now, String what, Throwable thrown, TaskFailure failure) {
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    // The client's pool of connections fails with the latter where none becomes free in time.
    if (cause instanceof IOException || cause instanceof TimeoutException) {
      failed(now, what + ": " + cause);
    } else {
      // Such as by an error on its I/O thread. A restarted task has a new one.
      failure.set(what + ": " + cause + ". Restart the task.", cause);
    }
  }

  void answered(long now) {
    if (isOn()) {
      LOG.info(
          "Elasticsearch takes requests again, after {} ms and {} attempts.",
          now - since,
          attempts);
      attempts = 0;
    }
  }
}
