package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which file a path had when it was found, and where that ended: from there {@link
 * StartPosition#END} reads it, also where it is followed only later.
 */
public final class FoundEnd {

  /** Null where the path named none. */
  private final FileIdentity file;

  private final long size;

  private FoundEnd(FileIdentity file, long size) {
    this.file = file;
    this.size = size;
  }

  /**
   * @return nothing where it cannot be seen
   */
  public static Optional<FoundEnd> of(Path path) {
    try {
      return Optional.of(
          FileStat.of(path)
              .map(stat -> new FoundEnd(stat.identity(), stat.size()))
              .orElse(new FoundEnd(null, 0)));
    } catch (IOException unseen) {
      // Whoever opens the file hears why.
      return Optional.empty();
    }
  }

  FileIdentity file() {
    return file;
  }

  long size() {
    return size;
  }
}
