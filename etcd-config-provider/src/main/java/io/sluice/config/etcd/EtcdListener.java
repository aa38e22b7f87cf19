package io.sluice.config.etcd;

/** Hears of the state of the subscribed ranges, always on the subscription's one thread. */
public interface EtcdListener {

  /**
   * Takes the whole state of the ranges: once when etcd first answers, then after every change. A
   * burst of changes may arrive as one snapshot; the same content is never delivered twice.
   */
  void onSnapshot(EtcdSnapshot snapshot);

  /** Learns that etcd does not answer; called once per outage, which ends with a later snapshot. */
  default void onUnreachable(EtcdException e) {}
}
