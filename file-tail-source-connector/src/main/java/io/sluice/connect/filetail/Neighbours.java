package io.sluice.connect.filetail;

import io.sluice.connect.filetail.collect.CollectEntry;
import io.sluice.connect.filetail.glob.FilePattern;
import io.sluice.connect.filetail.glob.Glob;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The entries of a list as neighbours of each other: those that may have files which the glob of
 * another one matches, as they are or when they are rotated.
 */
final class Neighbours {

  private record Parsed(CollectEntry entry, Optional<FilePattern> pattern, Path path) {

    static Parsed of(CollectEntry entry) {
      return new Parsed(entry, entry.pattern(), Path.of(entry.path()));
    }

    boolean mayHaveFilesOf(Glob glob) {
      return pattern
          .map(its -> its.glob().mayMeet(glob))
          .orElseGet(() -> mayMatchIn(path.getParent(), glob));
    }

    private static boolean mayMatchIn(Path folder, Glob glob) {
      return glob.bases().stream().anyMatch(folder::startsWith) && glob.reachesBelow(folder);
    }
  }

  private final List<Parsed> all;

  Neighbours(List<CollectEntry> entries) {
    this.all = entries.stream().map(Parsed::of).toList();
  }

  /** Those of one entry; none where that has no glob. */
  List<CollectEntry> of(CollectEntry entry) {
    return of(List.of(entry));
  }

  /** Those of some entries, without these themselves. */
  List<CollectEntry> of(List<CollectEntry> entries) {
    List<Glob> globs =
        entries.stream().flatMap(entry -> entry.pattern().stream()).map(FilePattern::glob).toList();
    if (globs.isEmpty()) {
      return List.of();
    }
    Set<CollectEntry> own = new HashSet<>(entries);
    return all.stream()
        .filter(other -> !own.contains(other.entry))
        .filter(other -> globs.stream().anyMatch(other::mayHaveFilesOf))
        .map(Parsed::entry)
        .toList();
  }
}
