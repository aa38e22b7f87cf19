package io.sluice.connect.filetail.follow;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Whose turn it is.
 *
 * <p>A file that has lines is read in turn with the others that have. So is one that was never
 * looked at, but with others of its kind: thousands of them must not come between those that are
 * followed already. One that has none rests: first for some milliseconds, then twice as long each
 * time, up to a rest that makes looking at all files cost a hundredth of a core at most. A tenth of
 * a second for up to 150 files; for ten thousand some seconds; longer where a watch tells of
 * changes, for then the look is only made in case that it did not.
 */
final class Schedule {

  private static final long SHORTEST_REST = Duration.ofMillis(5).toNanos();
  private static final long REST = Duration.ofMillis(100).toNanos();
  private static final long WATCHED_REST = Duration.ofSeconds(1).toNanos();

  /** At 5 microseconds each. */
  private static final long REST_PER_FILE = Duration.ofSeconds(1).toNanos() / 1_500;

  private static final long WATCHED_TIMES_LONGER = 10;

  /** When a file is looked at next; only its last one counts. */
  record Turn(FollowedFile file, long due) {}

  private final Deque<FollowedFile> fresh = new ArrayDeque<>();
  private final Deque<FollowedFile> busy = new ArrayDeque<>();
  private final PriorityQueue<Turn> resting =
      new PriorityQueue<>((one, other) -> Long.signum(one.due - other.due));
  private int files;

  void add(FollowedFile file) {
    files++;
    fresh.addLast(file);
  }

  void remove(FollowedFile file) {
    files--;
    file.turn = null;
  }

  /** Gives up files, whichever have lines or were never looked at. */
  void removeAll(Set<FollowedFile> gone) {
    fresh.removeIf(gone::contains);
    busy.removeIf(gone::contains);
    gone.forEach(this::remove);
  }

  /**
   * Has a file looked at now that rests. One that had lines a moment ago is looked at in a moment
   * anyway: whoever writes line by line is not read line by line.
   *
   * @return whether its turn is now
   */
  boolean wake(FollowedFile file, long now) {
    if (file.turn == null || file.rest <= SHORTEST_REST) {
      return false;
    }
    file.rest = 0;
    if (file.turn.due - now > 0) {
      turn(file, now);
    }
    return true;
  }

  /** Takes the next file that has rested long enough. */
  Optional<FollowedFile> nextRested(long now) {
    while (!resting.isEmpty()) {
      Turn first = resting.peek();
      if (first.file.turn != first) {
        resting.remove();
      } else if (first.due - now > 0) {
        return Optional.empty();
      } else {
        resting.remove();
        return Optional.of(first.file);
      }
    }
    return Optional.empty();
  }

  /** Takes the next file that was never looked at. */
  Optional<FollowedFile> nextFresh() {
    return Optional.ofNullable(fresh.pollFirst());
  }

  int busyFiles() {
    return busy.size();
  }

  /** Takes the next file that has lines. */
  FollowedFile nextBusy() {
    return busy.removeFirst();
  }

  /** Has a file read in turn, for it has lines. */
  void busy(FollowedFile file) {
    file.turn = null;
    file.rest = 0;
    busy.addLast(file);
  }

  /**
   * Lets a file rest that has no lines.
   *
   * @param quiet whether nothing will happen to it unless it changes
   */
  void rest(FollowedFile file, boolean quiet, long now) {
    long longest =
        quiet && file.watched
            ? Math.max(WATCHED_REST, WATCHED_TIMES_LONGER * files * REST_PER_FILE)
            : Math.max(REST, files * REST_PER_FILE);
    file.rest = Math.min(Math.max(SHORTEST_REST, 2 * file.rest), longest);
    if (file.rest >= WATCHED_REST) {
      file.forgetRecords();
    }
    turn(file, now + file.rest);
  }

  private void turn(FollowedFile file, long due) {
    file.turn = new Turn(file, due);
    resting.add(file.turn);
  }

  /** How long nothing has to be done, in nanoseconds, made so that several files wait for it. */
  long pause(long now) {
    if (!busy.isEmpty() || !fresh.isEmpty()) {
      return 0;
    }
    long several = SHORTEST_REST + files * Duration.ofMillis(1).toNanos() / 500;
    if (resting.isEmpty()) {
      return REST;
    }
    Turn first = resting.peek();
    long next = first.due - now;
    return Math.min(
        REST, first.file.rest <= SHORTEST_REST ? Math.max(next, 0) : Math.max(several, next));
  }
}
