package io.sluice.connect.filetail.collect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which task reads which files.
 *
 * <p>A change of the list is given to running tasks, if it can be. Then no path may go from one to
 * another: only the end of a task makes sure that all it has read is committed before another goes
 * on from there. So entries stay where they are, and a new one goes to the task that has fewest.
 * But an entry that may mean files of another one goes where that is, or was until a while ago;
 * where there are several such tasks, all have to be started again.
 */
public final class TaskAssignment {

  /** Longer than anybody waits between two commits ({@code offset.flush.interval.ms}). */
  public static final Duration LEFT_FOR = Duration.ofMinutes(10);

  private static final int MOST_LEFT = 20_000;

  private final List<List<CollectEntry>> tasks;

  /** What tasks had before, and may not have committed. */
  private final List<Left> left;

  /**
   * An entry that a task does not have any more.
   *
   * @param since when, in nanoseconds
   */
  private record Left(CollectEntry entry, int task, long since) {}

  private TaskAssignment(List<List<CollectEntry>> tasks, List<Left> left) {
    this.tasks = tasks.stream().map(List::copyOf).toList();
    this.left = left;
  }

  /**
   * One task for each entry, or several entries for each task where there are more entries than
   * tasks. The same entries always give the same tasks, so that Connect, which compares them, does
   * not restart any without need.
   *
   * @param entries ordered by path
   */
  public static TaskAssignment of(List<CollectEntry> entries, int maxTasks) {
    List<List<CollectEntry>> tasks = empty(Math.min(entries.size(), maxTasks));
    for (int i = 0; i < entries.size(); i++) {
      tasks.get(i % tasks.size()).add(entries.get(i));
    }
    return new TaskAssignment(tasks, List.of());
  }

  /** The entries of each task. */
  public List<List<CollectEntry>> tasks() {
    return tasks;
  }

  /**
   * The assignment of another list to the same tasks while they run.
   *
   * @param entries ordered by path
   * @param now in nanoseconds
   * @return nothing where the tasks have to be started again: there are more or fewer of them, a
   *     path might go from one to another, or one would have far more to do than another
   */
  public Optional<TaskAssignment> changedTo(List<CollectEntry> entries, int maxTasks, long now) {
    int count = tasks.size();
    if (Math.min(entries.size(), maxTasks) != count) {
      return Optional.empty();
    }
    Set<CollectEntry> kept = Set.copyOf(entries);
    List<Left> gone = leftBy(kept, now);
    if (gone.size() > MOST_LEFT) {
      return Optional.empty();
    }
    Map<String, Integer> homes = new HashMap<>();
    EntryOverlaps removed = new EntryOverlaps();
    gone.forEach(one -> removed.add(one.entry, one.task));
    EntryOverlaps staying = new EntryOverlaps();
    for (int task = 0; task < count; task++) {
      for (CollectEntry entry : tasks.get(task)) {
        homes.put(entry.path(), task);
        if (kept.contains(entry)) {
          staying.add(entry, task);
        }
      }
    }
    Set<CollectEntry> before = tasks.stream().flatMap(List::stream).collect(Collectors.toSet());
    List<CollectEntry> added = new ArrayList<>();
    int[] loads = new int[count];
    for (CollectEntry entry : entries) {
      Set<Integer> bound = removed.tasksOf(entry);
      if (!before.contains(entry)) {
        bound.addAll(staying.tasksOf(entry));
      }
      Integer home = homes.get(entry.path());
      if (home != null) {
        bound.add(home);
      }
      if (bound.size() > 1 || removed.areTooMany() || staying.areTooMany()) {
        return Optional.empty();
      } else if (bound.isEmpty()) {
        added.add(entry);
      } else {
        home = bound.iterator().next();
        homes.put(entry.path(), home);
        loads[home]++;
      }
    }
    for (CollectEntry entry : added) {
      int fewest = fewest(loads);
      homes.put(entry.path(), fewest);
      loads[fewest]++;
    }
    if (isUneven(loads)) {
      return Optional.empty();
    }
    List<List<CollectEntry>> next = empty(count);
    entries.forEach(entry -> next.get(homes.get(entry.path())).add(entry));
    return Optional.of(new TaskAssignment(next, gone));
  }

  private static int fewest(int[] loads) {
    int fewest = 0;
    for (int task = 1; task < loads.length; task++) {
      fewest = loads[task] < loads[fewest] ? task : fewest;
    }
    return fewest;
  }

  private static boolean isUneven(int[] loads) {
    int entries = IntStream.of(loads).sum();
    int fair = loads.length == 0 ? 0 : (entries + loads.length - 1) / loads.length;
    return IntStream.of(loads).anyMatch(load -> load > fair + Math.max(1, fair / 2));
  }

  /** What tasks have had, without what they keep. */
  private List<Left> leftBy(Set<CollectEntry> kept, long now) {
    List<Left> gone = new ArrayList<>();
    left.stream().filter(one -> now - one.since < LEFT_FOR.toNanos()).forEach(gone::add);
    for (int task = 0; task < tasks.size(); task++) {
      for (CollectEntry entry : tasks.get(task)) {
        if (!kept.contains(entry)) {
          gone.add(new Left(entry, task, now));
        }
      }
    }
    return gone;
  }

  private static List<List<CollectEntry>> empty(int tasks) {
    return IntStream.range(0, tasks)
        .<List<CollectEntry>>mapToObj(task -> new ArrayList<>())
        .collect(Collectors.toCollection(ArrayList::new));
  }
}
