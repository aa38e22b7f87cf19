package io.sluice.connect.filetail.file;

import java.util.function.LongSupplier;

/**
 * The time that may go by while compressed files are looked into. All that is asked at one look at
 * a path shares a slice of it, and there is a pause before the next slice, for the lines to be
 * read.
 */
final class SearchTime {

  private static final long SLICE_NANOS = 50_000_000L;
  private static final long PAUSE_NANOS = 20_000_000L;

  private final LongSupplier nanoTime;
  private long isUpAt;

  /**
   * @param nanoTime like {@link System#nanoTime}
   */
  SearchTime(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.isUpAt = nanoTime.getAsLong() - PAUSE_NANOS;
  }

  /** Begins a slice, unless one is under way, or was just now. */
  void begin() {
    long now = nanoTime.getAsLong();
    if (now - isUpAt >= PAUSE_NANOS) {
      isUpAt = now + SLICE_NANOS;
    }
  }

  boolean isUp() {
    return nanoTime.getAsLong() - isUpAt >= 0;
  }
}
