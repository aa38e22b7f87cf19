package io.sluice.connect.filetail.metrics;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The sums over all files of a task, those that are not followed any more too. Written by the
 * task's thread only; read by any.
 */
final class TaskCounts {

  private final AtomicLongArray values = new AtomicLongArray(Metric.values().length);
  private final Set<FileCounts> behind = ConcurrentHashMap.newKeySet();
  private final Queue<FileCounts> activated = new ArrayDeque<>();
  private boolean wantsActivated = true;

  void add(Metric metric, long more) {
    values.lazySet(metric.ordinal(), values.getPlain(metric.ordinal()) + more);
  }

  /** Notes that a file has a lag. */
  void isBehind(FileCounts file) {
    behind.add(file);
  }

  void isNotBehind(FileCounts file) {
    behind.remove(file);
  }

  /** Whether files that have become active are to be told of. */
  boolean wantsActivated() {
    return wantsActivated;
  }

  void wantsActivated(boolean wants) {
    wantsActivated = wants;
  }

  void activated(FileCounts file) {
    activated.add(file);
  }

  /** The files that have become active; for their owner to take from. */
  Queue<FileCounts> activated() {
    return activated;
  }

  /** The value of a metric of the task, of whatever thread. */
  Object value(Metric metric) {
    return metric == Metric.OLDEST_UNREAD_AGE ? oldestUnreadAge() : values.get(metric.ordinal());
  }

  private Long oldestUnreadAge() {
    return behind.stream().mapToLong(FileCounts::unreadAgeMillis).max().orElse(0);
  }
}
