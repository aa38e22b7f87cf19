package io.sluice.connect.filetail.follow;

import io.sluice.connect.filetail.collect.TaskAssignment;
import io.sluice.connect.filetail.file.FilePosition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The positions of files that a task has given up, in front of those that Kafka has: what was
 * handed on last may not be committed yet when the file is taken up again.
 *
 * <p>But only for as long as a path stays with the task that had it ({@link
 * TaskAssignment#LEFT_FOR}). After that another may have read on, and what this one knows is
 * committed, or older than what is.
 */
final class HandedOn implements StoredPositions {

  /** Far more than are given up between two commits. */
  private static final int MOST = 20_000;

  /** Less than the connector counts, for this begins to count later. */
  private static final Duration COUNTS_FOR = TaskAssignment.LEFT_FOR.minusMinutes(1);

  /**
   * @param since when it was given up, in nanoseconds
   */
  private record Known(FilePosition position, long since) {}

  private final StoredPositions committed;
  private final LongSupplier nanoTime;
  private final Map<Path, Known> positions =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Known> eldest) {
          return size() > MOST;
        }
      };

  /** Those whose file was read to its end, and is gone for good. */
  private final Set<Path> drained = new HashSet<>();

  /**
   * @param nanoTime like {@link System#nanoTime}
   */
  HandedOn(StoredPositions committed, LongSupplier nanoTime) {
    this.committed = committed;
    this.nanoTime = nanoTime;
  }

  /** Remembers how far a file was handed on, if it was. */
  void gaveUp(FollowedFile file) {
    long now = nanoTime.getAsLong();
    file.handedOn().ifPresent(position -> positions.put(file.path, new Known(position, now)));
  }

  /** Remembers that nothing was left to be read of a file, which is gone for good. */
  void isDrained(Path path) {
    if (drained.size() < MOST) {
      drained.add(path);
    }
  }

  /** Whether nothing was left of the file that had the path before; told once. */
  boolean takeDrained(Path path) {
    return drained.remove(path);
  }

  @Override
  public Map<Path, FilePosition> of(Collection<Path> paths) {
    Map<Path, FilePosition> found = new HashMap<>(committed.of(paths));
    for (Path path : paths) {
      Known handedOn = positions.get(path);
      if (handedOn != null
          && (nanoTime.getAsLong() - handedOn.since < COUNTS_FOR.toNanos()
              || !found.containsKey(path))) {
        found.put(path, handedOn.position);
      }
    }
    return found;
  }
}
