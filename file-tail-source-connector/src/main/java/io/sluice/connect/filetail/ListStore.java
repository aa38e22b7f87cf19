package io.sluice.connect.filetail;

import io.sluice.config.etcd.EtcdRange;
import io.sluice.config.etcd.EtcdSnapshot;
import java.util.List;

/** Where collect lists are kept, and their status goes. */
interface ListStore extends AutoCloseable {

  /** Hears of the lists, on a thread of the store. */
  interface Follower {

    /** Takes the whole state: once when the store first answers, then after every change. */
    void onSnapshot(EtcdSnapshot snapshot);

    /**
     * Learns that the lists cannot be read for now.
     *
     * @param refused whether the store answered, with a refusal
     */
    void onTrouble(boolean refused, String message);
  }

  /** Tells the follower of the ranges' state until the store is closed. Returns at once. */
  void follow(List<EtcdRange> ranges, Follower follower);

  /**
   * Writes one key, within the store's time limit.
   *
   * @throws RuntimeException if that failed
   */
  void put(String key, String value);

  @Override
  void close();
}
