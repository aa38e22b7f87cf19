package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.metrics.FileCounts;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files that come after those that are open, where they are too many to be open all at once.
 *
 * <p>When the last of the open ones was read, its position is gone on from as after a restart,
 * which finds them whatever name they have by then, compressed or not.
 *
 * <p>Until then the last open one is held open. If it is deleted, no other can get its inode, and
 * be taken for it: where it was empty, nothing else tells them apart.
 */
final class Unopened implements Closeable {

  /** Nobody writes a line into so many times the files that may be open. */
  private static final int MOST_TIMES = 16;

  private final Siblings siblings;
  private final LaterFiles files;
  private final StillFiles still;
  private final int usualMost;
  private int most;

  /** Which was read last; null where none is held open. */
  private Generation held;

  /** Of the names that rotation gave them. */
  private Set<String> forms = Set.of();

  /**
   * @param most files that may be open; of three, one is that which was read last, and one has the
   *     path
   * @param nanoTime like {@link System#nanoTime}
   */
  Unopened(Path path, Siblings siblings, FileCounts counts, int most, LongSupplier nanoTime) {
    this.siblings = siblings;
    this.files = new LaterFiles(path, counts);
    this.still = new StillFiles(nanoTime);
    this.usualMost = most;
    this.most = most;
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  boolean contain(FileIdentity file) {
    return files.contain(file);
  }

  /** How many bytes are in them, as they were seen last; of compressed ones, compressed. */
  long bytes() {
    return files.bytes();
  }

  /** When the oldest of them was written to last, as it was seen first; nothing where none is. */
  Optional<FileTime> oldest() {
    return files.oldest();
  }

  /** How many files are opened next. */
  int most() {
    return most;
  }

  /**
   * Whether more files can be opened next than there were, for a line that goes through all those;
   * if not, it is cut.
   */
  boolean canHaveMoreOpen() {
    return most < MOST_TIMES * usualMost;
  }

  /**
   * Takes the last of the open ones over, which was read. More files have to be open next where a
   * line, or a group of lines, goes on through all of those that were.
   */
  void goOnAfter(Generation last) throws IOException {
    most = last.carried().isEmpty() ? usualMost : Math.min(2 * most, MOST_TIMES * usualMost);
    close();
    held = last;
  }

  /** The forms of the names that rotation gave these files; none where that is not known. */
  Set<String> forms() {
    return forms;
  }

  /** Whether a file is held open. */
  boolean isHolding() {
    return held != null;
  }

  /** Whether all that is in the file that is held open was handed on. */
  boolean isHeldRead() throws IOException {
    return held != null && held.isRead();
  }

  /** Adds what has the path, or had it after all others. */
  void add(RotatedFile newest) {
    files.add(newest);
  }

  /**
   * Says which are left, now that some were opened; those that are gone are lost.
   *
   * @param opened what is open now
   * @param left oldest first
   */
  void found(List<OpenFile> opened, List<RotatedFile> left) throws IOException {
    files.found(siblings.identities(), RotatedFile.listed(opened), left);
    still.keep(opened, left);
    forms =
        forms(
            Stream.concat(
                opened.stream().map(OpenFile::path), left.stream().map(RotatedFile::path)));
    close();
  }

  /**
   * Since when a file that is open now has not grown, in nanoseconds; nothing where it did not wait
   * to be opened, has grown, or is empty.
   */
  OptionalLong stillSince(OpenFile file) throws IOException {
    return still.since(file);
  }

  /** Those of these files, but for the one that has the path. */
  private Set<String> forms(Stream<Path> files) {
    RotatedNames names = siblings.names();
    return files.map(names::form).flatMap(Optional::stream).collect(Collectors.toSet());
  }

  @Override
  public void close() throws IOException {
    Generation closing = held;
    held = null;
    if (closing != null) {
      closing.close();
    }
  }
}
