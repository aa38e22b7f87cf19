package io.sluice.connect.filetail.collect;

import io.sluice.connect.filetail.glob.FilePattern;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells which tasks have entries that may mean the same files as another entry. */
final class EntryOverlaps {

  /** The caller holds others up meanwhile; this takes some tenths of a second. */
  private static final int MOST_COMPARED = 500_000;

  private record Glob(FilePattern pattern, int task) {}

  private final Map<String, Set<Integer>> single = new HashMap<>();
  private final List<Glob> globs = new ArrayList<>();
  private int compared;

  void add(CollectEntry entry, int task) {
    Optional<FilePattern> pattern = entry.pattern();
    if (pattern.isPresent()) {
      globs.add(new Glob(pattern.get(), task));
    } else {
      single.computeIfAbsent(entry.path(), none -> new HashSet<>()).add(task);
    }
  }

  /** Whether so much was compared that what was said since may not be all. */
  boolean areTooMany() {
    return compared > MOST_COMPARED;
  }

  /** The tasks of those that may mean the same files, in a set of the caller's own. */
  Set<Integer> tasksOf(CollectEntry entry) {
    Set<Integer> tasks = new HashSet<>(single.getOrDefault(entry.path(), Set.of()));
    Optional<FilePattern> pattern = entry.pattern();
    compared += globs.size() + (pattern.isPresent() ? single.size() : 0);
    if (areTooMany()) {
      return tasks;
    }
    Path path = Path.of(entry.path());
    for (Glob glob : globs) {
      boolean meets =
          pattern
              .map(own -> own.glob().mayShare(glob.pattern.glob()))
              .orElseGet(() -> glob.pattern.matches(path));
      if (meets) {
        tasks.add(glob.task);
      }
    }
    pattern.ifPresent(
        own ->
            single.forEach(
                (other, its) -> {
                  if (own.matches(Path.of(other))) {
                    tasks.addAll(its);
                  }
                }));
    return tasks;
  }
}
