package io.sluice.connect.filetail.follow;

import io.sluice.connect.filetail.file.AllowedPaths;
import io.sluice.connect.filetail.file.FilePosition;
import io.sluice.connect.filetail.file.FileTail;
import io.sluice.connect.filetail.file.FoundEnd;
import io.sluice.connect.filetail.file.History;
import io.sluice.connect.filetail.file.StartPosition;
import io.sluice.connect.filetail.file.TailContext;
import io.sluice.connect.filetail.folder.FolderListings;
import io.sluice.connect.filetail.metrics.TaskMetrics;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files that are followed, by their paths: here each is taken up and given up. */
final class FileTable implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(FileTable.class);

  private final AllowedPaths allowed;
  private final HandedOn handedOn;
  private final FolderListings listings;
  private final Schedule schedule;
  private final OpenFiles open;
  private final TaskMetrics metrics;
  private final LongSupplier nanoTime;
  private final Map<Path, FollowedFile> byPath = new HashMap<>();

  /** By the path without links. */
  private final Map<Path, FollowedFile> byTarget = new HashMap<>();

  private final NumberedNames numbered = new NumberedNames(byPath::get);

  FileTable(
      AllowedPaths allowed,
      HandedOn handedOn,
      FolderListings listings,
      Schedule schedule,
      OpenFiles open,
      TaskMetrics metrics,
      LongSupplier nanoTime) {
    this.allowed = allowed;
    this.handedOn = handedOn;
    this.listings = listings;
    this.schedule = schedule;
    this.open = open;
    this.metrics = metrics;
    this.nanoTime = nanoTime;
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

  /**
   * Starts to follow a path.
   *
   * @param target the path without links
   * @param position where an earlier run had got to
   * @param found what had the path when it was found, where that was before
   * @param history what is read before the file itself, where there is no position
   */
  void follow(
      EntryToFollow entry,
      Path path,
      Path target,
      Optional<FilePosition> position,
      StartPosition start,
      Optional<FoundEnd> found,
      History history) {
    TailContext context =
        new TailContext(
            entry.settings(), listings, byPath::containsKey, numbered::namesakes, nanoTime);
    FileTail tail = new FileTail(path, position, start, context);
    found.ifPresent(tail::wasFound);
    tail.readFirst(history);
    if (handedOn.takeDrained(path)) {
      tail.goOnAfterADrainedFile();
    }
    FollowedFile file = new FollowedFile(entry, path, target, tail, position);
    byPath.put(path, file);
    byTarget.putIfAbsent(target, file);
    numbered.add(file);
    metrics.add(tail.fileCounts());
    schedule.add(file);
  }

  /**
   * Takes note of where a link leads by now. It costs one look at the link while that is the same;
   * where it leads to further links, those are not looked at again.
   */
  void resolveAnew(FollowedFile file) {
    if (file.target.equals(file.path)) {
      return;
    }
    try {
      Path link = Files.readSymbolicLink(file.path);
      if (!link.equals(file.link)) {
        file.link = link;
        byTarget.remove(file.target, file);
        file.target = target(file.path);
        byTarget.putIfAbsent(file.target, file);
      }
    } catch (IOException noLink) {
      // It is gone, or takes another form; the tail sees that.
    }
  }

  /** Ends following a file of which nothing is to be kept. */
  void forget(FollowedFile file) {
    LOG.info("{}: is gone, and not waited for any more", file.path);
    schedule.remove(file);
    giveUp(file);
    handedOn.isDrained(file.path);
  }

  /** Ends following the files of entries at once; their positions are known until committed. */
  void giveUp(Set<EntryToFollow> entries) {
    Set<FollowedFile> given =
        byPath.values().stream()
            .filter(file -> entries.contains(file.entry))
            .collect(Collectors.toSet());
    schedule.removeAll(given);
    given.forEach(this::giveUp);
  }

  /** Has the files of an entry followed by the same one with other entries beside it. */
  void goOn(EntryToFollow before, EntryToFollow now) {
    Set<FollowedFile> lost =
        byPath.values().stream()
            .filter(file -> file.entry == before && !now.owns(file.path))
            .collect(Collectors.toSet());
    schedule.removeAll(lost);
    lost.forEach(this::giveUp);
    byPath.values().stream().filter(file -> file.entry == before).forEach(file -> file.entry = now);
  }

  private void giveUp(FollowedFile file) {
    byPath.remove(file.path);
    byTarget.remove(file.target, file);
    numbered.remove(file);
    handedOn.gaveUp(file);
    open.remove(file);
    metrics.remove(file.tail.fileCounts());
    close(file);
  }

  /**
   * Has the file that a path belongs to looked at now.
   *
   * @return whether there is one and its turn is now
   */
  boolean wake(Path path) {
    FollowedFile file = byPath.getOrDefault(path, byTarget.get(path));
    return file != null && wake(file);
  }

  boolean wake(FollowedFile file) {
    return schedule.wake(file, nanoTime.getAsLong());
  }

  void wakeAll() {
    byPath.values().forEach(this::wake);
  }

  Collection<FollowedFile> all() {
    return byPath.values();
  }

  @Override
  public void close() {
    byPath.values().forEach(FileTable::close);
    byPath.clear();
    byTarget.clear();
  }

  private static void close(FollowedFile file) {
    try {
      file.tail.close();
    } catch (IOException failed) {
      LOG.warn("{}: cannot be closed", file.path, failed);
    }
  }
}
