package io.sluice.connect.filetail;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One named daemon thread. */
final class SerialThread implements SerialExecutor {

  private static final Logger LOG = LoggerFactory.getLogger(SerialThread.class);

  private final String name;
  private final Duration closeLimit;
  private final ScheduledThreadPoolExecutor executor;
  private volatile Thread thread;

  /**
   * @param closeLimit how long {@link #close} waits for what runs
   */
  SerialThread(String name, Duration closeLimit) {
    this.name = name;
    this.closeLimit = closeLimit;
    this.executor = new ScheduledThreadPoolExecutor(1, this::thread);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  private Thread thread(Runnable loop) {
    Thread made = new Thread(loop, name);
    made.setDaemon(true);
    thread = made;
    return made;
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public void runAfter(Duration delay, Runnable task) {
    try {
      executor.schedule(() -> guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closed) {
      LOG.debug("{} is closed and takes nothing more", name);
    }
  }

  /** The executor would keep what a task throws to itself. */
  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (Throwable unexpected) {
      LOG.error("{} failed in a way that should not happen; it goes on", name, unexpected);
    }
  }

  /** Interrupts nothing: the task that runs may be in the midst of Connect's own code. */
  @Override
  public void close() {
    executor.shutdown();
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      if (!executor.awaitTermination(closeLimit.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("{} still runs {} after it was closed", name, closeLimit);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
