package io.sluice.connect.filetail.follow;

import io.sluice.connect.filetail.file.FilePosition;
import io.sluice.connect.filetail.file.FoundEnd;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was found together, once it was told what is a rotation of what.
 *
 * @param undecided what may be a rotation or a log, to be told after the logs are followed
 */
record FoundLogs(List<FoundLog> logs, List<Path> undecided) {

  /** The paths of the logs. */
  Set<Path> paths() {
    return logs.stream().map(FoundLog::path).collect(Collectors.toSet());
  }

  /**
   * A log to follow, whether it is there or only what it was rotated to.
   *
   * @param position where an earlier run had got to
   * @param found what had the path when it was found, where that was before
   * @param rotations how far names of its rotations were read by themselves
   */
  record FoundLog(
      Path path,
      Optional<FilePosition> position,
      Optional<FoundEnd> found,
      Map<Path, FilePosition> rotations) {

    FoundLog(Path path, Optional<FilePosition> position, Map<Path, FilePosition> rotations) {
      this(path, position, Optional.empty(), rotations);
    }

    static FoundLog alone(Path path, Optional<FoundEnd> found) {
      return new FoundLog(path, Optional.empty(), found, Map.of());
    }
  }
}
