package io.sluice.connect.filetail;

import java.time.Duration;

/**
 * Makes one run of an action out of a burst of rings: when it has been quiet for a while, or the
 * burst has lasted for long enough. Belongs to the thread that it runs the action on.
 */
final class Debounce {

  private final SerialExecutor thread;
  private final long quiet;
  private final long longest;
  private final Runnable action;
  private boolean waiting;
  private long firstRing;
  private long lastRing;

  Debounce(SerialExecutor thread, Duration quiet, Duration longest, Runnable action) {
    this.thread = thread;
    this.quiet = quiet.toNanos();
    this.longest = longest.toNanos();
    this.action = action;
  }

  void ring() {
    lastRing = thread.nanoTime();
    if (!waiting) {
      waiting = true;
      firstRing = lastRing;
      thread.runAfter(Duration.ofNanos(quiet), this::check);
    }
  }

  private void check() {
    long dueAfterFirst = Math.min(lastRing - firstRing + quiet, longest);
    long left = dueAfterFirst - (thread.nanoTime() - firstRing);
    if (left > 0) {
      thread.runAfter(Duration.ofNanos(left), this::check);
    } else {
      waiting = false;
      action.run();
    }
  }
}
