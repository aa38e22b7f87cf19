package io.sluice.connect.filetail.follow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/** Has the files of all globs found, each glob in its turn. */
final class Globs {

  private final LongSupplier nanoTime;
  private final List<GlobFiles> globs = new ArrayList<>();
  private int next;
  private boolean unfinished;

  Globs(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  void add(GlobFiles glob) {
    globs.add(glob);
  }

  /** Whether all files were found that were there when an entry was taken up. */
  boolean hasFoundAll(EntryToFollow entry) {
    return globs.stream().anyMatch(glob -> glob.entry() == entry && glob.hasFoundAll());
  }

  /** Ends looking for the files of entries. */
  void giveUp(Set<EntryToFollow> entries) {
    globs.removeIf(glob -> entries.contains(glob.entry()));
    next = 0;
  }

  /**
   * Has each glob look for files, one at least.
   *
   * @param until when to stop, in nanoseconds
   */
  void step(long until) {
    unfinished = false;
    for (int steps = globs.size(); steps > 0; steps--) {
      unfinished |= globs.get(next).step(until);
      next = (next + 1) % globs.size();
      if (nanoTime.getAsLong() - until >= 0) {
        unfinished = true;
        return;
      }
    }
  }

  /** Whether some glob may have files that are not followed yet. */
  boolean isUnfinished() {
    return unfinished;
  }

  /**
   * Has the folder of what was created or deleted looked at with the next step.
   *
   * @return whether some glob looks there
   */
  boolean changed(Path path) {
    boolean concerned = false;
    for (GlobFiles glob : globs) {
      concerned |= glob.changed(path);
    }
    return concerned;
  }

  void changedSomewhere() {
    globs.forEach(GlobFiles::changedSomewhere);
  }
}
