package io.sluice.config.etcd;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;

/** The few things that are asked of an etcd server. Each call is one attempt. */
interface EtcdConnection extends AutoCloseable {

  /**
   * Reads all ranges at one revision.
   *
   * @throws EtcdException if etcd refuses, or does not answer within the limit
   */
  EtcdSnapshot read(Collection<EtcdRange> ranges, Duration limit);

  /**
   * Reads all ranges as they were at an earlier revision.
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
   * Writes one key that is gone when its lease was not renewed for its lifetime.
   *
   * @param lifetime whole seconds
   * @return the lease
   * @throws EtcdException if etcd refuses, or does not answer within the limit
   */
  long putLeased(String key, String value, Duration lifetime, Duration limit);

  /**
   * Renews a lease.
   *
   * @return false where there is none any more
   * @throws EtcdException if etcd refuses, or does not answer within the limit
   */
  boolean renew(long lease, Duration limit);

  /**
   * Ends a lease, and with it its key.
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
