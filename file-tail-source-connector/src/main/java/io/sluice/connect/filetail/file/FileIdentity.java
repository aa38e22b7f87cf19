package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the file system knows a file by, whatever its name: device and inode.
 *
 * @param device {@code st_dev}
 * @param inode {@code st_ino}; used again once the file is deleted, so never trusted without a look
 *     at the content
 */
public record FileIdentity(long device, long inode) {

  /** That of the file that a path names; nothing where it names none. */
  public static Optional<FileIdentity> of(Path path) throws IOException {
    return FileStat.of(path).map(FileStat::identity);
  }

  @Override
  public String toString() {
    return "device " + device + " inode " + inode;
  }
}
