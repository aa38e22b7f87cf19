package io.sluice.connect.filetail.follow;

import io.sluice.connect.filetail.file.FileIdentity;
import io.sluice.connect.filetail.file.Relation;
import io.sluice.connect.filetail.file.RotatedNames;
import io.sluice.connect.filetail.glob.FilePattern;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The followed files of which one may get another's name: {@code app.log}, {@code app-1.log} and
 * {@code app-2.log}.
 *
 * <p>Those that were there at the very first start are followed each by itself, for nobody can tell
 * that they are rotations. With the next rotation the file of one gets the name of another, which
 * has to leave it to the first: whose path had a file reads it.
 */
final class Namesakes {

  private static final Logger LOG = LoggerFactory.getLogger(Namesakes.class);

  private final Function<Path, FollowedFile> followed;

  /** By the paths that they may have had. */
  private final Map<Path, Set<FollowedFile>> byBase = new HashMap<>();

  /**
   * @param followed the file that has a path; null where none is followed
   */
  Namesakes(Function<Path, FollowedFile> followed) {
    this.followed = followed;
  }

  /** The paths that a file may have had, though its name may as well be its own. */
  static List<Path> bases(EntryToFollow entry, Path path) {
    Optional<FilePattern> pattern = entry.entry().pattern();
    if (pattern.isEmpty()) {
      return List.of();
    }
    return new EntryPaths(pattern.get(), entry.rivals())
        .bases(path).stream()
            .filter(base -> base.kind() == RotatedNames.Kind.UNCERTAIN)
            .map(EntryPaths.Base::path)
            .toList();
  }

  void add(FollowedFile file) {
    file.bases.forEach(
        base -> byBase.computeIfAbsent(base, none -> new LinkedHashSet<>()).add(file));
  }

  void remove(FollowedFile file) {
    for (Path base : file.bases) {
      byBase.computeIfPresent(
          base,
          (same, files) -> {
            files.remove(file);
            return files.isEmpty() ? null : files;
          });
    }
  }

  /**
   * Whether a path that is followed by itself has a file that another path had. Of one that was not
   * looked at since a restart, it is asked now.
   */
  boolean isTaken(FollowedFile file, FollowedFile by) {
    if (by == null || !file.bases.contains(by.path) || file.tail.isLookedAt()) {
      return file.takenBy != null && file.takenBy == by;
    }
    try {
      return file.committed.isPresent()
          && FileIdentity.of(file.path).filter(named -> has(by, file.path, named)).isPresent();
    } catch (IOException unseen) {
      return false;
    }
  }

  /** Whether a file that is not followed is one that a log, or a namesake of it, had. */
  boolean hadFileOf(Path path, Path log) throws IOException {
    return FileIdentity.of(path).flatMap(file -> owner(path, List.of(log), file)).isPresent();
  }

  /** Whether the file that has a followed path now is read for another path, which had it. */
  boolean isElsewhere(FollowedFile file, FileIdentity named) {
    FollowedFile before = file.takenBy;
    file.takenBy =
        file.bases.isEmpty() || file.tail.isOpen(named)
            ? null
            : owner(file.path, file.bases, named).orElse(null);
    if (file.takenBy != null && file.takenBy != before) {
      LOG.info("{}: has got a file of {}, which is read as that", file.path, file.takenBy.path);
    }
    return file.takenBy != null;
  }

  /**
   * The followed file whose path had the file that another path has now.
   *
   * @param bases the paths that the other path's file may have had
   */
  private Optional<FollowedFile> owner(Path path, List<Path> bases, FileIdentity named) {
    for (Path base : bases) {
      FollowedFile log = followed.apply(base);
      if (log != null && has(log, path, named)) {
        return Optional.of(log);
      }
      for (FollowedFile other : byBase.getOrDefault(base, Set.of())) {
        if (!other.path.equals(path) && has(other, path, named)) {
          return Optional.of(other);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean has(FollowedFile file, Path path, FileIdentity named) {
    try {
      return file.tail.mayBeOwn(named) && file.tail.relationOf(path) == Relation.OWN;
    } catch (IOException unreadable) {
      // Nor can it be read under its new name.
      return false;
    }
  }
}
