package io.sluice.config.etcd;

/** Hears of the state of the subscribed ranges, always on the subscription's one thread. */
public interface EtcdListener {

  /**
   * Takes the whole state of the ranges: once when etcd first answers, then after every change. A
   * burst of changes may arrive as one snapshot; the same content is never delivered twice.
   */
  void onSnapshot(EtcdSnapshot snapshot);

  /**
   * Learns that the ranges cannot be read: once per outage, and again where it turns out that
   * somebody has to end it. A later snapshot ends it, or {@link #onUnchanged}.
   */
  default void onUnreachable(EtcdException e) {}

  /** Learns that an outage is over, and the ranges are as they were. */
  default void onUnchanged() {}
}
