package io.sluice.connect.elasticsearch.bulk;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the cluster answers at all. From the first request that failed as a whole until the next
 * that is answered, requests go out one at a time, each after a longer wait.
 *
 * <p>Logs when an outage begins and when it ends, and between only a cause of a kind that this
 * outage has not had yet: a node that comes back with a certificate which nobody trusts is no
 * longer a node that is down. Owned by the task's thread.
 */
final class Outage {

  private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

  private final Backoff backoff;
  private final RetryTimeout timeout;

  /** What this outage was put down to so far, by the class of the root cause. */
  private final Set<Class<?>> kinds = new HashSet<>();

  private int attempts;
  private long since;
  private long nextAttempt;

  Outage(Backoff backoff, RetryTimeout timeout) {
    this.backoff = backoff;
    this.timeout = timeout;
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

  /** Takes note of an answer that refuses a whole request for the time being. */
  void failed(long now, String cause) {
    failed(now, BulkResponse.class, cause);
  }

  private void failed(long now, Class<?> kind, String cause) {
    if (!isOn()) {
      since = now;
    } else if (now < nextAttempt) {
      // One of those that were under way when it began.
      return;
    }
    if (kinds.add(kind)) {
      LOG.warn(
          "Elasticsearch {} take requests: {}. Retrying until it does; nothing is lost meanwhile.",
          isOn() ? "still does not" : "does not",
          cause);
    }
    if (timeout.isOver(since, now, () -> "Elasticsearch does not take requests: " + cause)) {
      return;
    }
    attempts++;
    nextAttempt = now + backoff.millis(attempts);
  }

  /** Deals with a request that got no answer: an outage, unless it is the client that is broken. */
  void unanswered(long now, String what, Throwable thrown, TaskFailure failure) {
    Throwable cause = TaskFailure.unwrap(thrown);
    String why = what + ": " + ErrorCause.cut(cause.toString());
    // The client's pool of connections fails with the latter where none becomes free in time.
    if (cause instanceof IOException || cause instanceof TimeoutException) {
      failed(now, rootOf(cause).getClass(), why);
    } else {
      // Such as by an error on its I/O thread. A restarted task has a new one.
      failure.set(why + ". Restart the task.", cause);
    }
  }

  void answered(long now) {
    if (isOn()) {
      LOG.info(
          "Elasticsearch takes requests again, after {} ms and {} attempts.",
          now - since,
          attempts);
      attempts = 0;
      kinds.clear();
    }
  }

  /** Has the next failure begin another outage: nobody waits for the end of this one. */
  void forget() {
    attempts = 0;
    kinds.clear();
  }

  private static Throwable rootOf(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
