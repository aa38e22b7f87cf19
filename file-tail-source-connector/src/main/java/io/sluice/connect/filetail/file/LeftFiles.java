package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.metrics.FileCounts;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that were read to their end and left.
 *
 * <p>A late write makes none of them a new file, and one that gets its path back is not read again.
 * The last one is watched for a while longer: what is still written to it is not sent, for its
 * successor's lines are on their way, but the log tells.
 */
final class LeftFiles implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(LeftFiles.class);

  /** More than the hundred numbered names between which files may pass. */
  private static final int MOST = 128;

  private static final long WATCH_NANOS = 60_000_000_000L;

  /** A writer that goes on for long is not told of at each look. */
  private static final long TELL_NANOS = 10_000_000_000L;

  private final Path path;
  private final FileCounts counts;
  private final Map<FileIdentity, FilePosition> left = new LinkedHashMap<>();

  /**
   * How far those were read that another path has, or may have. If it turns out that none has, they
   * are read on as any other: so these are not known.
   */
  private final Map<FileIdentity, FilePosition> elsewhere = new LinkedHashMap<>();

  private FilePosition last;
  private Generation watched;
  private long watchUntil;

  /** How far late writes were told; -1 where none was. */
  private long toldTo = -1;

  private long toldAt;

  LeftFiles(Path path, FileCounts counts) {
    this.path = path;
    this.counts = counts;
  }

  /** Takes over a generation that was read to its end. */
  void add(Generation finished, long now) throws IOException {
    try {
      try {
        // What was written to the one before since the last look is told, too.
        watch(now, true);
      } finally {
        closeWatched();
      }
    } finally {
      remember(finished);
      watched = finished;
      toldTo = -1;
      watchUntil = now + WATCH_NANOS;
    }
  }

  /**
   * Says that a file is read on which has its path again. What is written to it from here on is not
   * late, nor what was left.
   */
  void goesOn(FileIdentity file) throws IOException {
    left.remove(file);
    elsewhere.remove(file);
    if (watched != null && watched.identity().equals(file)) {
      closeWatched();
    }
  }

  /** Says that another path reads a file on: what is written to it is not late. */
  void goesOnElsewhere(FileIdentity file) throws IOException {
    if (watched != null && watched.identity().equals(file)) {
      closeWatched();
    }
  }

  /** Has files read again from where they are gone on in. */
  void forget(Set<FileIdentity> files) {
    left.keySet().removeAll(files);
    elsewhere.keySet().removeAll(files);
  }

  /** Takes over a generation that cannot be read, or goes on elsewhere. */
  void addGivenUp(Generation given) throws IOException {
    remember(given);
    given.close();
  }

  /** Adds one that was closed, and may have the name of another path since. */
  void addElsewhere(FilePosition closed) {
    put(closed.identity(), closed, elsewhere);
  }

  private void remember(Generation generation) {
    last = generation.snapshot();
    put(generation.identity(), last, left);
  }

  private static void put(
      FileIdentity file, FilePosition position, Map<FileIdentity, FilePosition> files) {
    files.remove(file);
    files.put(file, position);
    if (files.size() > MOST) {
      Iterator<FileIdentity> oldest = files.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** The one that was left last, as far as it was read. */
  Optional<FilePosition> last() {
    return Optional.ofNullable(last);
  }

  /** Whether a file is still open, to notice late writes. */
  boolean isWatching() {
    return watched != null;
  }

  /** Where to go on in a file that was left before. */
  Optional<FilePosition> position(FileIdentity file, Content content) throws IOException {
    FilePosition known = left.get(file);
    FilePosition position = known == null ? elsewhere.get(file) : known;
    return position != null && position.isIn(content) ? Optional.of(position) : Optional.empty();
  }

  void addTo(KnownFiles known) {
    left.values().forEach(known::add);
  }

  /** Looks for late writes. */
  void watch(long now) throws IOException {
    watch(now, now - watchUntil >= 0);
  }

  private void watch(long now, boolean isLast) throws IOException {
    if (watched == null) {
      return;
    }
    long from = Math.max(watched.unreadFrom(), toldTo);
    long size;
    Optional<FilePosition> all = Optional.empty();
    boolean isToBeTold = isLast || toldTo < 0 || now - toldAt >= TELL_NANOS;
    try {
      size = watched.size();
      if (size > from && isToBeTold) {
        all = watched.sighting().all();
      }
    } catch (IOException gone) {
      // A stale handle of a network file system: there is nothing more to be noticed.
      closeWatched();
      return;
    }
    if (size > from && isToBeTold) {
      tell(from, size);
      toldAt = now;
      // What was told to be lost is not to be taken for a new file's.
      FileIdentity late = watched.identity();
      all.ifPresent(end -> left.put(late, end));
    }
    if (isLast) {
      closeWatched();
    }
  }

  private void tell(long from, long size) {
    toldTo = size;
    counts.lost(size - from);
    LOG.warn(
        "{}: bytes {} to {} were written to its rotated file ({}) after its successor had begun"
            + " and it had been quiet for rotation.wait.ms; they are not sent",
        path,
        from,
        size,
        watched.identity());
  }

  private void closeWatched() throws IOException {
    if (watched != null) {
      Generation closing = watched;
      watched = null;
      closing.close();
    }
  }

  @Override
  public void close() throws IOException {
    closeWatched();
  }
}
