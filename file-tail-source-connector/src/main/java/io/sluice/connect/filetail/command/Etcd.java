package io.sluice.connect.filetail.command;

import io.sluice.config.etcd.EtcdRange;
import io.sluice.config.etcd.EtcdReplacement;
import io.sluice.config.etcd.EtcdSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the command asks of etcd. Its calls throw what {@link io.sluice.config.etcd.EtcdClient}'s
 * throw. Snapshots name what is not text: anybody may have written it.
 */
interface Etcd extends AutoCloseable {

  /** Reads all ranges at one revision. */
  EtcdSnapshot read(List<EtcdRange> ranges);

  /** Reads all ranges as they were at an earlier revision. */
  EtcdSnapshot readAt(List<EtcdRange> ranges, long revision);

  /** Counts the keys of each range, in their order, without reading them. */
  List<Long> counts(List<EtcdRange> ranges);

  /**
   * Writes or deletes one key, if its last change is the one given.
   *
   * @param modRevision 0 where there is to be no such key
   * @param value nothing to delete the key
   */
  EtcdReplacement replace(String key, long modRevision, Optional<String> value);

  /**
   * Tells of the ranges' state, at first and after each change, on a thread of its own, until it is
   * closed.
   *
   * @param trouble hears why etcd does not answer for now
   */
  Following follow(
      List<EtcdRange> ranges, Consumer<EtcdSnapshot> listener, Consumer<String> trouble);

  @Override
  void close();

  /** What is followed. */
  interface Following extends AutoCloseable {
    @Override
    void close();
  }
}
