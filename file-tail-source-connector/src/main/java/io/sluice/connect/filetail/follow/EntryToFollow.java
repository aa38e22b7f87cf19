package io.sluice.connect.filetail.follow;

import io.sluice.connect.filetail.collect.CollectEntry;
import io.sluice.connect.filetail.file.StartPosition;
import io.sluice.connect.filetail.file.TailSettings;
import io.sluice.connect.filetail.glob.FilePattern;
import io.sluice.connect.filetail.record.LineRecords;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * An entry of the task's list, and how its files are followed.
 *
 * @param rivals the globs of entries that come first: what they match is theirs
 * @param others what rotation makes of their files is theirs
 * @param records makes the records of the file that has a path
 */
public record EntryToFollow(
    CollectEntry entry,
    List<FilePattern> rivals,
    List<CollectEntry> others,
    TailSettings settings,
    StartPosition start,
    Function<String, LineRecords> records) {

  /** Whether another means the same files, and makes the same records of them. */
  boolean isLike(EntryToFollow other) {
    return entry.equals(other.entry) && rivals.equals(other.rivals) && others.equals(other.others);
  }

  boolean isGlob() {
    return entry.pattern().isPresent();
  }

  /** That of an entry for one file. */
  Path path() {
    return Path.of(entry.path());
  }
}
