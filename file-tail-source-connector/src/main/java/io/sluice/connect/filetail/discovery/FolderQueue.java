package io.sluice.connect.filetail.discovery;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Says which folder of a walk is looked at next.
 *
 * <p>One that was told to have changed comes first. Each of the others is looked at twice a second,
 * or less often where there are very many, or where a watch tells of its changes anyway.
 */
final class FolderQueue {

  private static final long LOOK_EVERY_NANOS = Duration.ofMillis(500).toNanos();
  private static final long WATCHED_TIMES_LESS = 10;

  /** So that ten thousand folders cost no more than some thousandths of a core. */
  private static final long MOST_LOOKS_PER_SECOND = 1000;

  private final PriorityQueue<WalkedFolder> waiting =
      new PriorityQueue<>((one, other) -> Long.signum(one.due - other.due));
  private final Set<WalkedFolder> urgent = new LinkedHashSet<>();
  private int folders;

  /** Takes a folder that was never looked at. */
  void add(WalkedFolder folder, long now) {
    folders++;
    enqueue(folder, now);
  }

  void remove(WalkedFolder folder) {
    folders--;
    folder.dropped = true;
    urgent.remove(folder);
  }

  /**
   * Has a folder looked at before all others.
   *
   * @return false where that was so already
   */
  boolean urge(WalkedFolder folder) {
    return urgent.add(folder);
  }

  /** Takes the next folder that is due; null where none is. */
  WalkedFolder next(long now) {
    if (!urgent.isEmpty()) {
      Iterator<WalkedFolder> first = urgent.iterator();
      WalkedFolder folder = first.next();
      first.remove();
      return folder;
    }
    while (!waiting.isEmpty()) {
      WalkedFolder first = waiting.peek();
      if (!first.dropped && now - first.due < 0) {
        return null;
      }
      waiting.remove();
      first.waits = false;
      if (!first.dropped) {
        return first;
      }
    }
    return null;
  }

  /** Has a folder looked at again later that was looked at. */
  void lookedAt(WalkedFolder folder, long now) {
    if (!folder.waits && !folder.dropped) {
      enqueue(folder, now + interval(folder));
    }
  }

  private void enqueue(WalkedFolder folder, long due) {
    folder.due = due;
    folder.waits = true;
    waiting.add(folder);
  }

  private long interval(WalkedFolder folder) {
    long budget = Duration.ofSeconds(1).toNanos() * folders / MOST_LOOKS_PER_SECOND;
    return Math.max(LOOK_EVERY_NANOS, budget)
        * (folder.watched && folder.links.isEmpty() ? WATCHED_TIMES_LESS : 1);
  }
}
