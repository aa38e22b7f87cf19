package io.sluice.connect.filetail.discovery;

import io.sluice.connect.filetail.file.Trouble;
import io.sluice.connect.filetail.folder.FolderListing;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** A folder of a walk, and what was found in it. */
final class WalkedFolder {

  final Path path;

  /** Device and inode; null until the folder was there. */
  Object key;

  final Trouble trouble;

  /** Names of files that match; links to such are among the {@link #links}. */
  final Set<String> files = new HashSet<>();

  final Set<String> links = new HashSet<>();

  /** Names of folders and of links to folders that are walked as well. */
  final Set<String> folders = new HashSet<>();

  /** What was in it when it was looked at last. */
  FolderListing listing = FolderListing.EMPTY;

  boolean watched;

  /** Whether it was told that it leads out of the allowed folders. */
  boolean refused;

  /** When it is looked at next, in nanoseconds. */
  long due;

  /** Whether it is in the queue by that time. */
  boolean waits;

  /** Whether the walk has done with it. */
  boolean dropped;

  WalkedFolder(Path path, Object key) {
    this.path = path;
    this.key = key;
    this.trouble = new Trouble(path);
  }
}
