package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The folders that files may be read from. */
public final class AllowedPaths {

  private final List<Path> folders;

  /**
   * @param folders absolute paths
   */
  public AllowedPaths(List<Path> folders) {
    this.folders = folders.stream().map(Path::normalize).toList();
  }

  /** Whether a path as it is written, links unresolved, is within the folders. */
  public boolean contain(Path path) {
    Path normalized = path.normalize();
    for (Path folder : folders) {
      if (normalized.startsWith(folder)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The path without symbolic links.
   *
   * @throws AccessDeniedException where it leads out of the folders, which may be links themselves
   */
  public Path resolve(Path path) throws IOException {
    return locate(path).real();
  }

  /**
   * The path without symbolic links, and the folder that it is in.
   *
   * @throws AccessDeniedException where it leads out of the folders, which may be links themselves
   */
  AllowedPath locate(Path path) throws IOException {
    Path real = path.toRealPath();
    return locateReal(real)
        .orElseThrow(
            () ->
                new AccessDeniedException(
                    path.toString(),
                    null,
                    "leads to " + real + ", outside allowed.paths " + folders));
  }

  /** The same for a path without symbolic links; nothing where it is outside the folders. */
  Optional<AllowedPath> locateReal(Path real) {
    // There is no link in what a path without links begins with.
    return innermost(real, folders)
        .or(() -> innermost(real, targets()))
        .map(folder -> new AllowedPath(folder, real));
  }

  private static Optional<Path> innermost(Path real, List<Path> folders) {
    return folders.stream()
        .filter(real::startsWith)
        .max(Comparator.comparingInt(Path::getNameCount));
  }

  private List<Path> targets() {
    List<Path> targets = new ArrayList<>();
    for (Path folder : folders) {
      try {
        targets.add(folder.toRealPath());
      } catch (IOException unresolved) {
        // Nothing leads into a folder that is not there, or that nobody is let into.
      }
    }
    return targets;
  }

  @Override
  public String toString() {
    return folders.toString();
  }
}
