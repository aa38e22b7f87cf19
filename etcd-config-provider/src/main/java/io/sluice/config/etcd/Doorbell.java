package io.sluice.config.etcd;

import java.time.Duration;

/**
 * The hand-over from jetcd's callback threads to a subscription's own thread: which revision was
 * last heard of, and whether the watch has broken. It never calls out, so a callback never waits.
 */
final class Doorbell {

  /** Why a wait ended. */
  enum Answer {
    /** There is a change newer than the revision already seen. */
    CHANGED,
    /** The watch has ended. */
    BROKEN,
    /** Nothing was heard. */
    SILENT
  }

  private long revision;
  private Throwable breakage;

  synchronized void ring(long changeRevision) {
    revision = Math.max(revision, changeRevision);
    notifyAll();
  }

  synchronized void breakWith(Throwable cause) {
    if (breakage == null) {
      breakage = cause;
    }
    notifyAll();
  }

  /** What broke the watch; null while it is whole. */
  synchronized Throwable breakage() {
    return breakage;
  }

  synchronized Answer await(long seenRevision, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      if (breakage != null) {
        return Answer.BROKEN;
      }
      if (revision > seenRevision) {
        return Answer.CHANGED;
      }
      long left = end - System.nanoTime();
      if (left <= 0) {
        return Answer.SILENT;
      }
      wait(left / 1_000_000, (int) (left % 1_000_000));
    }
  }
}
