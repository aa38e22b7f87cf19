package io.sluice.connect.filetail;

import io.sluice.connect.filetail.collect.CollectAgent;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows in etcd that this connector runs, where, with how many tasks, and which lists it follows: a
 * key under a lease, which is gone {@link #LIFETIME} after the worker died. It has a thread of its
 * own: the list's may wait for a file system that does not answer, and the connector runs all the
 * same. Only {@link #start} and {@link #close} come from others.
 */
final class AgentRegistration {

  static final Duration LIFETIME = Duration.ofSeconds(30);
  static final Duration KEPT_EVERY = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(AgentRegistration.class);

  private final ListStore.Lease lease;
  private final String key;
  private final Supplier<CollectAgent> agent;
  private final SerialExecutor thread;
  private boolean failing;
  private volatile boolean closed;

  /**
   * @param thread of its own, which is closed with this
   */
  AgentRegistration(
      ListStore store, String key, Supplier<CollectAgent> agent, SerialExecutor thread) {
    this.lease = store.lease(key, LIFETIME);
    this.key = key;
    this.agent = agent;
    this.thread = thread;
  }

  /** Registers, and keeps it up until this is closed. */
  void start() {
    thread.run(this::keep);
  }

  private void keep() {
    thread.runAfter(KEPT_EVERY, this::keep);
    try {
      lease.keep(agent.get().toJson());
      if (failing) {
        failing = false;
        LOG.info("Registered at {} again", key);
      }
    } catch (RuntimeException failed) {
      if (!failing && !closed) {
        failing = true;
        LOG.warn("Cannot register at {}, trying again: {}", key, failed.getMessage());
      }
    }
  }

  /** Removes the key; what etcd was asked for and has not answered yet is not waited for. */
  void close() {
    closed = true;
    thread.close();
    lease.close();
  }
}
