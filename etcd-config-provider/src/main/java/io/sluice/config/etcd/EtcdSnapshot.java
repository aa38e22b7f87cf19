package io.sluice.config.etcd;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything in some ranges of etcd at one revision.
 *
 * @param revision the revision of the store that was read
 * @param values the values by key, in key order; unmodifiable
 * @param notText each key whose name or value is not UTF-8, and so is not among the values, by its
 *     name with the bytes that are no ASCII as {@code \xff}; unmodifiable. Empty unless it was
 *     asked for.
 */
public record EtcdSnapshot(
    long revision, SortedMap<String, EtcdValue> values, SortedMap<String, NotText> notText) {

  public EtcdSnapshot {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    notText = Collections.unmodifiableSortedMap(new TreeMap<>(notText));
  }

  /** One in which all is text. */
  public EtcdSnapshot(long revision, SortedMap<String, EtcdValue> values) {
    this(revision, values, Collections.emptySortedMap());
  }

  /** The last change of each key; two snapshots with equal change revisions hold equal values. */
  SortedMap<String, Long> modRevisions() {
    SortedMap<String, Long> revisions = new TreeMap<>();
    notText.forEach((key, bad) -> revisions.put(key, bad.modRevision()));
    values.forEach((key, value) -> revisions.merge(key, value.modRevision(), Math::max));
    return revisions;
  }

  /** Whether there is the same in it as in another, whatever their revisions. */
  boolean holdsTheSame(EtcdSnapshot other) {
    return values.equals(other.values) && notText.equals(other.notText);
  }
}
