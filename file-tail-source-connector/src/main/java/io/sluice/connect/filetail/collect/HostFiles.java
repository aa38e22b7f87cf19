package io.sluice.connect.filetail.collect;

import io.sluice.connect.filetail.glob.FilePattern;
import java.nio.file.Path;
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

        @Override
        public Optional<Path> rotation(Path file, FilePattern pattern) {
          return Optional.empty();
        }

        @Override
        public Optional<Path> rotating(FilePattern files, FilePattern rotations) {
          return Optional.empty();
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
}
