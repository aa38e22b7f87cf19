package io.sluice.connect.elasticsearch.bulk;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a 401 may heal. Passwords and keys are changed at two places, in Elasticsearch and where
 * the connector has them from, and never in the same moment; and an Elasticsearch that cannot reach
 * its own users' index answers 401 as well, such as while it starts. So credentials are read again
 * at each 401, and for a while it is waited for others, or for Elasticsearch to think better of it.
 * Credentials that were never accepted, and are the same when they are read again, are likely
 * wrong, and are given only the time that Elasticsearch takes to recover that index.
 *
 * <p>Owned by the task's thread.
 */
final class CredentialWatch {

  /** From the first 401; for whoever changes a password by hand. */
  static final Duration PATIENCE = Duration.ofMinutes(5);

  /** From the first 401, with credentials that were never accepted. */
  static final Duration FIRST_PATIENCE = Duration.ofSeconds(60);

  private static final Logger LOG = LoggerFactory.getLogger(CredentialWatch.class);

  private final CredentialSource source;
  private boolean hopeful;
  private boolean refused;
  private long refusedSince;
  private String unread;

  CredentialWatch(CredentialSource source) {
    this.source = source;
  }

  /** Takes note of a bulk request that was let in. */
  void accepted() {
    hopeful = true;
    if (refused) {
      refused = false;
      unread = null;
      LOG.info("Elasticsearch accepts the credentials again.");
    }
  }

  /** Deals with a 401: whether the request is to be sent again. */
  boolean mayHeal(long now) {
    if (!refused) {
      refused = true;
      refusedSince = now;
    }
    if (renewed()) {
      // What is still under way was sent with the old ones.
      hopeful = true;
      refusedSince = now;
      LOG.info("Elasticsearch answers 401. The credentials were read again and are others by now.");
      return true;
    }
    Duration patience = hopeful ? PATIENCE : FIRST_PATIENCE;
    return now - refusedSince < patience.toMillis();
  }

  private boolean renewed() {
    try {
      return source.renew();
    } catch (RuntimeException e) {
      // Whoever serves them may be away for a while, so it is asked again at the next 401.
      if (!e.toString().equals(unread)) {
        unread = e.toString();
        LOG.warn("Elasticsearch answers 401, and the credentials cannot be read again", e);
      }
      hopeful = true;
      return false;
    }
  }

  /** What it came to, where it did not heal. */
  String describe(long now) {
    return String.format(
        " It has refused the credentials for %d s, and reading them again brought no others.",
        (now - refusedSince) / 1000);
  }
}
