package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.line.LineConsumer;
import io.sluice.connect.filetail.line.LineCounts;
import io.sluice.connect.filetail.metrics.FileCounts;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Follows a path through everything that happens to its file, and hands on each line once.
 *
 * <p>The path has a queue of generations. The first is being read ({@link QueueReader}); the others
 * came after it and wait. The path is looked at a few times a second, whether lines come or not
 * ({@link PathLook}). A generation that became shorter, or holds other bytes than those that were
 * read, was truncated: what was copied away before is fetched ({@link CopiedAway}), then the file
 * is read from its beginning.
 *
 * <p>Which of the files beside the path came of it? Not those that were there when it was found,
 * its bystanders: they are older rotations, or another program's. After a restart nobody knows
 * them; then a rotated file must be newer than what the position tells, and have a name of the form
 * that the position's own file was given. Where that is gone, it must have a name that leaves no
 * doubt: {@code app-8080.log} is another program's. {@link Resumption} builds the queue again.
 *
 * <p>A rotated file may be compressed by then, or be being compressed, and a rotation may happen
 * just while the folder is looked through. While it cannot be told what is what, nothing is
 * decided: the look is taken again, a truncation stays found. The task's thread owns all of it.
 */
public final class FileTail implements Closeable {

  private static final long LOOK_EVERY_NANOS = 100_000_000L;

  private final Path path;
  private final LongSupplier nanoTime;
  private final Relations relations;
  private final Recovery recovery;
  private final Siblings siblings;
  private final RotatedFiles rotated;
  private final ResumePoint resumePoint;
  private final LeftFiles left;
  private final CopiedAway copiedAway;
  private final PathLook look;
  private final QueueReader reader;
  private final Waiting lookWaiting;
  private final Waiting readWaiting;
  private final Trouble lookTrouble;
  private final Trouble readTrouble;
  private final GenerationQueue generations;
  private final Unopened unopened;
  private final FileCounts fileCounts;
  private final TailState state;
  private boolean asleep;
  private FileStamp stamp;
  private long nextLook;

  /**
   * @param path absolute
   * @param committed the position of an earlier run; nothing for a path that was never read
   * @param start used where there is no committed position
   */
  public FileTail(
      Path path, Optional<FilePosition> committed, StartPosition start, TailContext context) {
    this(
        path,
        committed,
        start,
        context,
        new FileOpener(context.settings().allowed()),
        GenerationQueue.MOST);
  }

  /**
   * @param mostOpen so many files may be open at once, three at least
   */
  FileTail(
      Path path,
      Optional<FilePosition> committed,
      StartPosition start,
      TailContext context,
      FileOpener opener,
      int mostOpen) {
    TailSettings settings = context.settings();
    this.path = path;
    this.nanoTime = context.nanoTime();
    this.siblings = new Siblings(path, context);
    this.fileCounts = new FileCounts(path, nanoTime);
    UnreadableFiles unreadable = new UnreadableFiles(path, opener, fileCounts, nanoTime);
    this.unopened = new Unopened(path, siblings, fileCounts, mostOpen, nanoTime);
    this.rotated =
        new RotatedFiles(path, siblings, opener, unreadable, unopened::contain, nanoTime);
    this.resumePoint = new ResumePoint(committed.orElse(null));
    this.left = new LeftFiles(path, fileCounts);
    this.lookWaiting = new Waiting(path);
    this.readWaiting = new Waiting(path);
    this.lookTrouble = new Trouble(path);
    this.readTrouble = new Trouble(path);
    EarlierFiles earlier = new EarlierFiles(path, opener, rotated, unreadable, fileCounts);
    this.generations =
        new GenerationQueue(
            settings.lines(),
            left,
            unopened,
            mostOpen,
            committed.map(FilePosition::epoch).orElse(0L));
    CopiesInTheMaking copies = new CopiesInTheMaking(nanoTime);
    AwaitedFiles awaited = new AwaitedFiles(path, siblings, unreadable, fileCounts);
    MissedFiles missed =
        new MissedFiles(siblings, rotated, copies, generations, unopened, left, awaited);
    this.copiedAway = new CopiedAway(path, siblings, missed, generations, fileCounts);
    Namesakes namesakes = new Namesakes(path, context.namesakes());
    this.look =
        new PathLook(
            path,
            start,
            context,
            opener,
            siblings,
            rotated,
            copies,
            resumePoint,
            missed,
            earlier,
            generations,
            unopened,
            left,
            awaited,
            namesakes,
            fileCounts);
    this.reader =
        new QueueReader(
            path,
            settings.rotationWait(),
            look,
            siblings,
            copiedAway,
            earlier,
            generations,
            unopened,
            left,
            resumePoint,
            namesakes);
    this.recovery =
        new Recovery(
            path,
            opener,
            siblings,
            generations,
            unopened,
            left,
            resumePoint,
            copiedAway,
            earlier,
            fileCounts);
    this.state =
        new TailState(
            fileCounts,
            look,
            earlier,
            generations,
            unopened,
            left,
            copiedAway,
            rotated,
            resumePoint,
            lookWaiting,
            readWaiting,
            lookTrouble,
            readTrouble);
    this.relations =
        new Relations(
            path,
            committed.map(FilePosition::rotation).orElse(Rotation.NONE),
            opener,
            siblings,
            generations,
            unopened,
            copiedAway,
            left,
            resumePoint,
            reader,
            state);
    this.nextLook = nanoTime.getAsLong();
  }

  public Path path() {
    return path;
  }

  /**
   * Has rotated files read before the path's own. Called before the first {@link #read}, of a path
   * that has no position.
   */
  public void readFirst(History history) {
    look.readFirst(history);
  }

  /**
   * Says where {@link StartPosition#END} is of a path that was found before. Called before the
   * first {@link #read}.
   */
  public void wasFound(FoundEnd before) {
    look.wasFound(before);
  }

  /** Says that all was read of the file that had the path before, which is gone. */
  public void goOnAfterADrainedFile() {
    resumePoint.drain();
  }

  /**
   * Whether there is nothing to do until {@link #hasChanged}, however long that takes: all was
   * read, nothing waits for its time, and nothing is being rotated.
   */
  public boolean isQuiet() {
    return asleep || state.isQuiet(stamp);
  }

  /**
   * Whether the path looks different than before the last look: one {@code stat}, and one more of
   * its folder while the path is waited for.
   */
  public boolean hasChanged() {
    boolean changed = !FileStamp.of(path).equals(stamp);
    if (!changed && stamp.isNone()) {
      look.isStillAbsent();
    }
    return changed;
  }

  /** Whether the path names nothing, and all that it named was read. */
  public boolean isGone() {
    return state.isGone(stamp);
  }

  /**
   * Where the file is read from whose turn it is; nothing where there is none, and where others are
   * read before it, for from a position they would not be.
   */
  public Optional<FilePosition> begunAt() {
    return state.begunAt();
  }

  /** Whether files are there that may be rotations of it; also where that cannot be seen. */
  public boolean mayHaveRotations() {
    try {
      return !siblings.list().isEmpty();
    } catch (IOException unseen) {
      return true;
    }
  }

  /** Whether a descriptor is held. */
  public boolean isOpen() {
    return !generations.isEmpty() || left.isWatching() || unopened.isHolding();
  }

  /**
   * Closes the file, if it is quiet, until the next {@link #read}. What is written to it and
   * deleted with it before that is lost.
   */
  public void sleep() {
    if (isQuiet() && generations.hasOne()) {
      boolean isRead = false;
      try {
        isRead = generations.first().isRead();
        recovery.goOnAsAfterARestart();
      } catch (IOException failed) {
        readTrouble.met(failed);
      }
      resumePoint.fallAsleep(isRead);
      asleep = true;
      state.showAsleep();
    }
  }

  /** When the path was looked at last, or later; in nanoseconds. */
  public long lookedAt() {
    return nextLook - LOOK_EVERY_NANOS;
  }

  /**
   * What another file in the path's folder is to it.
   *
   * @throws IOException where it cannot be read, or it cannot be found out now, which may last: for
   *     trouble with others, or as the path has no file
   */
  public Relation relationOf(Path other) throws IOException {
    return relations.of(other, stamp != null && stamp.isNone());
  }

  /** What other files are to the path, for those that follow paths beside it. */
  Relations relations() {
    return relations;
  }

  /** What was handed on since this object was made. */
  public LineCounts counts() {
    return reader.counts();
  }

  /** What has happened to the path, and how it stands, since this object was made. */
  public FileCounts fileCounts() {
    return fileCounts;
  }

  /**
   * Hands on the lines of the next buffer's worth of bytes. Trouble with the file is logged, once
   * until it changes, and tried again at the next look.
   *
   * @return whether there were any, or a part of a hole was skipped and more is to come
   */
  public boolean read(ReadBuffer buffer, LineConsumer consumer) {
    boolean lines = lookAndRead(buffer, consumer);
    if (asleep) {
      state.showAsleep();
    } else {
      state.show(reader.counts(), lines);
    }
    return lines;
  }

  private boolean lookAndRead(ReadBuffer buffer, LineConsumer consumer) {
    long now = nanoTime.getAsLong();
    if (generations.isEmpty() && recovery.isPausing(now)) {
      return false;
    }
    if (now - nextLook >= 0) {
      nextLook = now + LOOK_EVERY_NANOS;
      stamp = FileStamp.of(path);
      asleep = false;
      try {
        try {
          // Before the look, which then tells the time of a truncation that was seen.
          generations.watch(now);
        } finally {
          lookOrWait();
        }
        generations.watch(now);
        left.watch(now);
        lookTrouble.over();
      } catch (IOException failed) {
        lookTrouble.met(failed);
      }
    }
    if (recovery.isPausing(now)) {
      return false;
    }
    try {
      boolean lines = reader.read(buffer, consumer, now);
      readTrouble.over();
      readWaiting.over();
      recovery.over();
      return lines;
    } catch (NotReadyException notReady) {
      readWaiting.met(notReady);
      return false;
    } catch (IOException failed) {
      reader.failed().ifPresent(file -> recovery.failed(file, failed, now));
      readTrouble.met(failed);
      return false;
    }
  }

  private void lookOrWait() throws IOException {
    try {
      look.take();
      for (Generation one : generations.waiting()) {
        if (one.sighting().isBeginning() && !copiedAway.hasMore(one) && !siblings.isFolderAway()) {
          // It may be truncated while copies are looked for.
          one.sighting().watchWaiting();
          copiedAway.fetchBefore(one);
        }
      }
      lookWaiting.over();
    } catch (NotReadyException notReady) {
      lookWaiting.met(notReady);
      resumePoint.tryAtNextLook();
    }
  }

  @Override
  public void close() throws IOException {
    Closing.all(generations, left, unopened, rotated);
  }
}
