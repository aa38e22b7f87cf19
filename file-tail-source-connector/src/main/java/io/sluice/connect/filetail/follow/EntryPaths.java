package io.sluice.connect.filetail.follow;

import io.sluice.connect.filetail.file.RotatedNames;
import io.sluice.connect.filetail.glob.FilePattern;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The paths that are an entry's by their names: those its glob matches, and none before it. */
final class EntryPaths {

  /** A path that a file may have had before rotation named it. */
  record Base(Path path, RotatedNames.Kind kind) {}

  private final FilePattern pattern;
  private final List<FilePattern> rivals;

  /**
   * @param rivals the globs that come first
   */
  EntryPaths(FilePattern pattern, List<FilePattern> rivals) {
    this.pattern = pattern;
    this.rivals = rivals;
  }

  boolean contain(Path path) {
    return pattern.matches(path) && rival(path).isEmpty();
  }

  /** The glob that matches a path and comes first. */
  Optional<FilePattern> rival(Path path) {
    for (FilePattern rival : rivals) {
      if (rival.matches(path)) {
        return Optional.of(rival);
      }
    }
    return Optional.empty();
  }

  /** The paths that a file may have had, as far as they are the entry's. */
  List<Base> bases(Path path) {
    List<Base> bases = new ArrayList<>();
    for (RotatedNames.Base base : RotatedNames.bases(path.getFileName().toString())) {
      Path basePath = path.resolveSibling(base.name());
      if (contain(basePath)) {
        bases.add(new Base(basePath, base.kind()));
      }
    }
    return bases;
  }

  /** The paths of which a rotation may be being compressed, as far as they are the entry's. */
  List<Path> compressing(Path temporary) {
    return RotatedNames.compressing(temporary.getFileName().toString()).stream()
        .map(temporary::resolveSibling)
        .filter(this::contain)
        .toList();
  }
}
