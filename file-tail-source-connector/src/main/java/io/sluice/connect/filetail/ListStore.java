package io.sluice.connect.filetail;

import io.sluice.config.etcd.EtcdRange;
import io.sluice.config.etcd.EtcdSnapshot;
import java.time.Duration;
import java.util.List;

/** Where collect lists are kept, and their status goes. */
interface ListStore extends AutoCloseable {

  /** Hears of the lists, on a thread of the store. */
  interface Follower {

    /**
     * Takes the whole state, what is not text included: once when the store first answers, then
     * after every change.
     */
    void onSnapshot(EtcdSnapshot snapshot);

    /**
     * Learns that the lists cannot be read for now.
     *
     * @param refused whether the store answered, with a refusal
     */
    void onTrouble(boolean refused, String message);

    /** Learns that the trouble is over, and the lists are as they were. */
    void onUnchanged();
  }

  /** A key that is there only while it is kept. */
  interface Lease extends AutoCloseable {

    /**
     * Keeps the key, with this value.
     *
     * @throws RuntimeException if that failed
     */
    void keep(String value);

    /** Removes the key, if the store can be reached. */
    @Override
    void close();
  }

  /** Tells the follower of the ranges' state until the store is closed. Returns at once. */
  void follow(List<EtcdRange> ranges, Follower follower);

  /**
   * Writes one key, within the store's time limit.
   *
   * @throws RuntimeException if that failed
   */
  void put(String key, String value);

  /**
   * A key of this store that is gone when it was not kept for its lifetime.
   *
   * @param lifetime whole seconds
   */
  Lease lease(String key, Duration lifetime);

  @Override
  void close();
}
