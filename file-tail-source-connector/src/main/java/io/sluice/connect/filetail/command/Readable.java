package io.sluice.connect.filetail.command;

import io.sluice.config.etcd.EtcdException;
import io.sluice.config.etcd.EtcdRange;
import io.sluice.config.etcd.EtcdSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What can be read of what is wanted. Anybody may have registered with any key, and etcd refuses a
 * whole request because of one: a key that is refused is to cost only those that name it. Nor is
 * all of etcd read because somebody has registered with it.
 *
 * @param wanted all of it
 * @param ranges those that etcd does not refuse
 * @param refused why the others are not read
 */
record Readable(List<EtcdRange> wanted, List<EtcdRange> ranges, Map<EtcdRange, String> refused) {

  /** More than any list has, and few enough to be held in memory. */
  static final int MOST_KEYS = 5_000;

  /**
   * Finds out, by counting.
   *
   * @param needed what the command cannot do without; not read here
   * @param more what it is the better for
   * @throws EtcdException for any reason but that it refuses more than what is needed
   */
  static Readable of(Etcd etcd, Collection<EtcdRange> needed, Collection<EtcdRange> more) {
    List<EtcdRange> wanted = new ArrayList<>(needed);
    more.stream().filter(range -> !wanted.contains(range)).forEach(wanted::add);
    List<EtcdRange> doubtful = wanted.subList(needed.size(), wanted.size());
    Map<EtcdRange, String> refused = doubtful.isEmpty() ? Map.of() : refused(etcd, doubtful);
    List<EtcdRange> ranges = wanted.stream().filter(range -> !refused.containsKey(range)).toList();
    return new Readable(List.copyOf(wanted), ranges, refused);
  }

  private static Map<EtcdRange, String> refused(Etcd etcd, List<EtcdRange> ranges) {
    Map<EtcdRange, String> refused = new LinkedHashMap<>();
    try {
      List<Long> counts = etcd.counts(ranges);
      for (int i = 0; i < ranges.size(); i++) {
        if (counts.get(i) > MOST_KEYS) {
          refused.put(
              ranges.get(i),
              "it holds "
                  + counts.get(i)
                  + " keys, and no more than "
                  + MOST_KEYS
                  + " are read because a connector has registered with them");
        }
      }
    } catch (EtcdException refusal) {
      if (!refusal.isDenied()) {
        throw refusal;
      }
      if (ranges.size() == 1) {
        refused.put(ranges.get(0), refusal.getMessage());
      } else {
        ranges.forEach(range -> refused.putAll(refused(etcd, List.of(range))));
      }
    }
    return refused;
  }

  /** What there is, at one revision. */
  EtcdSnapshot read(Etcd etcd) {
    return ranges.isEmpty() ? new EtcdSnapshot(0, new TreeMap<>()) : etcd.read(ranges);
  }

  boolean isRefused(EtcdRange range) {
    return refused.containsKey(range);
  }

  /**
   * A message for each key that is refused.
   *
   * @param option where connectors name it
   */
  List<String> problems(String option) {
    return refused.entrySet().stream()
        .map(
            range ->
                range.getKey().key()
                    + ", named in "
                    + option
                    + ", cannot be read: "
                    + range.getValue())
        .toList();
  }
}
