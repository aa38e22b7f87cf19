package io.sluice.connect.filetail;

import java.time.Duration;

/** Runs tasks one after the other, now or later, and none after it was closed. */
interface SerialExecutor extends AutoCloseable {

  /** The time that delays are measured by; only differences mean anything. */
  long nanoTime();

  /** Runs a task after the ones that are due; drops it where this is closed. */
  default void run(Runnable task) {
    runAfter(Duration.ZERO, task);
  }

  /** Runs a task when the delay is over; drops it where this is closed by then. */
  void runAfter(Duration delay, Runnable task);

  /** Drops what waits, and waits for what runs, unless that is the caller. */
  @Override
  void close();
}
