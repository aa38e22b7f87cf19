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

/** What the files of this host tell about paths that may mean the same ones. */
interface HostFiles {

  /** No file is looked at, and each path is taken for itself. */
  HostFiles UNSEEN =
      new HostFiles() {
        @Override
        public Path target(Path path) {
          return path;
        }

        @Override
        public Optional<Path> common(FilePattern one, FilePattern other) {
          return Optional.empty();
        }

        @Override
        public Optional<Path> rotation(Path file, FilePattern pattern) {
          return Optional.empty();
        }

        @Override
        public Optional<Path> rotating(FilePattern files, FilePattern rotations) {
          return Optional.empty();
        }
      };

  /** The files that are there. */
  HostFiles PRESENT =
      new HostFiles() {
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
              files,
              rotations,
              file -> files.matches(file) && rotation(file, rotations).isPresent());
        }

        private Optional<Path> find(FilePattern one, FilePattern other, Predicate<Path> sought) {
          return one.glob().mayMeet(other.glob())
              ? new FileSearch(one, other, sought).find()
              : Optional.empty();
        }
      };

  /** The file behind all links; the path itself where there is none, or none that can be seen. */
  Path target(Path path);

  /** A file that both patterns match, where one was found in reasonable time. */
  Optional<Path> common(FilePattern one, FilePattern other);

  /** A name that rotation gives to a file for certain, and that a pattern matches. */
  Optional<Path> rotation(Path file, FilePattern pattern);

  /**
   * A file that is there, and that rotation gives a name which another pattern matches, where one
   * was found in reasonable time.
   */
  Optional<Path> rotating(FilePattern files, FilePattern rotations);

  /** Looks for a file where two patterns may match. */
  final class FileSearch extends SimpleFileVisitor<Path> {

    /** A task finds out about the others; a list must not wait for a look at a whole disk. */
    private static final int MOST_VISITED = 20_000;

    private final FilePattern one;
    private final FilePattern other;
    private final Predicate<Path> sought;
    private int visited;
    private Path found;

    private FileSearch(FilePattern one, FilePattern other, Predicate<Path> sought) {
      this.one = one;
      this.other = other;
      this.sought = sought;
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
      if (++visited > MOST_VISITED) {
        return FileVisitResult.TERMINATE;
      }
      return one.glob().reachesBelow(folder) && other.glob().reachesBelow(folder)
          ? FileVisitResult.CONTINUE
          : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (sought.test(file)) {
        found = file;
      }
      return found != null || ++visited > MOST_VISITED
          ? FileVisitResult.TERMINATE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failed) {
      return FileVisitResult.CONTINUE;
    }
  }
}
