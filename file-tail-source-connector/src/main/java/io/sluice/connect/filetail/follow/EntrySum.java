package io.sluice.connect.filetail.follow;

import io.sluice.connect.filetail.collect.EntryProgress;
import io.sluice.connect.filetail.metrics.FileCounts;
import io.sluice.connect.filetail.metrics.FileState;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Sums up what is known of the files of each entry. */
final class EntrySum {

  /** The more a state needs attention, the later it comes. */
  private static final List<FileState> BY_NEED =
      List.of(
          FileState.ABSENT,
          FileState.QUIET,
          FileState.READING,
          FileState.ROTATING,
          FileState.TROUBLE);

  private FileState state = FileState.ABSENT;
  private long files;
  private long position;
  private long lag;
  private String refused;

  private EntrySum() {}

  static List<EntryProgress> of(
      int task, List<EntryToFollow> entries, Collection<FollowedFile> files) {
    Map<EntryToFollow, EntrySum> sums = new IdentityHashMap<>();
    entries.forEach(entry -> sums.put(entry, new EntrySum()));
    files.forEach(file -> sums.get(file.entry).add(file));
    return entries.stream().map(entry -> sums.get(entry).of(task, entry)).toList();
  }

  private void add(FollowedFile file) {
    FileCounts counts = file.tail.fileCounts();
    file.refusal().ifPresent(leadsOut -> refused = file.path + " " + leadsOut);
    files++;
    position += counts.position();
    lag += counts.lag();
    if (BY_NEED.indexOf(counts.state()) > BY_NEED.indexOf(state)) {
      state = counts.state();
    }
  }

  private EntryProgress of(int task, EntryToFollow entry) {
    return new EntryProgress(
        entry.entry().path(),
        entry.entry().topic(),
        task,
        state.text(),
        entry.isGlob() ? files : null,
        entry.isGlob() ? null : position,
        lag,
        refused);
  }
}
