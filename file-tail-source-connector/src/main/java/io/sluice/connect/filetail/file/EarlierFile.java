package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** Whether rotation has named another file of the path as it has this one. */
  public boolean isNamedLike(EarlierFile other, Path earlierPath) {
    RotatedNames names = new RotatedNames(earlierPath.getFileName().toString());
    return names.form(path).equals(names.form(other.path));
  }

  public boolean isCompressed() {
    return RotatedNames.isCompressed(path);
  }

  /**
   * The position with which the file is read from its beginning, and then what was rotated after
   * it, compressed or not, as after a restart.
   *
   * @throws IOException where it cannot be read
   */
  public FilePosition beginning(AllowedPaths allowed) throws IOException {
    HashedSpan head = null;
    if (!isCompressed()) {
      try (OpenFile opened = new FileOpener(allowed).open(path).orElse(null)) {
        if (opened != null && opened.identity().equals(identity)) {
          head = HashedSpan.head(opened.content());
        }
      }
    }
    return new FilePosition(0, identity, head, null, modified.toMillis(), 0, Rotation.NONE);
  }

  /**
   * Puts rotated files of a path in the order in which they were written, without those that are
   * being compressed from others.
   */
  public static List<EarlierFile> oldestFirst(Path path, List<EarlierFile> files) {
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
    return wanted.keySet().stream()
        .sorted(Comparator.comparing(times::of))
        .map(wanted::get)
        .toList();
  }
}
