package io.sluice.connect.filetail.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a path through everything that happens to its file, and hands on each line once.
 *
 * <p>The path has a queue of generations. The first is being read; the others came after it and
 * wait. The path is looked at a few times a second, whether lines come or not:
 *
 * <ul>
 *   <li>It names another file than the newest generation: a rotation by rename, or a file made
 *       anew. The other file joins the queue, open, so that no later rename or deletion can take it
 *       away; and before it, what came and was rotated away between two looks.
 *   <li>A generation is left only at its end. One that has a successor stays until the successor
 *       holds something (its writer has gone over) and it was itself quiet for the rotation wait
 *       (other writers may still finish their lines). One that is gone from the folder without a
 *       successor stays until it was quiet for that long. Then what stands behind its last line
 *       ending is sent as its last line.
 *   <li>A generation that became shorter, or holds other bytes before the position, was truncated.
 *       If one of the rotated files is a copy of what it was (copytruncate), what was not read yet
 *       is read from there; if not, the bytes known to be lost are logged. Then the file is read
 *       from its beginning.
 * </ul>
 *
 * <p>After a restart the queue is built again from the committed position: the file that it speaks
 * of (under the path, or among the rotated files, or as a copy), then everything that was rotated
 * after it, oldest first, then the file that has the path now. A position goes with the device and
 * inode, the hash of the file's first bytes, and the hash of some bytes before it; a file with the
 * same inode and other bytes is another file.
 *
 * <p>Not thread-safe: the task's thread owns it.
 */
public final class FileTail implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(FileTail.class);
  private static final long LOOK_EVERY_NANOS = 100_000_000L;
  private static final int MOST_GENERATIONS = 64;

  private final Path path;
  private final StartPosition start;
  private final TailSettings settings;
  private final LongSupplier nanoTime;
  private final FileOpener opener;
  private final RotatedFiles rotated;
  private final Trouble lookTrouble;
  private final Trouble readTrouble;
  private final Deque<Generation> generations = new ArrayDeque<>();

  /** The last files that were read to their end: a late write makes none of them a new one. */
  private final Set<FileIdentity> left = new LinkedHashSet<>();

  /** Where to go on when the path names a file again; null once it was used. */
  private FilePosition resumeFrom;

  private boolean resumeIsDrained;
  private boolean lookedBefore;
  private boolean gone;
  private FileTime modified;
  private long epoch;
  private long nextLook;

  /**
   * @param path absolute
   * @param committed the position of an earlier run; nothing for a path that was never read
   * @param start used where there is no committed position
   * @param nanoTime like {@link System#nanoTime}
   */
  public FileTail(
      Path path,
      Optional<FilePosition> committed,
      StartPosition start,
      TailSettings settings,
      LongSupplier nanoTime) {
    this.path = path;
    this.start = start;
    this.settings = settings;
    this.nanoTime = nanoTime;
    this.opener = new FileOpener(settings.allowed());
    this.rotated = new RotatedFiles(path, opener);
    this.lookTrouble = new Trouble(path);
    this.readTrouble = new Trouble(path);
    this.resumeFrom = committed.orElse(null);
    this.epoch = committed.map(FilePosition::epoch).orElse(0L);
    this.nextLook = nanoTime.getAsLong();
  }

  public Path path() {
    return path;
  }

  /**
   * Hands on the lines of the next buffer's worth of bytes. Trouble with the file is logged, once
   * until it changes, and tried again at the next look.
   *
   * @return whether there were any
   */
  public boolean read(ReadBuffer buffer, LineConsumer consumer) {
    long now = nanoTime.getAsLong();
    if (now - nextLook >= 0) {
      nextLook = now + LOOK_EVERY_NANOS;
      try {
        look();
        watch(now);
        lookTrouble.over();
      } catch (IOException failed) {
        lookTrouble.met(failed);
      }
    }
    try {
      boolean lines = readGenerations(buffer, consumer, now);
      readTrouble.over();
      return lines;
    } catch (IOException failed) {
      readTrouble.met(failed);
      return false;
    }
  }

  private boolean readGenerations(ReadBuffer buffer, LineConsumer consumer, long now)
      throws IOException {
    while (!generations.isEmpty()) {
      Generation current = generations.getFirst();
      switch (current.read(buffer, consumer, false)) {
        case LINES -> {
          return true;
        }
        case TRUNCATION -> truncated(current);
        case NOTHING -> {
          if (!isFinished(current, now)) {
            return false;
          }
          boolean delivered = false;
          while (current.read(buffer, consumer, true) == Generation.Found.LINES) {
            delivered = true;
          }
          leave(current);
          if (delivered) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private boolean isFinished(Generation current, long now) throws IOException {
    if (current.isComplete()) {
      return true;
    }
    boolean replaced = generations.size() > 1 && hasBegun(second());
    current.watch(now, replaced);
    if (!current.isQuietFor(settings.rotationWait().toNanos(), now)) {
      return false;
    }
    return replaced
        || (generations.size() == 1 && gone && rotated.modified(current.identity()).isEmpty());
  }

  private Generation second() {
    Iterator<Generation> waiting = generations.iterator();
    waiting.next();
    return waiting.next();
  }

  /** Whether a generation was written to; one that has a successor itself was. */
  private boolean hasBegun(Generation generation) throws IOException {
    return generation != generations.getLast() || !generation.isEmpty();
  }

  /** All that wait are watched, so that they need not be quiet one after the other. */
  private void watch(long now) throws IOException {
    Generation before = null;
    for (Generation generation : generations) {
      if (before != null) {
        before.watch(now, hasBegun(generation));
      }
      before = generation;
    }
  }

  private void leave(Generation finished) throws IOException {
    generations.removeFirst();
    left.add(finished.identity());
    if (left.size() > MOST_GENERATIONS) {
      left.remove(left.iterator().next());
    }
    if (generations.isEmpty()) {
      // The folder may only have been away for a moment, and come back with the same file.
      resumeFrom = finished.snapshot();
      resumeIsDrained = true;
    }
    finished.close();
    LOG.info("{}: read {} to its end at {}", path, finished.identity(), finished.position());
  }

  private void truncated(Generation current) throws IOException {
    FilePosition was = current.snapshot();
    long seen = current.seen();
    Optional<OpenFile> copy = rotated.find(was, identities());
    epoch = Math.max(epoch, current.epoch()) + 1;
    current.restart(epoch);
    if (copy.isPresent()) {
      LOG.info("{}: truncated; reading on in the copy {}", path, copy.get().path());
      generations.addFirst(
          Generation.of(copy.get(), settings.limit(), was.position(), was.epoch(), true));
    } else if (seen > was.position()) {
      LOG.warn(
          "{}: truncated before bytes {} to {} were sent, and no copy was found; they are lost",
          path,
          was.position(),
          seen);
    } else {
      LOG.info("{}: truncated at {}, reading from its beginning", path, was.position());
    }
  }

  private void look() throws IOException {
    Optional<FileStat> named = FileStat.of(path);
    Generation newest = generations.peekLast();
    boolean firstLook = !lookedBefore;
    gone = named.isEmpty();
    if (newest != null) {
      if (named.isPresent()) {
        compare(newest, named.get());
      }
    } else if (resumeFrom != null) {
      resume();
    } else if (named.isPresent()) {
      Optional<OpenFile> opened = opener.open(path);
      if (opened.isPresent()) {
        begin(opened.get(), firstLook ? start : StartPosition.BEGINNING);
      }
    } else if (firstLook) {
      LOG.info("{}: does not exist yet; waiting for it", path);
    }
    lookedBefore = true;
  }

  private void compare(Generation newest, FileStat named) throws IOException {
    if (named.identity().equals(newest.identity())) {
      if (!named.modified().equals(modified)) {
        modified = named.modified();
        newest.suspectTruncation();
      }
    } else if (generations.size() < MOST_GENERATIONS) {
      newest.suspectTruncation();
      Optional<OpenFile> opened = opener.open(path);
      if (opened.isPresent()) {
        Set<FileIdentity> known = new HashSet<>(left);
        known.addAll(identities());
        known.add(opened.get().identity());
        Optional<FileTime> since =
            rotated.modified(newest.identity()).or(() -> Optional.ofNullable(modified));
        if (since.isPresent()) {
          for (OpenFile missed : rotated.newerThan(since.get(), known)) {
            append(missed, 0);
          }
        }
        append(opened.get(), 0);
        modified = null;
      }
    }
  }

  private void append(OpenFile opened, long position) throws IOException {
    if (identities().contains(opened.identity())) {
      opened.channel().close();
      return;
    }
    epoch++;
    generations.addLast(Generation.of(opened, settings.limit(), position, epoch, false));
  }

  private void begin(OpenFile opened, StartPosition from) throws IOException {
    long position = from == StartPosition.END ? LastLine.endIn(opened.channel()) : 0;
    append(opened, position);
    LOG.info("{}: reading {} from {}", path, opened.identity(), position);
  }

  private void resume() throws IOException {
    FilePosition from = resumeFrom;
    List<OpenFile> opened = new ArrayList<>();
    try {
      Optional<OpenFile> named = opener.open(path);
      named.ifPresent(opened::add);
      if (named.isPresent()
          && named.get().identity().equals(from.identity())
          && named.get().continuesFrom(from)) {
        take(named.get(), from, false);
        return;
      }
      Set<FileIdentity> known = new HashSet<>();
      named.ifPresent(file -> known.add(file.identity()));
      Optional<OpenFile> moved = rotated.find(from, known);
      moved.ifPresent(opened::add);
      boolean moveIsCertain = moved.isPresent() && moved.get().identity().equals(from.identity());
      if (!moveIsCertain && named.isPresent() && named.get().continuesFrom(from)) {
        take(named.get(), from, false);
        moved.ifPresent(this::closeUnused);
      } else if (moved.isPresent()) {
        known.add(moved.get().identity());
        Optional<FileTime> since = rotated.modified(moved.get().identity());
        List<OpenFile> chain =
            since.isPresent() ? rotated.newerThan(since.get(), known) : List.of();
        opened.addAll(chain);
        take(moved.get(), from, !moveIsCertain);
        for (OpenFile later : chain) {
          append(later, 0);
        }
        if (named.isPresent()) {
          append(named.get(), 0);
        }
      } else if (named.isPresent()) {
        if (!resumeIsDrained) {
          LOG.warn(
              "{}: the file that was read up to {} ({}) is neither here nor among the rotated"
                  + " files; what was written to it since is lost. Reading the file that is here"
                  + " now from its beginning",
              path,
              from.position(),
              from.identity());
        }
        append(named.get(), 0);
        resumeFrom = null;
      }
    } catch (IOException failed) {
      opened.forEach(this::closeUnused);
      generations.clear();
      resumeFrom = from;
      throw failed;
    }
  }

  private void take(OpenFile file, FilePosition from, boolean complete) throws IOException {
    generations.addLast(
        Generation.of(file, settings.limit(), from.position(), from.epoch(), complete));
    resumeFrom = null;
    resumeIsDrained = false;
    LOG.info("{}: reading on in {} at {}", path, file.path(), from.position());
  }

  private void closeUnused(OpenFile file) {
    try {
      file.channel().close();
    } catch (IOException failed) {
      LOG.warn("{}: cannot close {}", path, file.path(), failed);
    }
  }

  private Set<FileIdentity> identities() {
    Set<FileIdentity> identities = new HashSet<>();
    generations.forEach(generation -> identities.add(generation.identity()));
    return identities;
  }

  @Override
  public void close() throws IOException {
    IOException first = null;
    for (Generation generation : generations) {
      try {
        generation.close();
      } catch (IOException failed) {
        first = first == null ? failed : first;
      }
    }
    generations.clear();
    if (first != null) {
      throw first;
    }
  }
}
