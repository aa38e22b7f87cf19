package io.sluice.config.etcd;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One key that says that its owner lives: it is gone when it was not kept for its lifetime. Used by
 * one thread at a time.
 */
public final class EtcdLease implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EtcdLease.class);

  /** Whoever ends it need not wait for an etcd that is away. */
  private static final Duration LONGEST_END = Duration.ofSeconds(1);

  private final EtcdConnection connection;
  private final String key;
  private final Duration lifetime;
  private final Duration limit;
  private long lease;
  private String written;

  EtcdLease(EtcdConnection connection, String key, Duration lifetime, Duration limit) {
    this.connection = connection;
    this.key = key;
    this.lifetime = lifetime;
    this.limit = limit;
  }

  /**
   * Keeps the key for another lifetime, or writes it: the first time, where the value is another
   * one, and where etcd was away for so long that it is gone. A single attempt.
   *
   * @throws EtcdException if etcd refuses, or cannot be reached in time
   */
  public void keep(String value) {
    if (value.equals(written) && connection.renew(lease, limit)) {
      return;
    }
    long before = written == null ? 0 : lease;
    lease = connection.putLeased(key, value, lifetime, limit);
    written = value;
    if (before != 0) {
      end(before);
    }
  }

  /** Removes the key; where etcd is away, it goes when its lifetime is over. */
  @Override
  public void close() {
    if (written != null) {
      written = null;
      end(lease);
    }
  }

  private void end(long one) {
    try {
      connection.revoke(one, limit.compareTo(LONGEST_END) < 0 ? limit : LONGEST_END);
    } catch (EtcdException failed) {
      LOG.debug("The lease of {} ends by itself", key, failed);
    }
  }
}
