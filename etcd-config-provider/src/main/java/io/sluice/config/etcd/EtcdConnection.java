package io.sluice.config.etcd;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** The few things that are asked of an etcd server. Each call is one attempt. */
interface EtcdConnection extends AutoCloseable {

  /**
   * Reads all ranges at one revision; what is not text is named.
   *
   * @throws EtcdException if etcd refuses, or does not answer within the limit
   */
  EtcdSnapshot read(Collection<EtcdRange> ranges, Duration limit);

  /**
   * Reads all ranges as they were at an earlier revision; what is not text is named.
   *
   * @throws EtcdException if etcd refuses, as it does where that revision was compacted away, or
   *     does not answer within the limit
   */
  EtcdSnapshot readAt(Collection<EtcdRange> ranges, long revision, Duration limit);

  /**
   * Reads which keys the ranges hold and when each last changed, without their values.
   *
   * @throws EtcdException if etcd refuses, or does not answer within the limit
   */
  SortedMap<String, Long> readModRevisions(Collection<EtcdRange> ranges, Duration limit);

  /**
   * Counts the keys of each range, without reading them.
   *
   * @return in the ranges' order
   * @throws EtcdException if etcd refuses, or does not answer within the limit
   */
  List<Long> counts(Collection<EtcdRange> ranges, Duration limit);

  /**
   * Writes one key.
   *
   * @throws EtcdException if etcd refuses, or does not answer within the limit
   */
  void put(String key, String value, Duration limit);

  /**
   * Writes or deletes one key, if its last change is the one given.
   *
   * @param modRevision of the key's last change; 0 where there is to be no such key
   * @param value nothing to delete the key
   * @throws EtcdException if etcd refuses, or does not answer within the limit
   */
  EtcdReplacement replace(String key, long modRevision, Optional<String> value, Duration limit);

  /**
   * Makes a lease, which ends when it was not renewed for its lifetime.
   *
   * @param lifetime whole seconds
   * @throws EtcdException if etcd refuses, or does not answer within the limit
   */
  long grant(Duration lifetime, Duration limit);

  /**
   * Writes one key that goes with a lease.
   *
   * @throws EtcdException if etcd refuses, as it does where there is no such lease any more, or
   *     does not answer within the limit
   */
  void putLeased(long lease, String key, String value, Duration limit);

  /**
   * Renews a lease.
   *
   * @return false where there is none any more
   * @throws EtcdException if etcd refuses, or does not answer within the limit
   */
  boolean renew(long lease, Duration limit);

  /**
   * Ends a lease, and with it its keys.
   *
   * @throws EtcdException if etcd refuses, or does not answer within the limit
   */
  void revoke(long lease, Duration limit);

  /**
   * Rings the doorbell for every change of the ranges from that revision on, and breaks it when the
   * watch ends for any reason but {@link Watch#close}.
   */
  Watch watch(Collection<EtcdRange> ranges, long fromRevision, Doorbell doorbell);

  /** Lets go of the server without waiting for it. */
  @Override
  void close();

  /** A running watch. */
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }
}
