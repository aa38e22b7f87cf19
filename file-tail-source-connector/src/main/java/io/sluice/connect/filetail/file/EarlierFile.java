package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that had a path before the one that has it now.
 *
 * @param path its name when it was found; the next rotation may give it another one
 * @param modified when it had been written to last by then
 * @param position how far it was read by its own name; nothing where it was not
 */
record EarlierFile(
    Path path, FileIdentity identity, FileTime modified, Optional<FilePosition> position) {

  private static final Logger LOG = LoggerFactory.getLogger(EarlierFile.class);

  /** Whether rotation has named another file of the path as it has this one. */
  boolean isNamedLike(EarlierFile other, Path earlierPath) {
    RotatedNames names = new RotatedNames(earlierPath.getFileName().toString());
    return names.form(path).equals(names.form(other.path));
  }

  /** Whether a file is this one, which was not written to since. */
  boolean isStill(RotatedFile listed) {
    return listed.is(identity) && listed.stat().modified().equals(modified);
  }

  boolean isCompressed() {
    return RotatedNames.isCompressed(path);
  }

  /**
   * The position with which the file is read from its beginning, and then what was rotated after
   * it, compressed or not, as after a restart.
   */
  FilePosition beginning(AllowedPaths allowed) {
    HashedSpan head = null;
    if (!isCompressed()) {
      try (OpenFile opened = new FileOpener(allowed).open(path).orElse(null)) {
        if (opened != null && opened.identity().equals(identity)) {
          head = HashedSpan.head(opened.content());
        }
      } catch (IOException unreadable) {
        LOG.debug("{} cannot be read now; who reads it from its position sees to that", path);
      }
    }
    return new FilePosition(0, identity, head, null, modified.toMillis(), 0, Rotation.NONE);
  }

  /**
   * Puts rotated files of a path in the order in which they were written, without those that are
   * being compressed from others.
   */
  static List<EarlierFile> oldestFirst(Path path, List<EarlierFile> files) {
    List<Path> plain =
        files.stream().filter(one -> !one.isCompressed()).map(EarlierFile::path).toList();
    Map<RotatedFile, EarlierFile> wanted = new LinkedHashMap<>();
    for (EarlierFile file : files) {
      if (!file.isCompressed() || !plain.contains(RotatedNames.uncompressed(file.path))) {
        FileStat stat = new FileStat(file.identity, 0, file.modified, true);
        wanted.put(new RotatedFile(file.path, stat), file);
      }
    }
    RotationTimes times =
        new RotationTimes(
            List.copyOf(wanted.keySet()), new RotatedNames(path.getFileName().toString()));
    return wanted.keySet().stream().sorted(times).map(wanted::get).toList();
  }
}
