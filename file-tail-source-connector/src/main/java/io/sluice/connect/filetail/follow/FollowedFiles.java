package io.sluice.connect.filetail.follow;

import io.sluice.connect.filetail.discovery.GlobWalk;
import io.sluice.connect.filetail.file.AllowedPaths;
import io.sluice.connect.filetail.file.EarlierFile;
import io.sluice.connect.filetail.file.FilePosition;
import io.sluice.connect.filetail.file.FileTail;
import io.sluice.connect.filetail.file.ReadBuffer;
import io.sluice.connect.filetail.file.StartPosition;
import io.sluice.connect.filetail.file.TailContext;
import io.sluice.connect.filetail.folder.FolderListings;
import io.sluice.connect.filetail.folder.FolderWatch;
import io.sluice.connect.filetail.glob.FilePattern;
import io.sluice.connect.filetail.metrics.TaskMetrics;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the files of all entries of a task, in turn.
 *
 * <p>Not thread-safe: the task's thread owns it. Discovery, looks at quiet files, reading and first
 * looks at new files take their turns on it, each a bounded piece at a time: however many files of
 * one kind there are, the others go on.
 */
public final class FollowedFiles implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(FollowedFiles.class);

  /** Enough to keep the producer busy; one more file's buffer may come on top. */
  private static final int ENOUGH_RECORDS = 2000;

  private static final int MOST_LOOKS = 500;

  /** A piece of work may last longer, which cannot be cut. */
  private static final long READ_NANOS = Duration.ofMillis(50).toNanos();

  private static final long FORGET_NANOS = Duration.ofMinutes(10).toNanos();

  private final AllowedPaths allowed;
  private final StoredPositions stored;
  private final FolderListings listings;
  private final FolderWatch watch;
  private final TaskMetrics metrics;
  private final LongSupplier nanoTime;
  private final ReadBuffer buffer = new ReadBuffer();
  private final Schedule schedule = new Schedule();
  private final OpenFiles open;
  private final Map<Path, FollowedFile> byPath = new HashMap<>();

  /** By the path without links, where it is another. */
  private final Map<Path, FollowedFile> byTarget = new HashMap<>();

  private final List<GlobFiles> globs = new ArrayList<>();
  private int nextGlob;

  /** Whether a glob may have files that are not followed yet. */
  private boolean discovering;

  /** Whether something was told that is to be looked at now. */
  private boolean changed;

  private final FolderWatch.Changes changes =
      new FolderWatch.Changes() {
        @Override
        public void changed(Path path, boolean names) {
          change(path, names);
        }

        @Override
        public void unknown() {
          changeAll();
        }
      };

  /**
   * @param mostOpen how many files are kept open while nothing happens to them
   * @param nanoTime like {@link System#nanoTime}
   */
  public FollowedFiles(
      AllowedPaths allowed,
      int mostOpen,
      StoredPositions stored,
      FolderListings listings,
      FolderWatch watch,
      TaskMetrics metrics,
      LongSupplier nanoTime) {
    this.allowed = allowed;
    this.open = new OpenFiles(mostOpen);
    this.stored = stored;
    this.listings = listings;
    this.watch = watch;
    this.metrics = metrics;
    this.nanoTime = nanoTime;
  }

  /** Takes entries up; what their globs match is found by and by. */
  public void add(List<EntryToFollow> entries) {
    List<Path> paths = new ArrayList<>();
    for (EntryToFollow entry : entries) {
      if (entry.entry().pattern().isEmpty()) {
        paths.add(Path.of(entry.entry().path()));
      } else {
        FilePattern pattern = entry.entry().pattern().orElseThrow();
        GlobWalk walk = new GlobWalk(pattern, allowed, listings, watch, nanoTime);
        metrics.addGlobs(1);
        globs.add(new GlobFiles(entry, pattern, walk, this, nanoTime));
      }
    }
    Map<Path, FilePosition> positions = stored.of(paths);
    for (EntryToFollow entry : entries) {
      if (entry.entry().pattern().isEmpty()) {
        Path path = Path.of(entry.entry().path());
        Optional<FilePosition> position = Optional.ofNullable(positions.get(path));
        follow(
            entry, path, target(path), position, entry.start(), Optional.empty(), List.of(), false);
      }
    }
  }

  /**
   * Starts to follow a path.
   *
   * @param target the path without links
   * @param begin where its tail begins where it has no position; nothing for the start position
   * @param earlier rotated files that are read first, oldest first
   */
  FollowedFile follow(
      EntryToFollow entry,
      Path path,
      Path target,
      Optional<FilePosition> position,
      StartPosition start,
      Optional<FilePosition> begin,
      List<EarlierFile> earlier,
      boolean found) {
    TailContext context =
        new TailContext(entry.settings(), listings, byPath::containsKey, nanoTime);
    FileTail tail = new FileTail(path, position.or(() -> begin), start, context);
    tail.readFirst(earlier);
    FollowedFile file =
        new FollowedFile(
            path, target, tail, position, found, () -> entry.records().apply(path.toString()));
    byPath.put(path, file);
    metrics.add(tail.fileCounts());
    byTarget.putIfAbsent(target, file);
    schedule.add(file);
    return file;
  }

  /** The path without links; itself where it names nothing that may be read. */
  Path target(Path path) {
    try {
      return allowed.resolve(path);
    } catch (IOException notYet) {
      return path;
    }
  }

  /** The file that has the path; null where none is followed. */
  FollowedFile followed(Path path) {
    return byPath.get(path);
  }

  /** The file that a path without links belongs to; null where none is followed. */
  FollowedFile withTarget(Path target) {
    return byTarget.get(target);
  }

  Map<Path, FilePosition> stored(List<Path> paths) {
    return paths.isEmpty() ? Map.of() : stored.of(paths);
  }

  /** Has a file looked at now. */
  void wake(FollowedFile file) {
    schedule.wake(file, nanoTime.getAsLong());
  }

  /** Reads from the files that have lines; an empty list where none has. */
  public List<SourceRecord> read() throws InterruptedException {
    watch.await(0, changes);
    long until = nanoTime.getAsLong() + READ_NANOS;
    discover(until);
    List<SourceRecord> records = new ArrayList<>();
    int looks = 0;
    int turns = schedule.busyFiles();
    boolean more = true;
    while (more) {
      int looked = lookAtRested(MOST_LOOKS - looks, until, records);
      looks += looked;
      boolean busy = turns-- > 0;
      if (busy) {
        read(schedule.nextBusy(), records);
      }
      Optional<FollowedFile> fresh = schedule.nextFresh();
      if (fresh.isPresent()) {
        watchFolders(fresh.get());
        read(fresh.get(), records);
      }
      more =
          (looked > 0 || busy || fresh.isPresent())
              && records.size() < ENOUGH_RECORDS
              && nanoTime.getAsLong() - until < 0;
    }
    return records;
  }

  /** Has each glob look for files, in turn, one at least. */
  private void discover(long until) {
    discovering = false;
    for (int steps = globs.size(); steps > 0; steps--) {
      discovering |= globs.get(nextGlob).step(until);
      nextGlob = (nextGlob + 1) % globs.size();
      if (nanoTime.getAsLong() - until >= 0) {
        discovering = true;
        return;
      }
    }
  }

  /**
   * Looks at files that have rested, until one has lines.
   *
   * @return at how many
   */
  private int lookAtRested(int most, long until, List<SourceRecord> records) {
    int before = records.size();
    for (int looks = 0; looks < most; looks++) {
      long now = nanoTime.getAsLong();
      boolean enough = looks > 0 && (now - until >= 0 || records.size() > before);
      Optional<FollowedFile> rested = enough ? Optional.empty() : schedule.nextRested(now);
      if (rested.isEmpty()) {
        return looks;
      }
      FollowedFile file = rested.get();
      watchFolders(file);
      if (file.tail.isQuiet() && !file.tail.hasChanged()) {
        file.isUnchanged(now);
        if (!forgotten(file, now)) {
          schedule.rest(file, true, now);
        }
      } else {
        file.goneSince = 0;
        read(file, records);
      }
    }
    return most;
  }

  /** Before a look, so that nothing happens in between. */
  private void watchFolders(FollowedFile file) {
    file.watched =
        watch.watch(file.path.getParent())
            && (file.target.equals(file.path) || watch.watch(file.target.getParent()));
  }

  private void read(FollowedFile file, List<SourceRecord> records) {
    boolean lines = file.read(buffer, records);
    open.used(file);
    if (lines) {
      schedule.busy(file);
    } else {
      schedule.rest(file, file.tail.isQuiet(), nanoTime.getAsLong());
    }
  }

  /** Whether a file has been gone for so long that nothing is to be kept of it. */
  private boolean forgotten(FollowedFile file, long now) {
    if (!file.found || !file.tail.isGone()) {
      file.goneSince = 0;
      return false;
    }
    if (file.goneSince == 0) {
      file.goneSince = now;
    }
    if (now - file.goneSince < FORGET_NANOS) {
      return false;
    }
    LOG.info("{}: is gone, and not waited for any more", file.path);
    byPath.remove(file.path);
    byTarget.remove(file.target, file);
    schedule.remove(file);
    open.remove(file);
    metrics.remove(file.tail.fileCounts());
    close(file);
    return true;
  }

  /** Waits until something happens, or some file is to be looked at. */
  public void await() throws InterruptedException {
    long now = nanoTime.getAsLong();
    long until = now + (discovering ? 0 : schedule.pause(now));
    changed = false;
    while (!changed && until - now > 0) {
      watch.await(until - now, changes);
      now = nanoTime.getAsLong();
    }
  }

  private void change(Path path, boolean names) {
    FollowedFile file = byPath.getOrDefault(path, byTarget.get(path));
    if (file != null) {
      changed |= schedule.wake(file, nanoTime.getAsLong());
    }
    if (names) {
      for (GlobFiles glob : globs) {
        changed |= glob.changed(path);
      }
    }
  }

  private void changeAll() {
    changed = true;
    byPath.values().forEach(this::wake);
    globs.forEach(GlobFiles::changedSomewhere);
  }

  @Override
  public void close() {
    byPath.values().forEach(FollowedFiles::close);
    byPath.clear();
    watch.close();
  }

  private static void close(FollowedFile file) {
    try {
      file.tail.close();
    } catch (IOException failed) {
      LOG.warn("{}: cannot be closed", file.path, failed);
    }
  }
}
