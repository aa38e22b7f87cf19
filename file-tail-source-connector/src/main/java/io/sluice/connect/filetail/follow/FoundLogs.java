package io.sluice.connect.filetail.follow;

import io.sluice.connect.filetail.file.EarlierFile;
import io.sluice.connect.filetail.file.FilePosition;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What was found together, once it was told what is a rotation of what.
 *
 * @param undecided what may be a rotation or a log, to be told after the logs are followed
 */
record FoundLogs(List<FoundLog> logs, List<Path> undecided) {

  /**
   * A log to follow, whether it is there or only what it was rotated to.
   *
   * @param position where an earlier run had got to
   * @param rotations in no order
   */
  record FoundLog(Path path, Optional<FilePosition> position, List<EarlierFile> rotations) {

    static FoundLog alone(Path path) {
      return new FoundLog(path, Optional.empty(), List.of());
    }
  }
}
