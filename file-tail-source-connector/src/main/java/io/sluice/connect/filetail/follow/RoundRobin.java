package io.sluice.connect.filetail.follow;

import io.sluice.connect.filetail.file.ReadBuffer;
import io.sluice.connect.filetail.folder.FolderWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Looks at files and reads them, as the {@link Schedule} gives them their turns. A round looks at
 * those that have rested, until one has lines; reads a buffer's worth of one that had lines before;
 * and begins one that was never looked at.
 */
final class RoundRobin {

  /** Enough to keep the producer busy; one more file's buffer may come on top. */
  private static final int ENOUGH_RECORDS = 2000;

  private static final int MOST_LOOKS = 500;

  private final Schedule schedule;
  private final OpenFiles open;
  private final FileTable files;
  private final FolderWatch watch;
  private final LongSupplier nanoTime;
  private final ReadBuffer buffer = new ReadBuffer();

  RoundRobin(
      Schedule schedule,
      OpenFiles open,
      FileTable files,
      FolderWatch watch,
      LongSupplier nanoTime) {
    this.schedule = schedule;
    this.open = open;
    this.files = files;
    this.watch = watch;
    this.nanoTime = nanoTime;
  }

  /**
   * Reads until there are records enough, or no file has its turn.
   *
   * @param until when to stop in any case, in nanoseconds
   */
  List<SourceRecord> read(long until) {
    List<SourceRecord> records = new ArrayList<>();
    int looks = 0;
    int turns = schedule.busyFiles();
    boolean more = true;
    while (more) {
      int looked = lookAtRested(MOST_LOOKS - looks, until, records);
      looks += looked;
      boolean busy = turns-- > 0;
      if (busy) {
        read(schedule.nextBusy(), records);
      }
      Optional<FollowedFile> fresh = schedule.nextFresh();
      if (fresh.isPresent()) {
        watchFolders(fresh.get());
        read(fresh.get(), records);
      }
      more =
          (looked > 0 || busy || fresh.isPresent())
              && records.size() < ENOUGH_RECORDS
              && nanoTime.getAsLong() - until < 0;
    }
    return records;
  }

  /**
   * Looks at files that have rested, until one has lines.
   *
   * @return at how many
   */
  private int lookAtRested(int most, long until, List<SourceRecord> records) {
    int before = records.size();
    for (int looks = 0; looks < most; looks++) {
      long now = nanoTime.getAsLong();
      boolean enough = looks > 0 && (now - until >= 0 || records.size() > before);
      Optional<FollowedFile> rested = enough ? Optional.empty() : schedule.nextRested(now);
      if (rested.isEmpty()) {
        return looks;
      }
      look(rested.get(), now, records);
    }
    return most;
  }

  private void look(FollowedFile file, long now, List<SourceRecord> records) {
    watchFolders(file);
    if (!file.tail.isQuiet() || file.tail.hasChanged()) {
      file.isThere();
      files.resolveAnew(file);
      watchFolders(file);
      read(file, records);
      return;
    }
    file.isUnchanged(now);
    if (file.isGoneForGood(now)) {
      files.forget(file);
    } else {
      schedule.rest(file, true, now);
    }
  }

  /** Before a look, so that nothing happens in between. */
  private void watchFolders(FollowedFile file) {
    file.watched =
        watch.watch(file.path.getParent())
            && (file.target.equals(file.path) || watch.watch(file.target.getParent()));
  }

  private void read(FollowedFile file, List<SourceRecord> records) {
    boolean lines = file.read(buffer, records);
    open.used(file);
    if (lines) {
      schedule.busy(file);
    } else {
      schedule.rest(file, file.tail.isQuiet(), nanoTime.getAsLong());
    }
  }
}
