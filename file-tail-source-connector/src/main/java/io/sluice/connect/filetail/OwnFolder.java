package io.sluice.connect.filetail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/** A folder that nobody but the worker's user can use, in which files are kept for the next run. */
final class OwnFolder {

  /** Is the user's, also where that has no name, as in some containers. */
  private static final Path THIS_PROCESS = Path.of("/proc/self");

  private static final Set<PosixFilePermission> OF_OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");

  private final Path path;

  OwnFolder(Path path) {
    this.path = path;
  }

  Path file(String name) {
    return path.resolve(name);
  }

  /**
   * @throws IOException where it is missing, another's, or open to others
   */
  void require() throws IOException {
    UserPrincipal owner = Files.getOwner(path, LinkOption.NOFOLLOW_LINKS);
    Set<PosixFilePermission> permissions =
        Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
    permissions.retainAll(OF_OTHERS);
    if (!owner.equals(Files.getOwner(THIS_PROCESS)) || !permissions.isEmpty()) {
      throw new IOException(
          "The folder "
              + path
              + " must belong to the worker's user alone (chmod 700), or set "
              + CollectOptions.LIST_CACHE_CONFIG
              + " to one that does");
    }
  }

  /**
   * Writes a file whole or not at all; the folder is made if it is missing.
   *
   * @throws IOException where the folder is another's, or open to others
   */
  void write(String name, String text) throws IOException {
    Files.createDirectories(path, onlyOwner("rwx------"));
    require();
    Path next = Files.createTempFile(path, "next", ".tmp", onlyOwner("rw-------"));
    try {
      Files.writeString(next, text);
      Files.move(next, file(name), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  private static FileAttribute<Set<PosixFilePermission>> onlyOwner(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
