package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * A file that had a path before the one that has it now.
 *
 * @param path its name when it was found; the next rotation may give it another one
 * @param modified when it had been written to last by then
 * @param position how far it was read by its own name; nothing where it was not
 */
public record EarlierFile(
    Path path, FileIdentity identity, FileTime modified, Optional<FilePosition> position) {

  /**
   * The file that has the name now.
   *
   * @throws IOException where there is none, or the file system does not tell
   */
  public static EarlierFile of(Path path, Optional<FilePosition> position) throws IOException {
    FileStat stat = FileStat.of(path).orElseThrow(() -> new NoSuchFileException(path.toString()));
    return new EarlierFile(path, stat.identity(), stat.modified(), position);
  }
}
