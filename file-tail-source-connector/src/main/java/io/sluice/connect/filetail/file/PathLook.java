package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.line.TextEncoding;
import io.sluice.connect.filetail.metrics.FileCounts;
import io.sluice.connect.filetail.metrics.Metric;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what has become of a path, and queues the files that are to be read.
 *
 * <p>If the path names another file than the newest generation, that was renamed or deleted. The
 * other file joins the queue, open, so that no later rename or deletion can take it away; and
 * before it, what came and was rotated away between two looks.
 */
final class PathLook {

  private static final Logger LOG = LoggerFactory.getLogger(PathLook.class);

  private final Path path;
  private final StartPosition start;
  private final TailContext context;
  private final FileOpener opener;
  private final Siblings siblings;
  private final RotatedFiles rotated;
  private final Resumption resumption;
  private final LastLine lastLine;
  private final ResumePoint resumePoint;
  private final MissedFiles missed;
  private final EarlierFiles earlier;
  private final GenerationQueue generations;
  private final Unopened unopened;
  private final LeftFiles left;
  private final AwaitedFiles awaited;
  private final FileCounts fileCounts;
  private final FirstLook firstLook;
  private final NewFiles newFiles;
  private final Namesakes namesakes;
  private History history = History.NONE;
  private boolean isFirst = true;

  private boolean deleted;

  /**
   * @param start used at the first look, where there is no resume point
   */
  PathLook(
      Path path,
      StartPosition start,
      TailContext context,
      FileOpener opener,
      Siblings siblings,
      RotatedFiles rotated,
      CopiesInTheMaking copies,
      ResumePoint resumePoint,
      MissedFiles missed,
      EarlierFiles earlier,
      GenerationQueue generations,
      Unopened unopened,
      LeftFiles left,
      AwaitedFiles awaited,
      Namesakes namesakes,
      FileCounts fileCounts) {
    this.path = path;
    this.start = start;
    this.context = context;
    this.opener = opener;
    this.siblings = siblings;
    this.rotated = rotated;
    this.lastLine = new LastLine(context.nanoTime());
    this.resumption =
        new Resumption(
            path,
            opener,
            siblings,
            rotated,
            copies,
            unopened,
            awaited,
            namesakes,
            lastLine,
            encoding(),
            fileCounts);
    this.resumePoint = resumePoint;
    this.missed = missed;
    this.earlier = earlier;
    this.generations = generations;
    this.unopened = unopened;
    this.left = left;
    this.awaited = awaited;
    this.namesakes = namesakes;
    this.fileCounts = fileCounts;
    this.firstLook = new FirstLook(path, siblings, rotated, context.folders(), fileCounts);
    this.newFiles = new NewFiles(path, rotated, generations, unopened, awaited, fileCounts);
  }

  private TextEncoding encoding() {
    return context.settings().lines().encoding();
  }

  /** Has the first look find what is read before the path's own file. */
  void readFirst(History before) {
    history = before;
  }

  /** Says where {@link StartPosition#END} is: where the path's file ended when it was found. */
  void wasFound(FoundEnd before) {
    firstLook.wasFound(before);
  }

  /** Whether the path was looked at. */
  boolean isTaken() {
    return !isFirst;
  }

  /** Whether the newest generation had lost its path and all names at the last look. */
  boolean isDeleted() {
    return deleted;
  }

  /**
   * @throws NotReadyException where nothing could be decided yet
   */
  void take() throws IOException {
    deleted = false;
    Optional<FileStat> named = FileStat.of(path);
    if (named.isPresent()) {
      siblings.isThere();
    }
    if (generations.isEmpty() && resumePoint.isSet()) {
      if (resumePoint.isDue(named.isPresent())) {
        resume();
      }
    } else if (generations.isEmpty() || isAwaited()) {
      begin(named);
    } else {
      Generation newest = generations.newest().orElseThrow();
      // A folder that is away takes no decision: it may come back with everything in it.
      deleted =
          named.isEmpty()
              && !siblings.isFolderAway()
              && rotated.modified(newest.identity()).isEmpty();
      if (named.isPresent()) {
        compare(newest, named.get());
      }
    }
    isFirst = false;
  }

  /** Whether nothing but what is read first was opened, and not all of that. */
  private boolean isAwaited() {
    return firstLook.wasUndecided()
        && !earlier.isEmpty()
        && unopened.isEmpty()
        && !generations.isFull();
  }

  /** Says that the path has no file, as at the last look. */
  void isStillAbsent() {
    if (firstLook.wasUndecided() && generations.isEmpty()) {
      try {
        firstLook.isAbsent();
      } catch (IOException unseen) {
        LOG.debug("{}: what is beside it cannot be looked at now", path, unseen);
      }
    }
  }

  private void begin(Optional<FileStat> named) throws IOException {
    FolderState before = firstLook.take();
    if (firstLook.isKnown(before) && awaited.isEmpty()) {
      return;
    }
    History.Found found;
    try {
      found = history.find(path, context);
      if (found.begin().isPresent()) {
        history.requireStill(found, path, context);
        siblings.requireStill(before);
      } else {
        open(named, before, found);
      }
    } catch (IOException failed) {
      noteUndecided(failed);
      throw failed;
    }
    history = History.NONE;
    earlier.addAll(found.first());
    found.begin().ifPresent(resumePoint::set);
    found.logLeftOut(path);
    if (start == StartPosition.END && !firstLook.isStillThere(before)) {
      firstLook.tellNotSent();
    }
    if (resumePoint.isSet()) {
      firstLook.isOver();
      resume();
    } else if (named.isEmpty() && isFirst) {
      LOG.info("{}: does not exist yet; waiting for it", path);
    }
  }

  private void noteUndecided(IOException failed) {
    try {
      firstLook.isUndecided();
    } catch (IOException more) {
      failed.addSuppressed(more);
    }
  }

  /**
   * Opens what has the path, and what had it since the first look.
   *
   * @param before what there was before that is opened
   * @param found what is read first, which is to hold still
   */
  private void open(Optional<FileStat> named, FolderState before, History.Found found)
      throws IOException {
    Optional<OpenFile> own = named.isPresent() ? opener.open(path) : Optional.empty();
    if (named.isPresent() && own.isEmpty()) {
      throw new NotReadyException(path + " is being rotated");
    }
    KnownFiles known = new KnownFiles();
    RotatedFiles.Newer since = RotatedFiles.Newer.NONE;
    long position = 0;
    try {
      if (own.isPresent() && isAtEnd(own.get(), before)) {
        position =
            firstLook.isShorter(own.get())
                ? 0
                : lastLine.endIn(own.get(), firstLook.size(), encoding());
      } else if (firstLook.wasUndecided()) {
        known.addAll(firstLook.present(start, before, own));
        found.first().forEach(one -> known.add(one.identity()));
        earlier.addTo(known, siblings.list());
        since = missed.since(known, own);
      }
    } catch (IOException | RuntimeException failed) {
      Closing.after(failed, own.stream().toList());
      throw failed;
    }
    boolean isAny = own.isPresent() || !since.equals(RotatedFiles.Newer.NONE);
    newFiles.queue(
        since,
        named,
        own,
        position,
        known,
        () -> {
          requireNamed(own.map(OpenFile::identity).orElse(null), before);
          history.requireStill(found, path, context);
        });
    if (isAny) {
      firstLook.isOver();
    } else {
      firstLook.knows(found.first());
      firstLook.isAbsent(before);
    }
    if (own.isPresent()) {
      LOG.info("{}: reading {} from {}", path, before.named(), position);
    }
  }

  /** What another path has begun to read is not what was there before. */
  private boolean isAtEnd(OpenFile own, FolderState before) throws IOException {
    return start == StartPosition.END
        && firstLook.isStillThere(before)
        && !namesakes.areReading(own.identity())
        && namesakes.position(own.identity(), own.content()).isEmpty();
  }

  private void compare(Generation newest, FileStat named) throws IOException {
    if (named.identity().equals(newest.identity())) {
      newest.sighting().modifiedAt(named.modified());
      return;
    }
    if (newest.sighting().writeTimes().wantsName()) {
      rotated.modified(newest.identity()).ifPresent(newest.sighting().writeTimes()::seeRenamed);
    }
    if (!unopened.isEmpty() || generations.isFull()) {
      newest.isReplaced();
      unopened.add(new RotatedFile(path, named));
      return;
    }
    newest.sighting().suspectTruncation();
    FolderState before = siblings.state();
    Optional<OpenFile> opened = opener.open(path);
    RotatedFiles.Newer newer;
    try {
      newer = missed.successors(newest, new RotatedFile(path, named), opened);
    } catch (IOException | RuntimeException failed) {
      Closing.after(failed, opened.stream().toList());
      throw failed;
    }
    newFiles.queue(
        newer,
        Optional.of(named),
        opened,
        0,
        newest.bystanders(),
        () -> requireNamed(named.identity(), before));
    firstLook.isOver();
  }

  /**
   * @throws NotReadyException where the path has got another file, or is being rotated
   */
  private void requireNamed(FileIdentity named, FolderState before) throws IOException {
    if (!Objects.equals(named, before.named())) {
      throw new NotReadyException(path + " is being rotated");
    }
    siblings.requireStill(before);
  }

  private void resume() throws IOException {
    List<ResumedFile> steps =
        new ArrayList<>(
            resumption.steps(
                resumePoint.position(),
                resumePoint.isRead() || unopened.isHeldRead(),
                resumePoint.bystanders()));
    try {
      while (!steps.isEmpty()) {
        ResumedFile step = steps.remove(0);
        if (!steps.isEmpty()) {
          fileCounts.rotated(
              step.file().content().isFinal(), step.complete() ? Metric.COPIED : Metric.RENAMED);
        }
        generations.add(step);
        if (step.continued() && resumePoint.isDrained()) {
          // It was closed meanwhile, and another path may have had it.
          generations.newest().ifPresent(Generation::isNew);
        }
        if (!resumePoint.isAsleep()) {
          LOG.info("{}: reading {} from {}", path, step.file().path(), step.position());
        }
      }
    } catch (IOException | RuntimeException failed) {
      Closing.after(failed, steps.stream().map(ResumedFile::file).toList());
      Closing.after(failed, generations);
      throw failed;
    }
    if (!generations.isEmpty()) {
      forgetPosition();
    }
    if (!unopened.isEmpty()) {
      generations.newest().ifPresent(Generation::isReplaced);
    }
  }

  /** If its file is read and was not found again, another followed path may have got it. */
  private void forgetPosition() {
    FilePosition position = resumePoint.position();
    if (!namesakes.isEmpty()
        && position.identity() != null
        && !generations.isOpen(position.identity())
        && (resumePoint.isDrained() || namesakes.have(position))) {
      left.addElsewhere(position);
    }
    resumePoint.clear();
  }
}
