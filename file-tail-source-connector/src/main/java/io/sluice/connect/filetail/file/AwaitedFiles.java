package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.metrics.FileCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Remembers files that are to be read, but cannot be told to be so yet, for one of them has to be
 * waited for: none of them is held open meanwhile. What is deleted or truncated then is lost, and
 * the log tells once it is decided which are read.
 */
final class AwaitedFiles {

  private final Siblings siblings;
  private final UnreadableFiles unreadable;
  private final LaterFiles files;

  AwaitedFiles(Path path, Siblings siblings, UnreadableFiles unreadable, FileCounts counts) {
    this.siblings = siblings;
    this.unreadable = unreadable;
    this.files = new LaterFiles(path, counts);
  }

  /** Says that nothing could be decided. Of a file that cannot be read, others tell. */
  void see(RotatedFile found) {
    if (unreadable.isMet(found.stat().identity())) {
      files.remove(found.stat().identity());
    } else {
      files.add(found);
    }
  }

  /**
   * Says which are read, now that it is decided.
   *
   * @param opened those that are open now
   * @param left those that are too many
   * @throws NotReadyException while there are none because the folder is away: it may come back
   *     with everything in it
   */
  void decided(List<OpenFile> opened, List<RotatedFile> left) throws IOException {
    if (isEmpty()) {
      return;
    }
    if (opened.isEmpty() && left.isEmpty() && siblings.isFolderAway()) {
      throw new NotReadyException("the folder of what was rotated is away");
    }
    files.tellLost(siblings.identities(), RotatedFile.listed(opened), left);
  }

  /** Whether there is nothing to tell of. */
  boolean isEmpty() {
    return files.isEmpty() && !files.haveBeenTruncated();
  }
}
