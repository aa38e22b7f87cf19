package io.sluice.connect.filetail.collect;

import io.sluice.connect.filetail.glob.FilePattern;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

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
          return one.glob().mayMeet(other.glob())
              ? new CommonFile(one, other).find()
              : Optional.empty();
        }
      };

  /** The file behind all links; the path itself where there is none, or none that can be seen. */
  Path target(Path path);

  /** A file that both patterns match, where one was found in reasonable time. */
  Optional<Path> common(FilePattern one, FilePattern other);

  /** Looks for a file that two patterns match. */
  final class CommonFile extends SimpleFileVisitor<Path> {

    /** A task finds out about the others; a list must not wait for a look at a whole disk. */
    private static final int MOST_VISITED = 20_000;

    private final FilePattern one;
    private final FilePattern other;
    private int visited;
    private Path found;

    private CommonFile(FilePattern one, FilePattern other) {
      this.one = one;
      this.other = other;
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
      return one.glob().reachesBelow(folder) && other.glob().reachesBelow(folder)
          ? FileVisitResult.CONTINUE
          : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (one.matches(file) && other.matches(file)) {
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
