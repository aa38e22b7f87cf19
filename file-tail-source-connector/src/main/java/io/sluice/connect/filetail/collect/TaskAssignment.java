package io.sluice.connect.filetail.collect;

import java.util.ArrayList;
import java.util.List;

/** Which task reads which files. */
public final class TaskAssignment {

  private TaskAssignment() {}

  /**
   * One task for each entry, or several entries for each task where there are more entries than
   * tasks. The same entries always give the same tasks, so that Connect, which compares them, does
   * not restart any without need.
   *
   * @param entries ordered by path
   */
  public static List<List<CollectEntry>> of(List<CollectEntry> entries, int maxTasks) {
    int tasks = Math.min(entries.size(), maxTasks);
    List<List<CollectEntry>> assignment = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      assignment.add(new ArrayList<>());
    }
    for (int i = 0; i < entries.size(); i++) {
      assignment.get(i % tasks).add(entries.get(i));
    }
    return assignment;
  }
}
