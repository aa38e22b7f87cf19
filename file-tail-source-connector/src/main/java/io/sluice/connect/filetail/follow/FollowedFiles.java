package io.sluice.connect.filetail.follow;

import io.sluice.connect.filetail.collect.EntryProgress;
import io.sluice.connect.filetail.discovery.GlobWalk;
import io.sluice.connect.filetail.file.AllowedPaths;
import io.sluice.connect.filetail.file.FilePosition;
import io.sluice.connect.filetail.file.History;
import io.sluice.connect.filetail.folder.FolderListings;
import io.sluice.connect.filetail.folder.FolderWatch;
import io.sluice.connect.filetail.metrics.TaskMetrics;
import java.io.Closeable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Follows the files of all entries of a task, in turn.
 *
 * <p>Not thread-safe: the task's thread owns it. Discovery ({@link Globs}), looks at quiet files,
 * reading and first looks at new files ({@link RoundRobin}) take their turns on it, each a bounded
 * piece at a time: however many files of one kind there are, the others go on. What a {@link
 * FolderWatch} tells is taken at the beginning of each poll and between two, and only brings turns
 * forward.
 */
public final class FollowedFiles implements Closeable {

  /** A piece of work may last longer, which cannot be cut. */
  private static final long READ_NANOS = Duration.ofMillis(50).toNanos();

  private final AllowedPaths allowed;
  private final HandedOn stored;
  private final FolderListings listings;
  private final FolderWatch watch;
  private final TaskMetrics metrics;
  private final LongSupplier nanoTime;
  private final Schedule schedule = new Schedule();
  private final FileTable files;
  private final Globs globs;
  private final RoundRobin reading;
  private List<EntryToFollow> entries = List.of();

  /** Whether something was told that is to be looked at now. */
  private boolean changed;

  private final FolderWatch.Changes changes =
      new FolderWatch.Changes() {
        @Override
        public void changed(Path path, boolean names) {
          changed |= files.wake(path);
          if (names) {
            changed |= globs.changed(path);
          }
        }

        @Override
        public void unknown() {
          changed = true;
          files.wakeAll();
          globs.changedSomewhere();
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
    this.stored = new HandedOn(stored, nanoTime);
    this.listings = listings;
    this.watch = watch;
    this.metrics = metrics;
    this.nanoTime = nanoTime;
    OpenFiles open = new OpenFiles(mostOpen);
    this.files = new FileTable(allowed, this.stored, listings, schedule, open, metrics, nanoTime);
    this.globs = new Globs(nanoTime);
    this.reading = new RoundRobin(schedule, open, files, watch, nanoTime);
  }

  /**
   * Follows these entries from now on, and no others; those that were followed already do not
   * notice. What globs match is found by and by.
   */
  public void follow(List<EntryToFollow> wanted) {
    Set<EntryToFollow> gone = Collections.newSetFromMap(new IdentityHashMap<>());
    gone.addAll(without(entries, wanted));
    Map<EntryToFollow, EntryToFollow> goOn = new IdentityHashMap<>();
    List<EntryToFollow> added = new ArrayList<>();
    for (EntryToFollow one : without(wanted, entries)) {
      Optional<EntryToFollow> before = gone.stream().filter(one::isSame).findFirst();
      EntryToFollow now = before.filter(globs::hasFoundAll).isPresent() ? one.fromBeginning() : one;
      before.ifPresent(same -> goOn.put(same, now));
      added.add(now);
    }
    entries =
        Stream.concat(entries.stream().filter(one -> !gone.contains(one)), added.stream()).toList();
    if (!gone.isEmpty()) {
      globs.giveUp(gone);
      // What a glob has stays open where only the entries beside it have changed.
      goOn.forEach(files::goOn);
      files.giveUp(gone);
      metrics.addGlobs(-(int) gone.stream().filter(EntryToFollow::isGlob).count());
    }
    add(added);
  }

  private static List<EntryToFollow> without(List<EntryToFollow> some, List<EntryToFollow> others) {
    return some.stream().filter(one -> others.stream().noneMatch(one::isLike)).toList();
  }

  private void add(List<EntryToFollow> entries) {
    List<EntryToFollow> single = new ArrayList<>();
    for (EntryToFollow entry : entries) {
      if (entry.isGlob()) {
        addGlob(entry);
      } else {
        single.add(entry);
      }
    }
    Map<Path, FilePosition> positions =
        stored.of(single.stream().map(EntryToFollow::path).toList());
    for (EntryToFollow entry : single) {
      Path path = entry.path();
      Optional<FilePosition> position = Optional.ofNullable(positions.get(path));
      files.follow(
          entry, path, files.target(path), position, entry.start(), Optional.empty(), History.NONE);
    }
  }

  private void addGlob(EntryToFollow entry) {
    GlobWalk walk =
        new GlobWalk(
            entry.entry().pattern().orElseThrow(),
            allowed,
            listings,
            watch,
            nanoTime,
            metrics::refusedFolder);
    globs.add(new GlobFiles(entry, walk, files, stored, nanoTime));
    metrics.addGlobs(1);
  }

  /** Reads from the files that have lines; an empty list where none has. */
  public List<SourceRecord> read() throws InterruptedException {
    watch.await(0, changes);
    long until = nanoTime.getAsLong() + READ_NANOS;
    globs.step(until);
    return reading.read(until);
  }

  /**
   * How far the entries are read.
   *
   * @param task to which they belong
   */
  public List<EntryProgress> progress(int task) {
    return EntrySum.of(task, entries, files.all());
  }

  /** Waits until something happens, or some file is to be looked at. */
  public void await() throws InterruptedException {
    long now = nanoTime.getAsLong();
    long until = now + (globs.isUnfinished() ? 0 : schedule.pause(now));
    changed = false;
    while (!changed && until - now > 0) {
      watch.await(until - now, changes);
      now = nanoTime.getAsLong();
    }
  }

  @Override
  public void close() {
    files.close();
    watch.close();
  }
}
