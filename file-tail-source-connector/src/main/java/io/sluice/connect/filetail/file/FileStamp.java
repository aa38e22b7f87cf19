package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * By what it shows that something has happened to a file: the cheapest look there is.
 *
 * @param key device and inode; null where the path names no file, or none that can be seen
 */
record FileStamp(Object key, long size, FileTime modified) {

  private static final FileStamp NONE = new FileStamp(null, 0, null);

  static FileStamp of(Path path) {
    try {
      BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
      return new FileStamp(found.fileKey(), found.size(), found.lastModifiedTime());
    } catch (IOException unseen) {
      // Whoever opens the file hears why.
      return NONE;
    }
  }

  boolean isNone() {
    return key == null;
  }
}
