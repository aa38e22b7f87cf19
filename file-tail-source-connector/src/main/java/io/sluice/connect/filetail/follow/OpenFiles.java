package io.sluice.connect.filetail.follow;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** Keeps the number of open files down: those that were quiet for longest are closed first. */
final class OpenFiles {

  private static final int MOST_LOOKS = 100;

  private final int most;
  private final Set<FollowedFile> open = new LinkedHashSet<>();

  OpenFiles(int most) {
    this.most = most;
  }

  /** Notes that a file was read. */
  void used(FollowedFile file) {
    open.remove(file);
    if (file.tail.isOpen()) {
      open.add(file);
      if (open.size() > most) {
        close();
      }
    }
  }

  void remove(FollowedFile file) {
    open.remove(file);
  }

  private void close() {
    int looks = 0;
    Iterator<FollowedFile> eldest = open.iterator();
    while (open.size() > most && eldest.hasNext() && looks++ < MOST_LOOKS) {
      FollowedFile file = eldest.next();
      file.tail.sleep();
      if (!file.tail.isOpen()) {
        eldest.remove();
      }
    }
  }
}
