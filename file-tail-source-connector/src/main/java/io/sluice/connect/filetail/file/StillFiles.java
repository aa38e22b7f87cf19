package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Since when files that wait to be opened have not grown, though what comes after them was begun,
 * so that they need not be quiet once more when their turn has come.
 */
final class StillFiles {

  private final LongSupplier nanoTime;
  private final Map<FileIdentity, Still> files = new HashMap<>();

  StillFiles(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Forgets all but these, and begins to know those that it does not know with their size.
   *
   * @param opened oldest first
   * @param waiting those that come after them, oldest first
   */
  void keep(List<OpenFile> opened, List<RotatedFile> waiting) throws IOException {
    Map<FileIdentity, Still> before = Map.copyOf(files);
    files.clear();
    boolean begun = false;
    for (int i = waiting.size() - 1; i >= 0; i--) {
      FileStat stat = waiting.get(i).stat();
      begun = keep(stat.identity(), stat.size(), begun, before);
    }
    for (int i = opened.size() - 1; i >= 0; i--) {
      OpenFile file = opened.get(i);
      begun = keep(file.identity(), file.content().size(), begun, before);
    }
  }

  /**
   * @param replaced whether a later one has something in it
   * @return the same for the one before
   */
  private boolean keep(
      FileIdentity file, long size, boolean replaced, Map<FileIdentity, Still> before) {
    // Of an empty one there is but its inode, which another empty file may have by then.
    if (replaced && size > 0) {
      Still known = before.get(file);
      boolean stands = known != null && known.size() == size;
      files.put(file, stands ? known : new Still(size, nanoTime.getAsLong()));
    }
    return replaced || size > 0;
  }

  /** In nanoseconds; nothing where it was not known before, or has another size now. */
  OptionalLong since(OpenFile file) throws IOException {
    Still known = files.get(file.identity());
    return known == null || known.size() != file.content().size()
        ? OptionalLong.empty()
        : OptionalLong.of(known.since());
  }

  private record Still(long size, long since) {}
}
