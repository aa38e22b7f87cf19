package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.metrics.FileCounts;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers files that are opened later, for what cannot be found again: one that is deleted before
 * its turn is lost, and the log tells.
 */
final class LaterFiles {

  private static final Logger LOG = LoggerFactory.getLogger(LaterFiles.class);

  private final Path path;
  private final FileCounts counts;

  /** Oldest first. */
  private final Map<FileIdentity, RotatedFile> files = new LinkedHashMap<>();

  LaterFiles(Path path, FileCounts counts) {
    this.path = path;
    this.counts = counts;
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  boolean contain(FileIdentity file) {
    return files.containsKey(file);
  }

  /** How many bytes are in them, as they were seen last; of compressed ones, compressed. */
  long bytes() {
    long bytes = 0;
    for (RotatedFile file : files.values()) {
      bytes += file.stat().size();
    }
    return bytes;
  }

  /** When the oldest of them was written to last, as it was seen first; nothing where none is. */
  Optional<FileTime> oldest() {
    return files.values().stream().map(one -> one.stat().modified()).min(FileTime::compareTo);
  }

  /** When the newest of them was written to last, as it was seen first; nothing where none is. */
  Optional<FileTime> newest() {
    return files.values().stream().map(one -> one.stat().modified()).max(FileTime::compareTo);
  }

  /** Adds one that comes after all others. */
  void add(RotatedFile newest) {
    files.put(newest.stat().identity(), newest);
  }

  /**
   * Says which are left, now that some were opened; those that are gone are lost, unless they were
   * empty when they had been rotated.
   *
   * @param named the files that have a name
   * @param opened what is open now
   * @param left oldest first
   */
  void found(Set<FileIdentity> named, List<OpenFile> opened, List<RotatedFile> left) {
    if (!files.isEmpty()) {
      Set<FileIdentity> there = new HashSet<>(named);
      opened.forEach(file -> there.add(file.identity()));
      List<RotatedFile> gone =
          files.values().stream()
              .filter(file -> !there.contains(file.stat().identity()))
              .filter(
                  file -> file.isCompressed() || file.stat().size() > 0 || file.path().equals(path))
              .toList();
      // Each compressed one that was not seen before may have been made of one of them.
      long made =
          opened.stream()
                  .filter(file -> file.content().isFinal() && !files.containsKey(file.identity()))
                  .count()
              + left.stream()
                  .filter(file -> file.isCompressed() && !files.containsKey(file.stat().identity()))
                  .count();
      gone.subList(0, (int) Math.max(0, gone.size() - made)).forEach(this::tellLost);
      files.clear();
    }
    left.forEach(this::add);
  }

  private void tellLost(RotatedFile file) {
    counts.lost(file.isCompressed() ? 0 : file.stat().size());
    LOG.warn(
        "{}: {} ({}, {} bytes) was deleted while those before it were still being read; its lines"
            + " are lost",
        path,
        file.path(),
        file.stat().identity(),
        file.stat().size());
  }
}
