package io.sluice.it;

import io.sluice.localstack.await.Await;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * An application that logs numbered lines on a thread of its own, as fast as they are read:
 * buffered, so that most writes end in the middle of a line.
 *
 * <p>It takes signals the way a rotator's script can send them, by files next to the log: at {@code
 * reopen} it opens the log anew, and while there is a {@code pause} it writes nothing, at the end
 * of a line, and says so by {@code paused}.
 */
final class LogWriter implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int LINES_BETWEEN_SIGNALS = 50;
  private static final long NAP_NANOS = 1_000_000;

  private final Path path;
  private final Path signals;
  private final LongSupplier allowed;
  private final Thread thread;
  private OutputStream out;
  private volatile long written;
  private volatile boolean stopping;
  private volatile Throwable failure;

  private LogWriter(Path path, Path signals, LongSupplier allowed) throws IOException {
    this.path = path;
    this.signals = signals;
    this.allowed = allowed;
    this.thread = new Thread(this::run, "log-writer-" + path.getFileName());
    open();
  }

  /**
   * @param signals an existing folder for the signals
   * @param allowed how many lines it may have written by now
   */
  static LogWriter start(Path path, Path signals, LongSupplier allowed) throws IOException {
    LogWriter writer = new LogWriter(path, signals, allowed);
    writer.thread.start();
    return writer;
  }

  /** How many lines it has written; the last of them may still be in its buffer. */
  long written() {
    return written;
  }

  /** Makes it open the log anew and returns when it has. */
  void reopen() throws IOException {
    Path signal = Files.createFile(signals.resolve("reopen"));
    Await.until(path + " to be opened anew", LIMIT, () -> Files.notExists(signal));
  }

  private void run() {
    try {
      while (!stopping) {
        if (written < allowed.getAsLong()) {
          for (int i = 0; i < LINES_BETWEEN_SIGNALS; i++) {
            out.write((NumberedLog.line(written) + "\n").getBytes(StandardCharsets.UTF_8));
            written++;
          }
        } else {
          out.flush();
          LockSupport.parkNanos(NAP_NANOS);
        }
        obeySignals();
      }
      out.close();
    } catch (IOException | RuntimeException e) {
      failure = e;
    }
  }

  private void obeySignals() throws IOException {
    Path reopen = signals.resolve("reopen");
    if (Files.exists(reopen)) {
      out.close();
      open();
      Files.delete(reopen);
    }
    Path pause = signals.resolve("pause");
    if (Files.exists(pause)) {
      out.flush();
      Path paused = Files.createFile(signals.resolve("paused"));
      while (Files.exists(pause) && !stopping) {
        LockSupport.parkNanos(NAP_NANOS);
      }
      Files.delete(paused);
    }
  }

  private void open() throws IOException {
    out =
        new BufferedOutputStream(
            Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  /** Ends it with a whole line; returns how many it has written in all. */
  long stop() {
    close();
    failIfFailed();
    return written;
  }

  void failIfFailed() {
    if (failure != null) {
      throw new AssertionError("The writer of " + path + " failed", failure);
    }
  }

  @Override
  public void close() {
    stopping = true;
    Await.until(() -> "the end of " + thread.getName(), LIMIT, () -> !thread.isAlive());
  }
}
