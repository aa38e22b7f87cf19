package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.metrics.FileCounts;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers files that are opened later, for what cannot be found again: what is deleted or
 * truncated before its turn is lost, and the log tells.
 */
final class LaterFiles {

  private static final Logger LOG = LoggerFactory.getLogger(LaterFiles.class);

  private final Path path;
  private final FileCounts counts;

  /** Oldest first. */
  private final Map<FileIdentity, RotatedFile> files = new LinkedHashMap<>();

  /** As they were seen before they became smaller: truncated, or made anew with their inode. */
  private final List<RotatedFile> truncated = new ArrayList<>();

  LaterFiles(Path path, FileCounts counts) {
    this.path = path;
    this.counts = counts;
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  /** Whether one became smaller, be it remembered still or not. */
  boolean haveBeenTruncated() {
    return !truncated.isEmpty();
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

  /** Adds one that comes after all others, or says how it is seen now. */
  void add(RotatedFile newest) {
    RotatedFile before = files.put(newest.stat().identity(), newest);
    if (before != null && !before.isCompressed() && newest.stat().size() < before.stat().size()) {
      truncated.add(before);
    }
  }

  void remove(FileIdentity file) {
    files.remove(file);
  }

  /**
   * Says which are left, now that some were opened; those that are gone are lost, unless they were
   * empty when they had been rotated.
   *
   * @param named the files that have a name
   * @param opened what is open now
   * @param left oldest first
   */
  void found(Set<FileIdentity> named, List<RotatedFile> opened, List<RotatedFile> left) {
    tellLost(named, opened, left);
    left.forEach(this::add);
  }

  /** The same where none is to be remembered any more. */
  void tellLost(Set<FileIdentity> named, List<RotatedFile> opened, List<RotatedFile> left) {
    List<RotatedFile> now = Stream.concat(opened.stream(), left.stream()).toList();
    List<RotatedFile> others =
        now.stream().filter(file -> !contain(file.stat().identity())).toList();
    now.stream().filter(file -> contain(file.stat().identity())).forEach(this::add);
    truncated.stream()
        .filter(before -> now.stream().noneMatch(file -> mayHold(file, before)))
        .forEach(this::tellTruncated);
    Set<FileIdentity> there = new HashSet<>(named);
    opened.forEach(file -> there.add(file.stat().identity()));
    List<RotatedFile> gone =
        files.values().stream()
            .filter(file -> !there.contains(file.stat().identity()))
            .filter(
                file -> file.isCompressed() || file.stat().size() > 0 || file.path().equals(path))
            .toList();
    // Each compressed one that was not seen before may have been made of one of them.
    long made = others.stream().filter(RotatedFile::isCompressed).count();
    gone.subList(0, (int) Math.max(0, gone.size() - made)).forEach(this::tellDeleted);
    files.clear();
    truncated.clear();
  }

  /** Whether a file may be a copy of one as it was before it was truncated. */
  private static boolean mayHold(RotatedFile other, RotatedFile before) {
    return !other.is(before.stat().identity())
        && other.modifiedMillis() >= other.rounded(before.modifiedMillis())
        && (other.isCompressed() || other.stat().size() >= before.stat().size());
  }

  private void tellDeleted(RotatedFile file) {
    counts.lost(file.isCompressed() ? 0 : file.stat().size());
    LOG.warn(
        "{}: {} ({}, {} bytes) was deleted before its turn to be read; its lines are lost",
        path,
        file.path(),
        file.stat().identity(),
        file.stat().size());
  }

  private void tellTruncated(RotatedFile before) {
    counts.lost(before.stat().size());
    LOG.warn(
        "{}: {} ({}) was truncated, or made anew, before its turn to be read, and no copy of its"
            + " {} bytes was found; they are lost",
        path,
        before.path(),
        before.stat().identity(),
        before.stat().size());
  }
}
