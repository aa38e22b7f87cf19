package io.sluice.connect.filetail.follow;

import io.sluice.connect.filetail.collect.CollectEntry;
import io.sluice.connect.filetail.file.RotatedNames;
import io.sluice.connect.filetail.glob.FilePattern;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether a file that a glob matches is for the glob's entry to read, and logs once why not.
 *
 * <p>It is not where a glob that comes first matches it as well, where another entry reads it as a
 * rotation, and where it is compressed and no rotation of the entry's own. Of several names of one
 * file only one counts: of a link and its target the target, if the glob matches it, and of two
 * links the first.
 */
final class Ownership {

  private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);

  private final FilePattern pattern;
  private final EntryPaths paths;
  private final List<CollectEntry> others;
  private final FileTable files;
  private final Set<FilePattern> toldRivals = new HashSet<>();
  private final Set<String> toldOthers = new HashSet<>();
  private boolean toldCompressed;

  /**
   * @param others the entries to which the rotations of their files belong
   */
  Ownership(FilePattern pattern, EntryPaths paths, List<CollectEntry> others, FileTable files) {
    this.pattern = pattern;
    this.paths = paths;
    this.others = others;
    this.files = files;
  }

  boolean has(Path path) {
    return RotatedNames.isCompressed(path) ? hasCompressed(path) : hasPlain(path);
  }

  /** Whether a rotation of one of its files is the entry's as well. */
  boolean hasRotation(Path path) {
    return RotatedNames.isCompressed(path)
        ? RotatedNames.isGzip(path) && paths.contain(path)
        : paths.contain(path) && hasPlain(path);
  }

  private boolean hasPlain(Path path) {
    Optional<FilePattern> rival = paths.rival(path);
    if (rival.isPresent()) {
      tell(path, rival.get());
      return false;
    }
    return !isRotationOfOthers(path) && isItsFilesName(path);
  }

  /** What it was compressed of is followed, or the business of another. */
  private boolean hasCompressed(Path path) {
    List<EntryPaths.Base> bases = paths.bases(path);
    if (!toldCompressed && bases.isEmpty()) {
      toldCompressed = true;
      LOG.warn(
          "{} is matched by '{}' and is compressed; such files are only read as rotations of one"
              + " that the glob matches as well. Exclude them",
          path,
          pattern.glob());
    }
    return RotatedNames.isGzip(path)
        && bases.stream().anyMatch(base -> files.followed(base.path()) == null);
  }

  private void tell(Path path, FilePattern rival) {
    if (toldRivals.add(rival)) {
      LOG.warn(
          "{} is matched by '{}' and by '{}'; the first of them collects it, and whatever else"
              + " both match: exclude it in one of them",
          path,
          rival.glob(),
          pattern.glob());
    }
  }

  /** Whether another entry reads a file because of the path that it had before. */
  private boolean isRotationOfOthers(Path path) {
    if (others.isEmpty()) {
      return false;
    }
    for (RotatedNames.Base base : RotatedNames.bases(path.getFileName().toString())) {
      Path before = path.resolveSibling(base.name());
      if (base.kind() == RotatedNames.Kind.UNCERTAIN || paths.contain(before)) {
        continue;
      }
      for (CollectEntry other : others) {
        if (other.means(before)
            && (base.kind() == RotatedNames.Kind.NUMBERED || Files.exists(before))) {
          tell(path, before, other);
          return true;
        }
      }
    }
    return false;
  }

  private void tell(Path path, Path before, CollectEntry other) {
    if (toldOthers.add(other.path())) {
      LOG.warn(
          "{} is matched by '{}', but is a rotation of {}, which '{}' collects together with"
              + " what it is rotated to; exclude such files, or remove one of the two",
          path,
          pattern.glob(),
          before,
          other.path());
    }
  }

  private boolean isItsFilesName(Path path) {
    Path target = files.target(path);
    if (target.equals(path)) {
      return true;
    }
    FollowedFile other = files.withTarget(target);
    return !pattern.matches(target) && (other == null || other.path.equals(path));
  }
}
