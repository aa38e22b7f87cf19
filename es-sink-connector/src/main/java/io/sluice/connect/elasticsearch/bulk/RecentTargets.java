package io.sluice.connect.elasticsearch.bulk;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The targets last used, by name. Owned by the task's thread. */
final class RecentTargets {

  /** Of no use to a cluster, which by default has room for 1000 shards on each node. */
  static final int MAX = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(RecentTargets.class);

  private final Map<String, Target> byName =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Target> eldest) {
          return isFull(size());
        }
      };

  private boolean warned;

  Target get(String name) {
    return byName.computeIfAbsent(name, Target::new);
  }

  /** All of them, none of which counts as used by that. */
  Collection<Target> all() {
    return byName.values();
  }

  private boolean isFull(int size) {
    if (size > MAX && !warned) {
      warned = true;
      LOG.warn(
          "Documents have gone to more than {} indices. Each that is used again after so many others is looked up anew, which is slow; see whether the option index puts too much of a record into the name.",
          MAX);
    }
    return size > MAX;
  }
}
