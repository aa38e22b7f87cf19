package io.sluice.connect.filetail.follow;

import io.sluice.connect.filetail.file.AllowedPaths;
import io.sluice.connect.filetail.file.EarlierFile;
import io.sluice.connect.filetail.file.FilePosition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was written of a log before its file was, and is read before it.
 *
 * <p>Plain rotations are read as they were found, one after the other. Compressed ones are found,
 * waited for and put in order as after a restart; so where there are some, the log has a position
 * as if an earlier run had just begun its oldest rotation.
 *
 * @param begin where its tail begins, for it has no position; nothing for the start position
 * @param rotations rotated files that are read first, oldest first
 */
record History(Optional<FilePosition> begin, List<EarlierFile> rotations) {

  static final History NONE = new History(Optional.empty(), List.of());

  private static final Logger LOG = LoggerFactory.getLogger(History.class);

  /**
   * That of a log that was never read.
   *
   * @param rotations in any order
   */
  static History of(Path path, List<EarlierFile> rotations, AllowedPaths allowed) {
    List<EarlierFile> all = EarlierFile.oldestFirst(path, rotations);
    if (all.stream().noneMatch(EarlierFile::isCompressed)) {
      return new History(Optional.empty(), all);
    }
    List<EarlierFile> plain = all.stream().filter(one -> !one.isCompressed()).toList();
    if (plain.stream().anyMatch(one -> one.position().isPresent())) {
      leaveOut(path, all, EarlierFile::isCompressed);
      return new History(Optional.empty(), plain);
    }
    return new History(beginning(path, all, allowed), List.of());
  }

  private static Optional<FilePosition> beginning(
      Path path, List<EarlierFile> oldestFirst, AllowedPaths allowed) {
    for (EarlierFile file : oldestFirst) {
      try {
        FilePosition beginning = file.beginning(allowed);
        leaveOut(path, oldestFirst, other -> !other.isNamedLike(file, path));
        return Optional.of(beginning);
      } catch (IOException unreadable) {
        LOG.warn("{}: {} cannot be read; its lines are not sent", path, file.path(), unreadable);
      }
    }
    return Optional.empty();
  }

  private static void leaveOut(Path path, List<EarlierFile> files, Predicate<EarlierFile> which) {
    List<Path> left = files.stream().filter(which).map(EarlierFile::path).toList();
    if (!left.isEmpty()) {
      LOG.warn("{}: it cannot be told where {} belong; their lines are not sent", path, left);
    }
  }
}
