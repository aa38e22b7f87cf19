package io.sluice.connect.filetail;

import io.sluice.connect.filetail.collect.CollectAgent;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows in etcd that this connector runs, where, with how many tasks, and which lists it follows: a
 * key under a lease, which is gone {@link #LIFETIME} after the worker died. Belongs to the list's
 * thread, but for {@link #close}, which comes once nothing runs there any more.
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

  AgentRegistration(
      ListStore store, String key, Supplier<CollectAgent> agent, SerialExecutor thread) {
    this.lease = store.lease(key, LIFETIME);
    this.key = key;
    this.agent = agent;
    this.thread = thread;
  }

  /** Registers, and keeps it up until the thread ends. */
  void keep() {
    thread.runAfter(KEPT_EVERY, this::keep);
    try {
      lease.keep(agent.get().toJson());
      if (failing) {
        failing = false;
        LOG.info("Registered at {} again", key);
      }
    } catch (RuntimeException failed) {
      if (!failing) {
        failing = true;
        LOG.warn("Cannot register at {}, trying again: {}", key, failed.getMessage());
      }
    }
  }

  void close() {
    lease.close();
  }
}
