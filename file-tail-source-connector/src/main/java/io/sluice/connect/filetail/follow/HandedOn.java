package io.sluice.connect.filetail.follow;

import io.sluice.connect.filetail.file.FilePosition;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The positions of files that a task has given up, in front of those that Kafka has: what was
 * handed on last may not be committed yet when the file is taken up again.
 */
final class HandedOn implements StoredPositions {

  /** Far more than are given up between two commits. */
  private static final int MOST = 20_000;

  private final StoredPositions committed;
  private final Map<Path, FilePosition> positions =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, FilePosition> eldest) {
          return size() > MOST;
        }
      };

  HandedOn(StoredPositions committed) {
    this.committed = committed;
  }

  /** Remembers how far a file was handed on, if it was. */
  void gaveUp(FollowedFile file) {
    file.handedOn().ifPresent(position -> positions.put(file.path, position));
  }

  @Override
  public Map<Path, FilePosition> of(Collection<Path> paths) {
    List<Path> unknown = paths.stream().filter(path -> !positions.containsKey(path)).toList();
    Map<Path, FilePosition> found = new HashMap<>();
    if (!unknown.isEmpty()) {
      found.putAll(committed.of(unknown));
    }
    for (Path path : paths) {
      FilePosition known = positions.get(path);
      if (known != null) {
        found.put(path, known);
      }
    }
    return found;
  }
}
