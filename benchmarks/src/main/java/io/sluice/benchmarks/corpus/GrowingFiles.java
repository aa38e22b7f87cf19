package io.sluice.benchmarks.corpus;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The lines of a log, dealt out to several files in turn, some lines each time, a little faster
 * than they can be read: so all of the files grow as long as it takes to read them.
 */
public final class GrowingFiles implements AutoCloseable {

  private static final long LINES_PER_SECOND = 600_000;
  private static final int BUFFER_BYTES = 1024 * 1024;
  private static final int USUAL_LINE_BYTES = 256;

  private final InputStream log;
  private final Path folder;
  private final int files;
  private final int linesAtOnce;
  private final ByteArrayOutputStream piece;
  private boolean isAtEnd;

  /**
   * Opens the log; the folder must be there and empty.
   *
   * @param linesAtOnce that a file grows by each time
   */
  public GrowingFiles(Path log, Path folder, int files, int linesAtOnce) {
    this.folder = folder;
    this.files = files;
    this.linesAtOnce = linesAtOnce;
    this.piece = new ByteArrayOutputStream(linesAtOnce * USUAL_LINE_BYTES);
    try {
      this.log = new BufferedInputStream(Files.newInputStream(log), BUFFER_BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + log, e);
    }
  }

  /** Lets each file begin. */
  public void begin() {
    dealOut();
  }

  /** Writes all that is left; returns early when its thread is interrupted. */
  public void grow() {
    long start = System.nanoTime();
    for (long written = 0; !isAtEnd && !Thread.currentThread().isInterrupted(); ) {
      written += dealOut();
      long due = start + written * TimeUnit.SECONDS.toNanos(1) / LINES_PER_SECOND;
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }

  private long dealOut() {
    long written = 0;
    try {
      for (int file = 0; file < files && !isAtEnd; file++) {
        piece.reset();
        written += take();
        Files.write(
            folder.resolve(file + ".log"),
            piece.toByteArray(),
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot let the files in " + folder + " grow", e);
    }
    return written;
  }

  /** Puts the next lines into the piece. */
  private int take() throws IOException {
    int lines = 0;
    while (lines < linesAtOnce) {
      int next = log.read();
      if (next < 0) {
        isAtEnd = true;
        return lines;
      }
      piece.write(next);
      if (next == '\n') {
        lines++;
      }
    }
    return lines;
  }

  @Override
  public void close() {
    try {
      log.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close the log", e);
    }
  }
}
