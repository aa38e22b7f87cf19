package io.sluice.connect.filetail.collect;

import io.sluice.connect.filetail.file.RotatedNames;
import io.sluice.connect.filetail.glob.FilePattern;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The files that are there, as one look at a list sees them. It ends after so and so many files and
 * folders: a task finds out about what it has not seen, and a list must not wait for a look at a
 * whole disk, or at the same one for each pair of its globs. Not thread-safe.
 */
final class PresentFiles implements HostFiles {

  /** For one pair of globs. */
  private static final int MOST_VISITED = 20_000;

  /** For all of a list; on a local disk that takes a second or less. */
  private static final int MOST_VISITED_IN_ALL = 100_000;

  private int left;

  PresentFiles() {
    this(MOST_VISITED_IN_ALL);
  }

  /**
   * @param mostVisited files and folders
   */
  PresentFiles(int mostVisited) {
    this.left = mostVisited;
  }

  @Override
  public Path target(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException absent) {
      return path;
    }
  }

  @Override
  public Optional<Path> common(FilePattern one, FilePattern other) {
    return find(one, other, file -> one.matches(file) && other.matches(file));
  }

  @Override
  public Optional<Path> rotation(Path file, FilePattern pattern) {
    if (!pattern.glob().reachesBelow(file.getParent())) {
      return Optional.empty();
    }
    String name = file.getFileName().toString();
    return RotatedNames.examples(name, Files.exists(file), LocalDate.now()).stream()
        .map(file::resolveSibling)
        .filter(pattern::matches)
        .findFirst();
  }

  @Override
  public Optional<Path> rotating(FilePattern files, FilePattern rotations) {
    return find(
        files, rotations, file -> files.matches(file) && rotation(file, rotations).isPresent());
  }

  private Optional<Path> find(FilePattern one, FilePattern other, Predicate<Path> sought) {
    if (left == 0 || !one.glob().mayMeet(other.glob())) {
      return Optional.empty();
    }
    FileSearch search = new FileSearch(one, other, sought, Math.min(left, MOST_VISITED));
    Optional<Path> found = search.find();
    left -= search.visited;
    return found;
  }

  /** Looks for a file where two patterns may match. */
  private static final class FileSearch extends SimpleFileVisitor<Path> {

    private final FilePattern one;
    private final FilePattern other;
    private final Predicate<Path> sought;
    private final int most;
    private int visited;
    private Path found;

    private FileSearch(FilePattern one, FilePattern other, Predicate<Path> sought, int most) {
      this.one = one;
      this.other = other;
      this.sought = sought;
      this.most = most;
    }

    private Optional<Path> find() {
      for (Path base : one.glob().bases()) {
        try {
          Files.walkFileTree(base, this);
        } catch (IOException unreadable) {
          // What cannot be seen is not collected either.
        }
      }
      return Optional.ofNullable(found);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      if (!isToGoOn()) {
        return FileVisitResult.TERMINATE;
      }
      visited++;
      return one.glob().reachesBelow(folder) && other.glob().reachesBelow(folder)
          ? FileVisitResult.CONTINUE
          : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (!isToGoOn()) {
        return FileVisitResult.TERMINATE;
      }
      visited++;
      if (sought.test(file)) {
        found = file;
      }
      return isToGoOn() ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
    }

    private boolean isToGoOn() {
      return found == null && visited < most;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failed) {
      return FileVisitResult.CONTINUE;
    }
  }
}
