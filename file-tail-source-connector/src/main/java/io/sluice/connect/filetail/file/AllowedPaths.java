package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

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
    Path real = path.toRealPath();
    // There is no link in what a path without links begins with.
    if (contain(real)) {
      return real;
    }
    for (Path folder : folders) {
      try {
        if (real.startsWith(folder.toRealPath())) {
          return real;
        }
      } catch (NoSuchFileException absent) {
        // A folder that is not there holds no file.
      }
    }
    throw new AccessDeniedException(
        path.toString(), null, "leads to " + real + ", outside allowed.paths " + folders);
  }

  @Override
  public String toString() {
    return folders.toString();
  }
}
