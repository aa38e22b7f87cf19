package io.sluice.connect.filetail;

/**
 * The wait between two looks at files that have nothing new: short after there was something,
 * longer the longer there is nothing, and always short enough for Connect, which stops a task only
 * between two polls.
 */
class IdleWait {

  private static final long SHORTEST_MILLIS = 5;
  private static final long LONGEST_MILLIS = 100;

  private long millis = SHORTEST_MILLIS;

  void await() throws InterruptedException {
    Thread.sleep(millis);
    millis = Math.min(LONGEST_MILLIS, 2 * millis);
  }

  void reset() {
    millis = SHORTEST_MILLIS;
  }
}
