package io.sluice.config.etcd;

import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which keys are in ranges, as etcd sees it. */
final class Ranges {

  private Ranges() {}

  static <T> SortedMap<String, T> select(SortedMap<String, T> from, Collection<EtcdRange> ranges) {
    SortedMap<String, T> selected = new TreeMap<>(from);
    selected.keySet().removeIf(key -> !cover(ranges, key));
    return selected;
  }

  static boolean cover(Collection<EtcdRange> ranges, String key) {
    return ranges.stream()
        .anyMatch(range -> range.prefix() ? key.startsWith(range.key()) : key.equals(range.key()));
  }
}
