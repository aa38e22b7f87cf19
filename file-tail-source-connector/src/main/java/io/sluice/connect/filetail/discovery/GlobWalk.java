package io.sluice.connect.filetail.discovery;

import io.sluice.connect.filetail.file.AllowedPaths;
import io.sluice.connect.filetail.folder.FolderListing;
import io.sluice.connect.filetail.folder.FolderListings;
import io.sluice.connect.filetail.folder.FolderWatch;
import io.sluice.connect.filetail.glob.FilePattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Walks the folders in which a glob may match, again and again, a few at a time.
 *
 * <p>A folder that has not changed costs one {@code stat}, and is looked at often ({@link
 * FolderQueue}). Of a folder that has changed, all files that match are named again: it is for
 * others to know which of them are new.
 *
 * <p>Links to folders are followed if they lead to an allowed folder that is not walked already,
 * which cuts loops. A folder that cannot be read is logged once, and tried again.
 *
 * <p>Not thread-safe: the task's thread owns it.
 */
public final class GlobWalk {

  private static final int MOST_NAMES_AT_ONCE = 5_000;

  private final FilePattern pattern;
  private final AllowedPaths allowed;
  private final FolderListings listings;
  private final FolderWatch watch;
  private final LongSupplier nanoTime;
  private final Runnable refused;
  private final Map<Path, WalkedFolder> folders = new HashMap<>();
  private final Set<Object> keys = new HashSet<>();
  private final FolderQueue queue = new FolderQueue();
  private boolean complete;

  /**
   * @param nanoTime like {@link System#nanoTime}
   * @param refused hears of each folder that leads out of the allowed ones
   */
  public GlobWalk(
      FilePattern pattern,
      AllowedPaths allowed,
      FolderListings listings,
      FolderWatch watch,
      LongSupplier nanoTime,
      Runnable refused) {
    this.pattern = pattern;
    this.allowed = allowed;
    this.listings = listings;
    this.watch = watch;
    this.nanoTime = nanoTime;
    this.refused = refused;
    for (Path base : pattern.glob().bases()) {
      add(base, null);
    }
  }

  /** Whether every folder that was there was looked at. */
  public boolean isComplete() {
    return complete;
  }

  /**
   * Has a folder looked at with the next step.
   *
   * @return whether it is one of the walk's
   */
  public boolean changed(Path folder) {
    WalkedFolder walked = folders.get(folder);
    return walked != null && queue.urge(walked);
  }

  /** Has all folders looked at as soon as possible. */
  public void changedSomewhere() {
    folders.values().forEach(queue::urge);
  }

  /**
   * Looks at the folders that are due, some thousand names at most and one folder at least.
   *
   * @param until when to stop, in nanoseconds
   * @param found takes the path of each file that matches in the folders that have changed
   * @return whether more are due
   */
  public boolean step(long until, Consumer<Path> found) {
    long now = nanoTime.getAsLong();
    int names = 0;
    while (names == 0 || (names < MOST_NAMES_AT_ONCE && nanoTime.getAsLong() - until < 0)) {
      WalkedFolder next = queue.next(now);
      if (next == null) {
        complete = true;
        return false;
      }
      // Watched before it is looked at, so that nothing happens in between.
      next.watched = watch.watch(next.path);
      names += 1 + look(next, found);
      queue.lookedAt(next, now);
    }
    return true;
  }

  private int look(WalkedFolder folder, Consumer<Path> found) {
    try {
      FolderListing listing = list(folder);
      boolean changed = listing != folder.listing;
      Optional<IOException> failed = changed ? take(folder, listing) : Optional.empty();
      if (changed) {
        folder.files.forEach(name -> found.accept(folder.path.resolve(name)));
      }
      Optional<IOException> unfollowed = followLinks(folder, found);
      failed.or(() -> unfollowed).ifPresentOrElse(folder.trouble::met, folder.trouble::over);
      return changed ? listing.names().size() : folder.links.size();
    } catch (IOException failed) {
      folder.trouble.met(failed);
      if (!folder.refused && Refusal.of(failed).isPresent()) {
        folder.refused = true;
        refused.run();
      }
    }
    return 0;
  }

  /**
   * A link that cannot be followed does not stand in the way of the others.
   *
   * @return why one could not be followed
   */
  private Optional<IOException> followLinks(WalkedFolder folder, Consumer<Path> found) {
    IOException failed = null;
    for (String name : folder.links) {
      try {
        followLink(folder, name, found);
      } catch (IOException one) {
        failed = one;
      }
    }
    return Optional.ofNullable(failed);
  }

  private FolderListing list(WalkedFolder folder) throws IOException {
    try {
      if (folder.key == null || Files.isSymbolicLink(folder.path)) {
        Path real = allowed.resolve(folder.path);
        leadsTo(folder, Files.readAttributes(real, BasicFileAttributes.class).fileKey());
      }
      return listings.of(folder.path);
    } catch (NoSuchFileException gone) {
      return FolderListing.EMPTY;
    }
  }

  /** Takes note of what a folder is by now: what it was may be walked by another name. */
  private void leadsTo(WalkedFolder folder, Object key) {
    Object before = folder.key;
    folder.key = key;
    keys.add(key);
    if (before != null
        && !before.equals(key)
        && folders.values().stream().noneMatch(other -> before.equals(other.key))) {
      keys.remove(before);
    }
  }

  /**
   * Sorts what is new in a folder, and drops what is gone. What cannot be looked at does not stand
   * in the way of the others, and is new again at the next look.
   *
   * @return why something could not be looked at
   */
  private Optional<IOException> take(WalkedFolder folder, FolderListing listing) {
    List<String> added = listing.without(folder.listing);
    List<String> removed = folder.listing.without(listing);
    for (String name : removed) {
      folder.files.remove(name);
      folder.links.remove(name);
      removeFolder(folder, name);
    }
    // With the same names as before, something has taken the place of something else.
    boolean replaced = added.isEmpty() && removed.isEmpty();
    IOException failed = null;
    Set<String> unsorted = new HashSet<>();
    for (String name : replaced ? listing.names() : added) {
      try {
        sort(folder, name);
      } catch (IOException one) {
        failed = one;
        unsorted.add(name);
      }
    }
    folder.listing = failed == null ? listing : listing.except(unsorted);
    return Optional.ofNullable(failed);
  }

  private void sort(WalkedFolder folder, String name) throws IOException {
    Path path = folder.path.resolve(name);
    boolean matches = pattern.matches(path);
    boolean reaches = pattern.glob().reachesBelow(path);
    if (!matches && !reaches) {
      return;
    }
    folder.files.remove(name);
    folder.links.remove(name);
    try {
      BasicFileAttributes found =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (found.isSymbolicLink()) {
        folder.links.add(name);
      } else if (found.isDirectory() && reaches) {
        folder.folders.add(name);
        add(path, found.fileKey());
        return;
      } else if (!found.isDirectory() && matches) {
        folder.files.add(name);
      }
    } catch (NoSuchFileException gone) {
      // The next look finds the folder changed.
    }
    removeFolder(folder, name);
  }

  private void followLink(WalkedFolder folder, String name, Consumer<Path> found)
      throws IOException {
    Path path = folder.path.resolve(name);
    try {
      BasicFileAttributes target = Files.readAttributes(path, BasicFileAttributes.class);
      if (!target.isDirectory()) {
        removeFolder(folder, name);
        if (pattern.matches(path)) {
          found.accept(path);
        }
      } else if (pattern.glob().reachesBelow(path)
          && !folder.folders.contains(name)
          && !keys.contains(target.fileKey())) {
        folder.folders.add(name);
        add(path, target.fileKey());
      }
    } catch (NoSuchFileException leadsNowhere) {
      removeFolder(folder, name);
    }
  }

  private void add(Path path, Object key) {
    WalkedFolder before = folders.get(path);
    if (before != null && Objects.equals(before.key, key)) {
      return;
    }
    drop(before);
    WalkedFolder added = new WalkedFolder(path, key);
    folders.put(path, added);
    if (key != null) {
      keys.add(key);
    }
    queue.add(added, nanoTime.getAsLong());
  }

  private void removeFolder(WalkedFolder parent, String name) {
    if (parent.folders.remove(name)) {
      drop(folders.get(parent.path.resolve(name)));
    }
  }

  /** Forgets a folder and all below it. */
  private void drop(WalkedFolder folder) {
    if (folder != null) {
      folders.remove(folder.path);
      queue.remove(folder);
      keys.remove(folder.key);
      folder.folders.forEach(name -> drop(folders.get(folder.path.resolve(name))));
    }
  }
}
