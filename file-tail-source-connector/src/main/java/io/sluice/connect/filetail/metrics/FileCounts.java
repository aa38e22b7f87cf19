package io.sluice.connect.filetail.metrics;

import io.sluice.connect.filetail.line.LineCounts;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * What is counted and measured of one followed path. Written by the task's thread only; read by
 * any.
 */
public final class FileCounts {

  private final Path path;
  private final LongSupplier nanoTime;
  private final AtomicLongArray values = new AtomicLongArray(Metric.values().length);
  private volatile FileState state = FileState.ABSENT;

  /** Null where there is no lag. */
  private UnreadMarks unread;

  /** In nanoseconds; null where there is no lag. */
  private volatile Long unreadSince;

  /** Null while nobody sums up. */
  private TaskCounts totals;

  private boolean activated;
  private int broken;

  /**
   * @param nanoTime like {@link System#nanoTime}
   */
  public FileCounts(Path path, LongSupplier nanoTime) {
    this.path = path;
    this.nanoTime = nanoTime;
  }

  Path path() {
    return path;
  }

  /** Counts something that has happened. */
  public void add(Metric counter, long more) {
    values.lazySet(counter.ordinal(), values.getPlain(counter.ordinal()) + more);
    if (totals != null) {
      totals.add(counter, more);
    }
  }

  /**
   * Counts a rotation by where the rest of its lines is read.
   *
   * @param isCompressed whether that is a compressed file
   * @param kind of rotation where it is not
   */
  public void rotated(boolean isCompressed, Metric kind) {
    add(isCompressed ? Metric.COMPRESSED : kind, 1);
  }

  /** Counts lines that were, or may be, lost: so many bytes as far as is known. */
  public void lost(long bytes) {
    add(Metric.LOSSES, 1);
    add(Metric.BYTES_LOST, bytes);
  }

  /** Takes over how many compressed files were found to be broken; each is a loss. */
  public void broken(int files) {
    if (files > broken) {
      add(Metric.LOSSES, files - broken);
      broken = files;
    }
  }

  private void set(Metric metric, long value) {
    long more = value - values.getPlain(metric.ordinal());
    if (more != 0) {
      add(metric, more);
    }
  }

  /** Takes over what was handed on. */
  public void handedOn(LineCounts lines) {
    set(Metric.RECORDS, lines.records());
    set(Metric.LINES, lines.lines());
    set(Metric.BYTES, lines.bytes());
    set(Metric.LONG_LINES, lines.longLines());
    set(Metric.PARTIAL_LINES, lines.partialLines());
    set(Metric.DECODE_ERRORS, lines.decodeErrors());
    set(Metric.NULS_SKIPPED, lines.nulsSkipped());
  }

  /** Notes how far the file that is being read was read. */
  public void readTo(long position, long size) {
    set(Metric.POSITION, position);
    set(Metric.SIZE, size);
  }

  /** Notes how many bytes are there and not handed on; after {@link #handedOn}. */
  public void lag(long bytes) {
    set(Metric.LAG, bytes);
    if (bytes == 0) {
      if (unread != null) {
        unread = null;
        unreadSince = null;
        if (totals != null) {
          totals.isNotBehind(this);
        }
      }
      return;
    }
    if (unread == null) {
      unread = new UnreadMarks();
    }
    unread.note(values.getPlain(Metric.BYTES.ordinal()), bytes, nanoTime.getAsLong());
    if (unreadSince == null || unreadSince != unread.oldest()) {
      unreadSince = unread.oldest();
    }
    if (totals != null) {
      totals.isBehind(this);
    }
  }

  /** Notes how many descriptors are open. */
  public void openFiles(int open) {
    set(Metric.OPEN_FILES, open);
  }

  public void state(FileState now) {
    if (now != state) {
      if (totals != null) {
        totals.add(state.total(), -1);
        totals.add(now.total(), 1);
      }
      state = now;
    }
    if (!activated && now.isActive() && totals != null && totals.wantsActivated()) {
      activated = true;
      totals.activated(this);
    }
  }

  /** Has it told again when it is active. */
  void isNotActivated() {
    activated = false;
  }

  /** Has the totals contain this from now on, with what was counted before. */
  void joins(TaskCounts task) {
    totals = task;
    for (Metric metric : Metric.values()) {
      task.add(metric, values.getPlain(metric.ordinal()));
    }
    task.add(Metric.FILES, 1);
    task.add(state.total(), 1);
    if (unread != null) {
      task.isBehind(this);
    }
  }

  /** Has the totals keep what was counted, and forget what was measured. */
  void leaves() {
    lag(0);
    openFiles(0);
    readTo(0, 0);
    totals.add(Metric.FILES, -1);
    totals.add(state.total(), -1);
    totals = null;
  }

  /** The value of a metric of the file, of whatever thread. */
  Object value(Metric metric) {
    return switch (metric) {
      case STATE -> state.text();
      case OLDEST_UNREAD_AGE -> unreadAgeMillis();
      default -> values.get(metric.ordinal());
    };
  }

  public FileState state() {
    return state;
  }

  /** Bytes up to which the file that is being read was handed on. */
  public long position() {
    return values.get(Metric.POSITION.ordinal());
  }

  /** Bytes that are there and not handed on yet. */
  public long lag() {
    return values.get(Metric.LAG.ordinal());
  }

  long unreadAgeMillis() {
    Long since = unreadSince;
    return since == null ? 0 : TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - since);
  }
}
