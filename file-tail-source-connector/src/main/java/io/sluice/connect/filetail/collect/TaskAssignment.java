package io.sluice.connect.filetail.collect;

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
 * on from there. So entries stay where they are, a new one goes to the task that has fewest, and
 * one that may mean files of an entry that was removed goes to the task which had that.
 */
public final class TaskAssignment {

  /** What was removed longer ago was committed long since. */
  private static final int MOST_REMEMBERED = 1000;

  private final List<List<CollectEntry>> tasks;

  /** What each task had before, and may not have committed. */
  private final List<List<CollectEntry>> left;

  private TaskAssignment(List<List<CollectEntry>> tasks, List<List<CollectEntry>> left) {
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
    return new TaskAssignment(tasks, empty(tasks.size()));
  }

  /** The entries of each task. */
  public List<List<CollectEntry>> tasks() {
    return tasks;
  }

  /**
   * The assignment of another list to the same tasks while they run.
   *
   * @param entries ordered by path
   * @return nothing where the tasks have to be started again: there are more or fewer of them, a
   *     path would go from one to another, or one would have far more to do than another
   */
  public Optional<TaskAssignment> changedTo(List<CollectEntry> entries, int maxTasks) {
    int count = tasks.size();
    if (Math.min(entries.size(), maxTasks) != count) {
      return Optional.empty();
    }
    Map<String, Integer> homes = new HashMap<>();
    for (int task = 0; task < count; task++) {
      for (CollectEntry entry : tasks.get(task)) {
        homes.put(entry.path(), task);
      }
    }
    List<List<CollectEntry>> gone = leftBy(Set.copyOf(entries));
    List<CollectEntry> added = new ArrayList<>();
    int[] loads = new int[count];
    for (CollectEntry entry : entries) {
      Integer home = homes.get(entry.path());
      Set<Integer> bound = boundTo(entry, gone);
      if (home == null && bound.size() == 1) {
        home = bound.iterator().next();
        homes.put(entry.path(), home);
      }
      if (home == null && bound.isEmpty()) {
        added.add(entry);
      } else if (home == null || !Set.of(home).containsAll(bound)) {
        return Optional.empty();
      } else {
        loads[home]++;
      }
    }
    for (CollectEntry entry : added) {
      int fewest = 0;
      for (int task = 1; task < count; task++) {
        fewest = loads[task] < loads[fewest] ? task : fewest;
      }
      homes.put(entry.path(), fewest);
      loads[fewest]++;
    }
    int fair = count == 0 ? 0 : (entries.size() + count - 1) / count;
    if (IntStream.of(loads).anyMatch(load -> load > fair + Math.max(1, fair / 2))) {
      return Optional.empty();
    }
    List<List<CollectEntry>> next = empty(count);
    entries.forEach(entry -> next.get(homes.get(entry.path())).add(entry));
    return Optional.of(new TaskAssignment(next, gone));
  }

  /** What each task has had, without what it keeps. */
  private List<List<CollectEntry>> leftBy(Set<CollectEntry> kept) {
    List<List<CollectEntry>> gone = empty(tasks.size());
    for (int task = 0; task < tasks.size(); task++) {
      List<CollectEntry> its = gone.get(task);
      its.addAll(left.get(task));
      tasks.get(task).stream().filter(entry -> !kept.contains(entry)).forEach(its::add);
      int most = Math.max(1, MOST_REMEMBERED / tasks.size());
      its.subList(0, Math.max(0, its.size() - most)).clear();
    }
    return gone;
  }

  /** The tasks that had an entry which may mean the same files as this one. */
  private static Set<Integer> boundTo(CollectEntry entry, List<List<CollectEntry>> gone) {
    return IntStream.range(0, gone.size())
        .filter(task -> gone.get(task).stream().anyMatch(entry::mayMeet))
        .boxed()
        .collect(Collectors.toSet());
  }

  private static List<List<CollectEntry>> empty(int tasks) {
    return IntStream.range(0, tasks)
        .<List<CollectEntry>>mapToObj(task -> new ArrayList<>())
        .collect(Collectors.toCollection(ArrayList::new));
  }
}
