package io.sluice.config.etcd;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One key that says that its owner lives: it is gone when it was not kept for its lifetime.
 *
 * <p>{@link #keep} is called by one thread at a time; {@link #close} by any, also while that thread
 * waits for etcd. Therefore the lease is known here before the key is written under it: once it is
 * revoked, a write that was under way comes to nothing, and cannot take the key from whoever has it
 * next.
 */
public final class EtcdLease implements AutoCloseable {

  /**
   * Others may delete the key, and the lease knows nothing of it; whether it is there the owner may
   * not be allowed to read. Kept every ten seconds, it is there again within a minute.
   */
  static final Duration WRITTEN_EVERY = Duration.ofSeconds(50);

  private static final Logger LOG = LoggerFactory.getLogger(EtcdLease.class);

  /** Whoever ends it need not wait for an etcd that is away. */
  private static final Duration LONGEST_END = Duration.ofSeconds(1);

  private static final long NONE = 0;

  private final EtcdConnection connection;
  private final String key;
  private final Duration lifetime;
  private final Duration limit;
  private final LongSupplier nanoTime;

  /** What was written under the lease; null where that is not known. The keeping thread's. */
  private String written;

  private long writtenAt;

  private final Object lock = new Object();
  private long lease = NONE;
  private boolean closed;

  EtcdLease(
      EtcdConnection connection,
      String key,
      Duration lifetime,
      Duration limit,
      LongSupplier nanoTime) {
    this.connection = connection;
    this.key = key;
    this.lifetime = lifetime;
    this.limit = limit;
    this.nanoTime = nanoTime;
  }

  /**
   * Keeps the key for another lifetime, or writes it: the first time, where the value is another
   * one, where etcd was away for so long that it is gone, and now and then, for somebody may have
   * deleted it. A single attempt. Does nothing once this is closed.
   *
   * @throws EtcdException if etcd refuses, or cannot be reached in time
   */
  public void keep(String value) {
    long held = held();
    if (held != NONE && connection.renew(held, limit)) {
      if (!value.equals(written) || nanoTime.getAsLong() - writtenAt >= WRITTEN_EVERY.toNanos()) {
        write(held, value);
      }
      return;
    }
    written = null;
    if (isClosed()) {
      return;
    }
    long granted = connection.grant(lifetime, limit);
    if (hold(granted)) {
      write(granted, value);
    } else {
      end(granted);
    }
  }

  private void write(long under, String value) {
    written = null;
    try {
      connection.putLeased(under, key, value, limit);
    } catch (EtcdException failed) {
      if (!failed.isUnavailable() && release(under)) {
        end(under);
      }
      throw failed;
    }
    written = value;
    writtenAt = nanoTime.getAsLong();
  }

  private long held() {
    synchronized (lock) {
      return lease;
    }
  }

  private boolean isClosed() {
    synchronized (lock) {
      return closed;
    }
  }

  /** Makes a lease the one that is held, unless this is closed by now. */
  private boolean hold(long granted) {
    synchronized (lock) {
      lease = closed ? NONE : granted;
      return !closed;
    }
  }

  /** Gives a lease up; false where that is done already. */
  private boolean release(long given) {
    synchronized (lock) {
      boolean held = lease == given;
      lease = held ? NONE : lease;
      return held;
    }
  }

  /** Removes the key; where etcd is away, it goes when its lifetime is over. Idempotent. */
  @Override
  public void close() {
    long held;
    synchronized (lock) {
      closed = true;
      held = lease;
      lease = NONE;
    }
    if (held != NONE) {
      end(held);
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
