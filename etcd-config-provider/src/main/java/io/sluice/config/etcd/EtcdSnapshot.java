package io.sluice.config.etcd;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything in some ranges of etcd at one revision.
 *
 * @param revision the revision of the store that was read
 * @param values the values by key, in key order; unmodifiable
 */
public record EtcdSnapshot(long revision, SortedMap<String, EtcdValue> values) {

  public EtcdSnapshot {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** The last change of each key; two snapshots with equal change revisions hold equal values. */
  SortedMap<String, Long> modRevisions() {
    SortedMap<String, Long> revisions = new TreeMap<>();
    values.forEach((key, value) -> revisions.put(key, value.modRevision()));
    return revisions;
  }
}
