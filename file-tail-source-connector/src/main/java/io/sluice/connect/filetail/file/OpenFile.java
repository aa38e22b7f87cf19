package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A file opened for reading, and what it is known by.
 *
 * @param path without symbolic links
 */
record OpenFile(Path path, FileIdentity identity, FileChannel channel) {

  /** Whether this is the file that was read up to the position. */
  boolean continuesFrom(FilePosition position) throws IOException {
    return channel.size() >= position.position()
        && (position.head() == null || position.head().isIn(channel))
        && (position.anchor() == null || position.anchor().isIn(channel));
  }
}
