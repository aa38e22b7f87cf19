package io.sluice.connect.filetail.metrics;

/**
 * Since when the oldest of the bytes that are not handed on has been seen.
 *
 * <p>A look that sees more sets a mark: how many bytes there were in all, and when. A mark is
 * dropped once so many were handed on. What comes soon after a mark, measured by the age of the
 * first, is taken for as old as that mark; and when there are too many marks, every two become one.
 * So an age may be told too high by a quarter, and never too low.
 */
final class UnreadMarks {

  private static final int MOST = 16;
  private static final int LEAST_PART_OF_AGE = 8;

  private final long[] totals = new long[MOST];
  private final long[] times = new long[MOST];
  private int count;

  /**
   * @param handedOn bytes, ever
   * @param unread bytes that are there and not handed on
   * @param now nanoseconds
   */
  void note(long handedOn, long unread, long now) {
    if (unread == 0) {
      count = 0;
      return;
    }
    long total = handedOn + unread;
    // Where bytes were lost, there are fewer than there were.
    for (int i = 0; i < count; i++) {
      totals[i] = Math.min(totals[i], total);
    }
    int done = 0;
    while (done < count && totals[done] <= handedOn) {
      done++;
    }
    remove(done);
    if (count == 0 || isWorthAMark(total, now)) {
      if (count == MOST) {
        halve();
      }
      times[count] = now;
      count++;
    }
    totals[count - 1] = total;
  }

  /** In nanoseconds; there must be unread bytes. */
  long oldest() {
    return times[0];
  }

  private boolean isWorthAMark(long total, long now) {
    return total > totals[count - 1]
        && now - times[count - 1] > (now - times[0]) / LEAST_PART_OF_AGE;
  }

  private void remove(int first) {
    System.arraycopy(totals, first, totals, 0, count - first);
    System.arraycopy(times, first, times, 0, count - first);
    count -= first;
  }

  private void halve() {
    for (int i = 0; i < MOST / 2; i++) {
      totals[i] = totals[2 * i + 1];
      times[i] = times[2 * i];
    }
    count = MOST / 2;
  }
}
