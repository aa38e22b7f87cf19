package io.sluice.connect.filetail.follow;

import io.sluice.connect.filetail.file.FileTail;
import io.sluice.connect.filetail.file.RotatedNames;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The followed paths of whose files one may get the path of another when rotation renumbers them:
 * {@code app.log}, {@code app-1.log} and {@code app-2.log}, if the first of them is followed.
 *
 * <p>Of more than a hundred, none is: so many are logs of their own, and each would be asked at
 * each rotation of any other.
 */
final class NumberedNames {

  private static final int MOST = 100;

  private final Function<Path, FollowedFile> followed;

  /** By the paths that rotation may have made theirs of. */
  private final Map<Path, Set<FollowedFile>> byBase = new HashMap<>();

  /**
   * @param followed the file that has a path; null where none is followed
   */
  NumberedNames(Function<Path, FollowedFile> followed) {
    this.followed = followed;
  }

  void add(FollowedFile file) {
    for (Path base : bases(file.path)) {
      byBase.computeIfAbsent(base, first -> new LinkedHashSet<>()).add(file);
    }
  }

  void remove(FollowedFile file) {
    for (Path base : bases(file.path)) {
      Set<FollowedFile> those = byBase.get(base);
      those.remove(file);
      if (those.isEmpty()) {
        byBase.remove(base);
      }
    }
  }

  /** Those of the same entry between which and a path a file may pass, but for the path itself. */
  Collection<FileTail> namesakes(Path path) {
    Set<FollowedFile> candidates = new LinkedHashSet<>(numbered(path));
    for (Path base : bases(path)) {
      FollowedFile its = followed.apply(base);
      if (its != null) {
        candidates.add(its);
        candidates.addAll(numbered(base));
      }
    }
    FollowedFile asking = followed.apply(path);
    return candidates.stream()
        .filter(one -> one != asking && one.entry == asking.entry)
        .map(one -> one.tail)
        .toList();
  }

  private Set<FollowedFile> numbered(Path base) {
    Set<FollowedFile> numbered = byBase.getOrDefault(base, Set.of());
    return numbered.size() > MOST ? Set.of() : numbered;
  }

  private static List<Path> bases(Path path) {
    return RotatedNames.bases(path.getFileName().toString()).stream()
        .map(base -> path.resolveSibling(base.name()))
        .toList();
  }
}
