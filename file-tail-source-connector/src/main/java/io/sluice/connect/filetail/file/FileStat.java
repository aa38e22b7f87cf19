package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;

/** One {@code stat} of a path. */
record FileStat(FileIdentity identity, long size, FileTime modified, boolean regular) {

  /**
   * @param options {@link LinkOption#NOFOLLOW_LINKS} for the link itself
   * @return nothing where the path names no file
   * @throws IOException where the file system does not tell, for instance without permission
   */
  static Optional<FileStat> of(Path path, LinkOption... options) throws IOException {
    try {
      Map<String, Object> found =
          Files.readAttributes(path, "unix:dev,ino,size,lastModifiedTime,isRegularFile", options);
      return Optional.of(
          new FileStat(
              new FileIdentity((Long) found.get("dev"), (Long) found.get("ino")),
              (Long) found.get("size"),
              (FileTime) found.get("lastModifiedTime"),
              (Boolean) found.get("isRegularFile")));
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    }
  }
}
