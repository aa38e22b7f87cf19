package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.line.TextEncoding;
import io.sluice.connect.filetail.metrics.FileCounts;
import io.sluice.connect.filetail.metrics.Metric;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
  private final FileCounts fileCounts;
  private History history = History.NONE;
  private boolean isFirst = true;

  /** What there was when the path was looked at first, decided or not; null before. */
  private FolderState first;

  /** How many bytes the path's file had then. */
  private long firstSize;

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
            path, opener, siblings, rotated, copies, unopened, lastLine, encoding(), fileCounts);
    this.resumePoint = resumePoint;
    this.missed = missed;
    this.earlier = earlier;
    this.generations = generations;
    this.unopened = unopened;
    this.fileCounts = fileCounts;
  }

  private TextEncoding encoding() {
    return context.settings().lines().encoding();
  }

  /** Has the first look find what is read before the path's own file. */
  void readFirst(History before) {
    history = before;
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
    if (!generations.isEmpty()) {
      Generation newest = generations.newest().orElseThrow();
      // A folder that is away takes no decision: it may come back with everything in it.
      deleted =
          named.isEmpty()
              && !siblings.isFolderAway()
              && rotated.modified(newest.identity()).isEmpty();
      if (named.isPresent()) {
        compare(newest, named.get());
      }
    } else if (resumePoint.isSet()) {
      if (resumePoint.isDue(named.isPresent())) {
        resume();
      }
    } else if (isFirst) {
      begin(named.isPresent());
    } else if (named.isPresent()) {
      open(StartPosition.BEGINNING, siblings.state(), Optional.empty());
    }
    isFirst = false;
  }

  private void begin(boolean isNamed) throws IOException {
    FolderState before = siblings.state();
    if (first == null) {
      first = before;
      firstSize = FileStat.of(path).map(FileStat::size).orElse(0L);
    }
    History.Found found = history.find(path, context);
    List<EarlierFile> readFirst = rotatedSinceFirst(found);
    if (found.begin().isEmpty() && isNamed) {
      open(isStillThere(before) ? start : StartPosition.BEGINNING, before, Optional.of(found));
    } else {
      history.requireStill(found, path, context);
      siblings.requireStill(before);
    }
    history = History.NONE;
    found.logLeftOut(path);
    if (start == StartPosition.END && !isStillThere(before)) {
      tellNotSent();
    }
    earlier.addAll(readFirst);
    if (found.begin().isPresent()) {
      resumePoint.set(found.begin().get());
      resume();
    } else if (!isNamed) {
      LOG.info("{}: does not exist yet; waiting for it", path);
    }
  }

  /** Whether the path has the file that it had at the first look, or none then. */
  private boolean isStillThere(FolderState now) {
    return first.named() != null && first.named().equals(now.named());
  }

  /**
   * What is read before the path's own file: also what has come beside it since the first look, for
   * that was rotated from the path while nothing could be decided.
   */
  private List<EarlierFile> rotatedSinceFirst(History.Found found) throws IOException {
    if (found.begin().isPresent()) {
      return List.of();
    }
    List<EarlierFile> all = new ArrayList<>(found.first());
    for (RotatedFile file : siblings.list()) {
      FileIdentity identity = file.stat().identity();
      boolean isOld =
          first.rotated().containsValue(identity)
              || (start == StartPosition.END && identity.equals(first.named()))
              || all.stream().anyMatch(one -> one.identity().equals(identity));
      if (!isOld && !file.isCompressed()) {
        all.add(new EarlierFile(file.path(), identity, file.stat().modified(), Optional.empty()));
      }
    }
    return EarlierFile.oldestFirst(path, all);
  }

  /** Of a file that was rotated while its end was looked for. */
  private void tellNotSent() throws IOException {
    for (RotatedFile file : siblings.list()) {
      long more = file.stat().size() - firstSize;
      if (file.is(first.named()) && more > 0) {
        fileCounts.lost(more);
        LOG.warn(
            "{}: bytes {} to {} were written to {} while its end was looked for, and it was"
                + " rotated; they are not sent",
            path,
            firstSize,
            firstSize + more,
            file.path());
      }
    }
  }

  /**
   * @param before what there was before it is opened
   * @param earlier what was found for the first look, which is to hold still
   */
  private void open(StartPosition from, FolderState before, Optional<History.Found> earlier)
      throws IOException {
    Optional<OpenFile> opened = opener.open(path);
    if (opened.isEmpty()) {
      throw new NotReadyException(path + " is being rotated");
    }
    try {
      long position = from == StartPosition.END ? lastLine.endIn(opened.get(), encoding()) : 0;
      KnownFiles present = rotated.presentBeside(opened.get());
      requireNamed(opened.get().identity(), before);
      if (earlier.isPresent()) {
        history.requireStill(earlier.get(), path, context);
      }
      generations.add(opened.get(), position, present);
      LOG.info("{}: reading {} from {}", path, opened.get().identity(), position);
    } catch (IOException | RuntimeException failed) {
      Closing.after(failed, opened.get());
      throw failed;
    }
  }

  private void compare(Generation newest, FileStat named) throws IOException {
    if (named.identity().equals(newest.identity())) {
      newest.modifiedAt(named.modified());
      return;
    }
    if (!unopened.isEmpty() || generations.isFull()) {
      newest.isReplaced();
      unopened.add(new RotatedFile(path, named));
      return;
    }
    newest.suspectTruncation();
    FolderState before = siblings.state();
    List<OpenFile> found = new ArrayList<>();
    try {
      Optional<OpenFile> opened = opener.open(path);
      opened.ifPresent(found::add);
      RotatedFiles.Newer newer = missed.successors(newest, named.identity(), opened);
      found.addAll(0, newer.opened());
      boolean tooMany = !newer.unopened().isEmpty();
      if (tooMany && opened.isPresent()) {
        found.remove(opened.get());
        opened.get().close();
      }
      List<KnownFiles> present = new ArrayList<>();
      for (OpenFile file : found) {
        boolean isLast = present.size() == found.size() - 1;
        // What is opened later came of the path as well.
        present.add(tooMany && isLast ? newest.bystanders() : rotated.presentBeside(file));
      }
      requireNamed(named.identity(), before);
      if (tooMany) {
        unopened.found(found, newer.unopened());
        unopened.add(new RotatedFile(path, named));
      }
      while (!found.isEmpty()) {
        fileCounts.rotated(found.get(0).content().isFinal(), Metric.RENAMED);
        generations.add(found.remove(0), 0, present.remove(0));
      }
      if (tooMany) {
        generations.newest().ifPresent(Generation::isReplaced);
      }
    } catch (IOException | RuntimeException failed) {
      Closing.after(failed, found);
      throw failed;
    }
  }

  /**
   * @throws NotReadyException where the path has got another file, or is being rotated
   */
  private void requireNamed(FileIdentity named, FolderState before) throws IOException {
    if (!named.equals(before.named())) {
      throw new NotReadyException(path + " is being rotated");
    }
    siblings.requireStill(before);
  }

  private void resume() throws IOException {
    List<ResumedFile> steps =
        new ArrayList<>(
            resumption.steps(
                resumePoint.position(),
                resumePoint.isDrained() || unopened.isHeldRead(),
                resumePoint.bystanders()));
    try {
      while (!steps.isEmpty()) {
        ResumedFile step = steps.remove(0);
        if (!steps.isEmpty()) {
          fileCounts.rotated(
              step.file().content().isFinal(), step.complete() ? Metric.COPIED : Metric.RENAMED);
        }
        generations.add(step);
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
      resumePoint.clear();
    }
    if (!unopened.isEmpty()) {
      generations.newest().ifPresent(Generation::isReplaced);
    }
  }
}
