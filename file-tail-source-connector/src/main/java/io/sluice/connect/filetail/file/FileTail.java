package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.line.LineConsumer;
import io.sluice.connect.filetail.line.LineCounts;
import io.sluice.connect.filetail.metrics.FileCounts;
import io.sluice.connect.filetail.metrics.FileState;
import io.sluice.connect.filetail.metrics.Metric;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
 *       (other writers may still finish their lines). One that was deleted without a successor
 *       stays until it was quiet for that long. Then what stands behind its last line ending is
 *       sent as its last line.
 *   <li>A generation that became shorter, or holds other bytes than those that were read, was
 *       truncated. If one of the rotated files is a copy of what it was (copytruncate), what was
 *       not read yet is read from there, and then what was copied away after it; if not, the bytes
 *       known to be lost are logged. Then the file is read from its beginning.
 * </ul>
 *
 * <p>Which of the files beside the path came of it? Not those that were there when it was found,
 * its bystanders: they are older rotations, or another program's. After a restart nobody knows
 * them; then a rotated file must be newer than what the position tells, and have a name of the form
 * that the position's own file was given. {@link Resumption} builds the queue again.
 *
 * <p>A rotated file may be compressed by then, or be being compressed. While it cannot be told what
 * it is, nothing is decided: the look is taken again, and a truncation stays found.
 *
 * <p>Not thread-safe: the task's thread owns it.
 */
public final class FileTail implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(FileTail.class);
  private static final long LOOK_EVERY_NANOS = 100_000_000L;
  private static final int LOOKS_BETWEEN_VAIN_RESUMPTIONS = 20;

  private final Path path;
  private final StartPosition start;
  private final TailSettings settings;
  private final LongSupplier nanoTime;
  private final FileOpener opener;
  private final RotatedFiles rotated;
  private final Resumption resumption;
  private final LeftFiles left;
  private final MissedFiles missed;
  private final Waiting waiting;
  private final Trouble lookTrouble;
  private final Trouble readTrouble;
  private final GenerationQueue generations;
  private final LineCounts counts = new LineCounts();
  private final FileCounts fileCounts;

  /** Where to go on when the path names a file again; null once it was used. */
  private FilePosition resumeFrom;

  private boolean resumeIsDrained;
  private KnownFiles resumeBystanders = new KnownFiles();
  private int looksUntilResumption;
  private boolean lookedBefore;
  private boolean deleted;
  private boolean asleep;
  private boolean wakes;
  private EarlierFiles earlier;
  private FileStamp stamp;
  private long nextLook;

  /**
   * Known to be truncated, while the copy of what it was is not ready; null where there is none.
   */
  private Generation truncation;

  private long nextSearch;

  /**
   * @param path absolute
   * @param committed the position of an earlier run; nothing for a path that was never read
   * @param start used where there is no committed position
   */
  public FileTail(
      Path path, Optional<FilePosition> committed, StartPosition start, TailContext context) {
    this.path = path;
    this.start = start;
    this.settings = context.settings();
    this.nanoTime = context.nanoTime();
    this.opener = new FileOpener(settings.allowed());
    this.rotated = new RotatedFiles(path, opener, context);
    this.fileCounts = new FileCounts(path, nanoTime);
    this.resumption =
        new Resumption(path, opener, rotated, settings.lines().encoding(), fileCounts);
    this.left = new LeftFiles(path, fileCounts);
    this.waiting = new Waiting(path);
    this.lookTrouble = new Trouble(path);
    this.readTrouble = new Trouble(path);
    this.resumeFrom = committed.orElse(null);
    this.generations =
        new GenerationQueue(settings.lines(), left, committed.map(FilePosition::epoch).orElse(0L));
    this.missed = new MissedFiles(rotated, generations, left);
    this.earlier = new EarlierFiles(path, opener, List.of());
    this.nextLook = nanoTime.getAsLong();
  }

  public Path path() {
    return path;
  }

  /**
   * Has rotated files read before the path's own. Called before the first {@link #read}, of a path
   * that has no position.
   *
   * @param files oldest first
   */
  public void readFirst(List<EarlierFile> files) {
    earlier = new EarlierFiles(path, opener, files);
  }

  /**
   * Whether there is nothing to do until {@link #hasChanged}, however long that takes: all was
   * read, nothing waits for its time, and nothing is being rotated.
   */
  public boolean isQuiet() {
    if (asleep) {
      return true;
    }
    if (!lookedBefore
        || truncation != null
        || !earlier.isEmpty()
        || left.isWatching()
        || lookTrouble.isMet()) {
      return false;
    }
    return generations.isEmpty()
        ? (resumeFrom == null || resumeIsDrained) && stamp.isNone()
        : generations.hasOne() && !stamp.isNone() && generations.first().isIdle();
  }

  /** Whether the path looks different than before the last look: one {@code stat}. */
  public boolean hasChanged() {
    return !FileStamp.of(path).equals(stamp);
  }

  /** Whether the path names nothing, and all that it named was read. */
  public boolean isGone() {
    return lookedBefore
        && stamp.isNone()
        && generations.isEmpty()
        && !left.isWatching()
        && earlier.isEmpty()
        && (resumeFrom == null || resumeIsDrained);
  }

  /** Whether a descriptor is held. */
  public boolean isOpen() {
    return !generations.isEmpty() || left.isWatching();
  }

  /**
   * Closes the file, if it is quiet, until the next {@link #read}. What is written to it and
   * deleted with it before that is lost.
   */
  public void sleep() {
    if (isQuiet() && generations.hasOne()) {
      openAnew();
      resumeIsDrained = true;
      asleep = true;
      count(false);
    }
  }

  /** When the path was looked at last, or later; in nanoseconds. */
  public long lookedAt() {
    return nextLook - LOOK_EVERY_NANOS;
  }

  /**
   * What another file in the path's folder is to it.
   *
   * @throws IOException where it cannot be read
   */
  public Relation relationOf(Path other) throws IOException {
    try (OpenFile opened = opener.open(other).orElse(null)) {
      if (opened == null) {
        return Relation.EMPTY;
      }
      KnownFiles known = new KnownFiles();
      generations.addTo(known);
      left.addTo(known);
      if (resumeFrom != null && resumeFrom.identity() != null) {
        known.add(resumeFrom);
      }
      if (known.contain(opened)) {
        return Relation.OWN;
      }
      if (opened.content().size() == 0) {
        return Relation.EMPTY;
      }
      try (OpenFile named = opener.open(path).orElse(null)) {
        return named != null && opened.isHeldBy(named.content()) ? Relation.COPY : Relation.NONE;
      }
    }
  }

  /** What was handed on since this object was made. */
  public LineCounts counts() {
    return counts;
  }

  /** What has happened to the path, and how it stands, since this object was made. */
  public FileCounts fileCounts() {
    return fileCounts;
  }

  /**
   * Hands on the lines of the next buffer's worth of bytes. Trouble with the file is logged, once
   * until it changes, and tried again at the next look.
   *
   * @return whether there were any
   */
  public boolean read(ReadBuffer buffer, LineConsumer consumer) {
    boolean lines = lookAndRead(buffer, consumer);
    count(lines);
    return lines;
  }

  private boolean lookAndRead(ReadBuffer buffer, LineConsumer consumer) {
    long now = nanoTime.getAsLong();
    if (now - nextLook >= 0) {
      nextLook = now + LOOK_EVERY_NANOS;
      stamp = FileStamp.of(path);
      wakes |= asleep;
      asleep = false;
      try {
        lookOrWait();
        generations.watch(now);
        left.watch(now);
        lookTrouble.over();
      } catch (IOException failed) {
        lookTrouble.met(failed);
      }
    }
    try {
      boolean lines = readGenerations(buffer, consumer, now);
      readTrouble.over();
      return lines;
    } catch (NotReadyException notReady) {
      waiting.met(notReady);
      return false;
    } catch (IOException failed) {
      readTrouble.met(failed);
      openAnew();
      return false;
    }
  }

  /** Tells the metrics how things stand; nothing is asked of the file system for that. */
  private void count(boolean lines) {
    fileCounts.openFiles(generations.size() + (left.isWatching() ? 1 : 0));
    if (asleep) {
      fileCounts.state(FileState.QUIET);
      return;
    }
    fileCounts.handedOn(counts);
    fileCounts.broken(rotated.broken());
    if (!generations.isEmpty()) {
      fileCounts.readTo(generations.first().position(), generations.first().seen());
      fileCounts.lag(generations.unread());
    } else if (resumeFrom == null || resumeIsDrained) {
      fileCounts.lag(0);
    }
    fileCounts.state(state(lines));
  }

  private FileState state(boolean lines) {
    if (lookTrouble.isMet() || readTrouble.isMet()) {
      return FileState.TROUBLE;
    } else if (lines) {
      return FileState.READING;
    } else if (generations.size() > 1 || truncation != null || waiting.isMet()) {
      return FileState.ROTATING;
    }
    return generations.isEmpty() ? FileState.ABSENT : FileState.QUIET;
  }

  /** Counts a rotation by where the rest of its lines is read. */
  private void countRotation(OpenFile read, Metric kind) {
    fileCounts.add(read.content().isFinal() ? Metric.COMPRESSED : kind, 1);
  }

  private boolean readGenerations(ReadBuffer buffer, LineConsumer consumer, long now)
      throws IOException {
    while (true) {
      if (lookedBefore) {
        earlier.openNext(generations);
      }
      if (generations.isEmpty()) {
        return false;
      }
      Generation current = generations.first();
      if (current == truncation) {
        // While the folder is away, so are the copies that may come back with it.
        if (now - nextSearch < 0 || !isFolderThere()) {
          return false;
        }
        truncated(current);
        continue;
      }
      noteModified(current);
      if (current.isBeginning()) {
        if (!isFolderThere()) {
          return false;
        }
        if (fetchCopiedBefore(current)) {
          continue;
        }
      }
      Generation.Found found = current.read(buffer, consumer, counts, now, false);
      if (found == Generation.Found.NOTHING && isFinished(current, now)) {
        passOnUnfinished(current);
        found = current.read(buffer, consumer, counts, now, true);
        if (found == Generation.Found.NOTHING) {
          if (current.isNotBegun() && fetchCopiedBefore(current)) {
            continue;
          }
          leave(now);
          continue;
        }
      }
      switch (found) {
        case LINES -> {
          return true;
        }
        case NOTHING, SEARCHING -> {
          return false;
        }
        case TRUNCATION -> {
          truncation = current;
          nextSearch = now;
          look();
        }
      }
    }
  }

  /**
   * A position tells a time that is not before its last byte was written, or a copy that was made
   * before would look newer than what was read.
   */
  private void noteModified(Generation current) throws IOException {
    if (generations.hasOne() && current.hasChanged()) {
      FileStat.of(path)
          .filter(named -> named.identity().equals(current.identity()))
          .map(FileStat::modified)
          .ifPresentOrElse(current::modifiedAt, current::suspectTruncation);
    }
  }

  /** Whether something was copied away of which nothing was seen in the file itself. */
  private boolean fetchCopiedBefore(Generation begun) throws IOException {
    List<OpenFile> copies = missed.copiedBefore(begun);
    begun.begin();
    if (copies.isEmpty()) {
      return false;
    }
    begun.watchWaiting();
    Generation first = generations.putBefore(begun, copies, begun.ownPosition());
    begun.giveCarriedAway().ifPresent(first::beginWith);
    return true;
  }

  private void passOnUnfinished(Generation current) throws IOException {
    Optional<Generation> next = generations.second().filter(Generation::isUnread);
    if (next.isPresent() && current.mayGoOnInNext()) {
      current.takeUnfinished().ifPresent(next.get()::beginWith);
    }
  }

  private boolean isFinished(Generation current, long now) throws IOException {
    if (current.isComplete()) {
      return true;
    }
    boolean replaced = generations.isFirstReplaced();
    current.quiet().note(current.size(), replaced, now);
    return (replaced || (generations.hasOne() && deleted))
        && current.quiet().hasLasted(settings.rotationWait().toNanos(), now);
  }

  private void leave(long now) throws IOException {
    Generation finished = generations.removeFirst();
    if (generations.isEmpty()) {
      // The folder may only have been away for a moment, and come back with the same file.
      resumeLater(finished, true);
    }
    LOG.info("{}: read {} to its end at {}", path, finished.identity(), finished.position());
    left.add(finished, now);
    if (!generations.isEmpty()) {
      generations.first().isAfter(finished.snapshot());
    }
  }

  /** Where nothing can be read of an open file any more, opening it anew may help. */
  private void openAnew() {
    if (generations.hasOne()) {
      Generation broken = generations.removeFirst();
      resumeLater(broken, false);
      try {
        broken.close();
      } catch (IOException failed) {
        readTrouble.met(failed);
      }
    }
  }

  private void resumeLater(Generation generation, boolean drained) {
    resumeFrom = generation.snapshot();
    resumeIsDrained = drained;
    resumeBystanders = generation.bystanders();
    looksUntilResumption = 0;
  }

  private void truncated(Generation current) throws IOException {
    FilePosition was = current.ownPosition();
    long seen = current.seen();
    Optional<Carried> carried = current.carried();
    nextSearch = nanoTime.getAsLong() + LOOK_EVERY_NANOS;
    FolderState before = rotated.state();
    KnownFiles present = missed.presentBeforeEndOf(current);
    List<OpenFile> copies = missed.copies(current, current.sought());
    boolean continued = false;
    try {
      rotated.requireStill(before);
      truncation = null;
      waiting.over();
      continued = !copies.isEmpty() && copies.get(0).continuesFrom(was);
      Optional<FileTime> copied = copies.stream().map(OpenFile::modified).max(FileTime::compareTo);
      current.restart(generations.nextEpoch(), present, copied);
    } catch (IOException failed) {
      for (OpenFile copy : copies) {
        copy.close();
      }
      throw failed;
    }
    copies.forEach(copy -> countRotation(copy, Metric.COPIED));
    if (continued) {
      LOG.info("{}: truncated; reading on in the copy {}", path, copies.get(0).path());
    } else if (seen > was.position()) {
      fileCounts.add(Metric.TRUNCATIONS, 1);
      fileCounts.lost(seen - was.position());
      LOG.warn(
          "{}: truncated before bytes {} to {} were sent, and no copy was found; they are lost",
          path,
          was.position(),
          seen);
    } else {
      fileCounts.add(Metric.TRUNCATIONS, 1);
      LOG.info("{}: truncated at {}, reading from its beginning", path, was.position());
    }
    carried.ifPresent(generations.putBefore(current, copies, was)::beginWith);
  }

  private void lookOrWait() throws IOException {
    try {
      look();
      for (Generation one : generations.waiting()) {
        if (one.isBeginning() && isFolderThere()) {
          fetchCopiedBefore(one);
        }
      }
      if (truncation == null) {
        waiting.over();
      }
    } catch (NotReadyException notReady) {
      waiting.met(notReady);
      looksUntilResumption = 0;
    }
  }

  private void look() throws IOException {
    Optional<FileStat> named = FileStat.of(path);
    boolean firstLook = !lookedBefore;
    if (!generations.isEmpty()) {
      Generation newest = generations.newest().orElseThrow();
      // A folder that is away takes no decision: it may come back with everything in it.
      deleted = named.isEmpty() && isFolderThere() && rotated.modified(newest.identity()).isEmpty();
      if (named.isPresent()) {
        compare(newest, named.get());
      }
    } else if (resumeFrom != null) {
      if (named.isPresent() || looksUntilResumption-- <= 0) {
        looksUntilResumption = LOOKS_BETWEEN_VAIN_RESUMPTIONS;
        resume();
      }
    } else if (named.isPresent()) {
      begin(firstLook ? start : StartPosition.BEGINNING);
    } else if (firstLook) {
      LOG.info("{}: does not exist yet; waiting for it", path);
    }
    lookedBefore = true;
  }

  private boolean isFolderThere() {
    return Files.isDirectory(path.getParent());
  }

  private void begin(StartPosition from) throws IOException {
    FolderState before = rotated.state();
    Optional<OpenFile> opened = opener.open(path);
    if (opened.isEmpty()) {
      return;
    }
    boolean taken = false;
    try {
      long position =
          from == StartPosition.END
              ? LastLine.endIn(opened.get().content(), settings.lines().encoding())
              : 0;
      KnownFiles present = rotated.presentBeside(opened.get());
      requireNamed(opened.get().identity(), before);
      taken = true;
      generations.add(opened.get(), position, present);
      LOG.info("{}: reading {} from {}", path, opened.get().identity(), position);
    } finally {
      if (!taken) {
        opened.get().close();
      }
    }
  }

  private void compare(Generation newest, FileStat named) throws IOException {
    if (named.identity().equals(newest.identity())) {
      newest.modifiedAt(named.modified());
      return;
    }
    if (generations.isFull()) {
      return;
    }
    newest.suspectTruncation();
    FolderState before = rotated.state();
    List<OpenFile> found = new ArrayList<>();
    try {
      Optional<OpenFile> opened = opener.open(path);
      opened.ifPresent(found::add);
      found.addAll(0, missed.successors(newest, named.identity(), opened));
      List<KnownFiles> present = new ArrayList<>();
      for (OpenFile file : found) {
        present.add(rotated.presentBeside(file));
      }
      requireNamed(named.identity(), before);
      while (!found.isEmpty()) {
        countRotation(found.get(0), Metric.RENAMED);
        generations.add(found.remove(0), 0, present.remove(0));
      }
    } finally {
      for (OpenFile unused : found) {
        unused.close();
      }
    }
  }

  /**
   * @throws NotReadyException where the path has got another file, or is being rotated
   */
  private void requireNamed(FileIdentity named, FolderState before) throws IOException {
    if (!named.equals(before.named())) {
      throw new NotReadyException(path + " is being rotated");
    }
    rotated.requireStill(before);
  }

  private void resume() throws IOException {
    List<Resumption.Step> steps =
        new ArrayList<>(resumption.steps(resumeFrom, resumeIsDrained, resumeBystanders));
    try {
      while (!steps.isEmpty()) {
        Resumption.Step step = steps.remove(0);
        if (!steps.isEmpty()) {
          countRotation(step.file(), step.complete() ? Metric.COPIED : Metric.RENAMED);
        }
        generations.add(step);
        if (!wakes) {
          LOG.info("{}: reading {} from {}", path, step.file().path(), step.position());
        }
      }
    } catch (IOException failed) {
      for (Resumption.Step unused : steps) {
        unused.file().close();
      }
      generations.close();
      throw failed;
    }
    if (!generations.isEmpty()) {
      wakes = false;
      resumeFrom = null;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      generations.close();
    } finally {
      try {
        left.close();
      } finally {
        rotated.close();
      }
    }
  }
}
