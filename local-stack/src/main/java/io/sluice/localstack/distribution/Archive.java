package io.sluice.localstack.distribution;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A zip archive with the permissions of its files, programs among them. */
public final class Archive {

  /** For all, whatever our umask: the server may run as another user. */
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwxr-xr-x");

  private Archive() {}

  /**
   * Unpacks it into the folder.
   *
   * @throws IOException if it cannot be read, or has an entry that would land outside the folder
   */
  public static void unpack(Path zip, Path folder) throws IOException {
    try (FileSystem archive =
            FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", true));
        Stream<Path> entries = Files.walk(archive.getPath("/"))) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        Path target = folder.resolve(entry.toString().substring(1)).normalize();
        if (!target.startsWith(folder)) {
          throw new IOException(zip + " holds '" + entry + "', which leads out of the archive");
        }
        if (Files.isDirectory(entry)) {
          Files.createDirectories(target);
          Files.setPosixFilePermissions(target, FOLDER);
        } else {
          Files.copy(entry, target, StandardCopyOption.REPLACE_EXISTING);
          Files.setPosixFilePermissions(target, permissions(entry));
        }
      }
    }
  }

  /** As in the archive, and readable for all. */
  private static Set<PosixFilePermission> permissions(Path entry) throws IOException {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    permissions.addAll(Files.getPosixFilePermissions(entry));
    permissions.add(PosixFilePermission.OWNER_READ);
    permissions.add(PosixFilePermission.OWNER_WRITE);
    permissions.add(PosixFilePermission.GROUP_READ);
    permissions.add(PosixFilePermission.OTHERS_READ);
    return permissions;
  }
}
