package io.sluice.connect.filetail.follow;

import io.sluice.connect.filetail.collect.CollectEntry;
import io.sluice.connect.filetail.file.StartPosition;
import io.sluice.connect.filetail.file.TailSettings;
import io.sluice.connect.filetail.glob.FilePattern;
import io.sluice.connect.filetail.record.LineRecords;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

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
    return isSame(other)
        && (!isGlob()
            || (rivals.equals(other.rivals) && meant(others).equals(meant(other.others))));
  }

  /** Whether another is the same entry, be it with other entries beside it. */
  boolean isSame(EntryToFollow other) {
    return entry.equals(other.entry);
  }

  private static List<List<String>> meant(List<CollectEntry> entries) {
    return entries.stream()
        .map(one -> Stream.concat(Stream.of(one.path()), one.exclude().stream()).toList())
        .toList();
  }

  /** The same, where all that is found from now on is new. */
  EntryToFollow fromBeginning() {
    return new EntryToFollow(entry, rivals, others, settings, StartPosition.BEGINNING, records);
  }

  /** Whether a file that its glob matches is not another's. */
  boolean owns(Path path) {
    return rivals.stream().noneMatch(rival -> rival.matches(path));
  }

  boolean isGlob() {
    return entry.pattern().isPresent();
  }

  /** That of an entry for one file. */
  Path path() {
    return Path.of(entry.path());
  }
}
