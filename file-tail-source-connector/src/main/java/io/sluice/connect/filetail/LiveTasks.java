package io.sluice.connect.filetail;

import io.sluice.connect.filetail.FileTailTaskConfig.Place;
import io.sluice.connect.filetail.collect.CollectEntry;
import io.sluice.connect.filetail.collect.EntryProgress;
import io.sluice.connect.filetail.collect.TaskAssignment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * The tasks of one connector that run in this worker, and take up a changed list without being
 * started again.
 *
 * <p>Connect restarts all tasks of a connector when the configuration of one becomes another: with
 * exactly-once support that takes seconds, in which nothing is read. So where all tasks that
 * Connect was told of run in this worker, as those of a connector for the files of one host do, a
 * change that leaves their number alone is handed to them here, and Connect is not told. What it
 * has is then behind; it gets the newest when the connector is started again, when the number
 * changes, and when a task has gone to another worker, where nobody can hand it anything. {@link
 * TaskAssignment} sees to it that no path goes from one running task to another.
 *
 * <p>A connector that has come from another worker does not know what its tasks, where they stayed
 * behind, were handed there; and where its list is the one that Connect was told long ago, Connect
 * would leave them alone. So where tasks do not come to it in time, it has all of them started
 * anew.
 *
 * <p>A task is current as long as it was started with what Connect was told last. One that was
 * started before is about to be ended by Connect, and one that was started before the connector is
 * about to be told what to read: neither reads meanwhile, for some seconds at most (see {@link
 * FileTailSourceTask}). One that is started anew takes what the one before it had been handed.
 *
 * <p>Connect starts connector and tasks independently of each other, each on a thread of its own;
 * so they meet in a table of this class, which there is one of in each worker. All is guarded by
 * this object. A task takes what it was handed from its {@link Seat}, on its own thread, without a
 * lock.
 */
final class LiveTasks {

  /** Within which {@code poll} is to return. */
  private static final long LONGEST_AWAIT_MILLIS = 100;

  private static final ConcurrentMap<String, LiveTasks> BY_CONNECTOR = new ConcurrentHashMap<>();

  /** Where a task finds what it was handed. */
  final class Seat {

    private final int task;
    private final Map<String, String> started;
    private final AtomicReference<Map<String, String>> handed = new AtomicReference<>();
    private volatile boolean current;
    private volatile List<EntryProgress> progress = List.of();

    private Seat(int task, Map<String, String> started) {
      this.task = task;
      this.started = started;
    }

    /** Whether what the task has is known to hold. */
    boolean isCurrent() {
      return current;
    }

    /** Waits until that may have changed, a tenth of a second at most. */
    void await() throws InterruptedException {
      synchronized (LiveTasks.this) {
        if (!current) {
          LiveTasks.this.wait(LONGEST_AWAIT_MILLIS);
        }
      }
    }

    /** The configuration that takes the place of the last one; nothing where that still holds. */
    Optional<FileTailTaskConfig> takeChange() {
      return handed.get() == null
          ? Optional.empty()
          : Optional.of(new FileTailTaskConfig(handed.getAndSet(null)));
    }

    /** Shows how far the task has got. */
    void show(List<EntryProgress> newest) {
      progress = newest;
    }

    /** Ends with the task. */
    void leave() {
      left(this);
    }
  }

  private final String connector;

  /**
   * In the order in which they came. A task may have two for a while, and either may be the first
   * to come or to go: Connect does not wait long for one that it ends.
   */
  private final Set<Seat> seats = new LinkedHashSet<>();

  /** What Connect was told, by task; null where the connector has not run in this worker. */
  private List<Map<String, String>> told;

  /** What the tasks are to have. */
  private TaskAssignment assignment;

  private List<Map<String, String>> configs;

  /** Whether a task was missing when that was asked last. */
  private boolean wereIncomplete;

  /** Whether a connector is there that sees to all this. */
  private boolean running;

  /** Whether tasks may have been handed what only another worker knows of. */
  private boolean mayHaveMore;

  /** Whether Connect must be told something else, whatever the list. */
  private boolean mustDiffer;

  /** Another one, in whatever worker, has Connect see a difference where the list is the same. */
  private int generation;

  LiveTasks(String connector) {
    this.connector = connector;
  }

  /** Those of a connector. */
  static LiveTasks of(String connector) {
    return BY_CONNECTOR.computeIfAbsent(connector, LiveTasks::new);
  }

  /** The configurations of the tasks that Connect is to run, for the newest list. */
  synchronized List<Map<String, String>> configure(
      FileTailConfig config, List<CollectEntry> entries, int maxTasks) {
    running = true;
    TaskAssignment fresh = TaskAssignment.of(entries, maxTasks);
    List<Map<String, String>> newest = configs(config, fresh, entries);
    if (mustDiffer || (newest.equals(told) && !configs.equals(told))) {
      // Connect would leave tasks alone that have something else by now.
      if (!mustDiffer && allAreHere() && handOver(config, entries, maxTasks)) {
        return told;
      }
      generation = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
      newest = configs(config, fresh, entries);
    }
    if (!newest.equals(told)) {
      mayHaveMore = told == null;
      mustDiffer = false;
      told = newest;
      assignment = fresh;
      configs = newest;
      seats.forEach(this::judge);
    }
    return told;
  }

  /**
   * Hands a list to the tasks.
   *
   * @return whether it is theirs now; if not, Connect has to start tasks anew
   */
  synchronized boolean change(FileTailConfig config, List<CollectEntry> entries, int maxTasks) {
    return told != null && allAreHere() && handOver(config, entries, maxTasks);
  }

  /**
   * Whether a task that is not here may have what was told to Connect, and not the newest: it was
   * not here when this was asked the last time either, so it is not just being started again.
   */
  synchronized boolean areBehind() {
    boolean complete = told == null || allAreHere();
    mayHaveMore &= !complete;
    boolean incomplete = !complete && (mayHaveMore || !configs.equals(told));
    boolean stays = incomplete && wereIncomplete;
    wereIncomplete = incomplete;
    mustDiffer |= stays && mayHaveMore;
    return stays;
  }

  /** How many tasks Connect was told of. */
  synchronized int count() {
    return told == null ? 0 : told.size();
  }

  /** How far the entries are read, as far as the tasks that read them are here. */
  synchronized List<EntryProgress> progress(List<CollectEntry> entries) {
    Map<String, EntryProgress> byPath = new HashMap<>();
    for (Seat seat : seats) {
      seat.progress.forEach(one -> byPath.put(one.path(), one));
    }
    return entries.stream()
        .map(entry -> byPath.getOrDefault(entry.path(), EntryProgress.unknown(entry)))
        .toList();
  }

  private boolean allAreHere() {
    return current().map(seat -> seat.task).distinct().count() == told.size();
  }

  private Stream<Seat> current() {
    return seats.stream().filter(Seat::isCurrent);
  }

  private boolean handOver(FileTailConfig config, List<CollectEntry> entries, int maxTasks) {
    Optional<TaskAssignment> next = assignment.changedTo(entries, maxTasks, System.nanoTime());
    if (next.isEmpty()) {
      return false;
    }
    List<Map<String, String>> before = configs;
    assignment = next.get();
    configs = configs(config, assignment, entries);
    current()
        .filter(seat -> !configs.get(seat.task).equals(before.get(seat.task)))
        .forEach(seat -> seat.handed.set(configs.get(seat.task)));
    return true;
  }

  private List<Map<String, String>> configs(
      FileTailConfig config, TaskAssignment assigned, List<CollectEntry> entries) {
    List<Map<String, String>> made = new ArrayList<>();
    int count = assigned.tasks().size();
    Neighbours all = new Neighbours(entries);
    for (List<CollectEntry> own : assigned.tasks()) {
      Place place = new Place(connector, made.size(), count, generation);
      made.add(FileTailTaskConfig.options(config, place, own, all));
    }
    return made;
  }

  /**
   * Takes in a task that was started.
   *
   * @param options with which Connect started it
   */
  synchronized Seat join(int task, Map<String, String> options) {
    Seat seat = new Seat(task, options);
    seats.add(seat);
    judge(seat);
    return seat;
  }

  private void judge(Seat seat) {
    seat.current =
        told != null
            && seat.task < told.size()
            && FileTailTaskConfig.isOf(told.get(seat.task), seat.started);
    notifyAll();
    if (seat.current && !configs.get(seat.task).equals(told.get(seat.task))) {
      seat.handed.set(configs.get(seat.task));
    }
  }

  private synchronized void left(Seat seat) {
    seats.remove(seat);
    forget();
  }

  /** Forgets what there is to forget, now or when the last task has ended. */
  synchronized void connectorStopped() {
    running = false;
    forget();
  }

  /** What is left is a name. */
  private void forget() {
    if (!running && seats.isEmpty()) {
      told = null;
      assignment = null;
      configs = null;
      generation = 0;
      mayHaveMore = false;
      mustDiffer = false;
      wereIncomplete = false;
    }
  }
}
