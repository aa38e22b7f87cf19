package io.sluice.connect.elasticsearch.bulk;

/**
 * Counts what became of the operations on a target that were sent for the first time: whether it
 * takes most of them while it answers a few with errors of the server, which are then at fault
 * themselves. Those that it takes when they are sent again say nothing: a target that comes back
 * shard by shard takes many of these, and those that wait for its last shard are not to blame.
 *
 * <p>A shard that is away has its share refused, and so have others that were sent since, but for
 * one in {@link #MOST} at most.
 *
 * <p>Owned by the task's thread.
 */
final class FirstTries {

  /** So many must be taken for each that is refused. */
  static final int MOST = 8;

  /** So many at least of the last ones count, and twice as many at most. */
  static final int WINDOW = 500;

  private long taken;
  private long refused;

  /** Where the window before this one began, and where this one did. */
  private TriesBefore oldest = new TriesBefore(0, 0, 0);

  private TriesBefore newest = oldest;

  // When the answer began that is being read.
  private long takenBefore;
  private long refusedBefore;

  void begin() {
    takenBefore = taken;
    refusedBefore = refused;
  }

  void taken() {
    taken++;
  }

  /** Takes note of an error of the server, or of operations that must wait because of one. */
  void refused(int operations) {
    refused += operations;
  }

  void end() {
    if (taken + refused - newest.taken() - newest.refused() >= WINDOW) {
      oldest = newest;
      newest = new TriesBefore(taken, taken, refused);
    }
  }

  /** What there was before the answer that was read last. */
  TriesBefore before() {
    return new TriesBefore(takenBefore, taken, refusedBefore);
  }

  /** How many were taken after the answer in which an operation met its first error. */
  long takenAfter(TriesBefore before) {
    return taken - Math.max(before.takenWith(), oldest.taken());
  }

  /** How many were taken in that answer or after it. */
  long takenBesides(TriesBefore before) {
    return taken - Math.max(before.taken(), oldest.taken());
  }

  /**
   * Whether few enough others were refused since to be at fault, too, for so many that were taken.
   *
   * @param own how many of those refused are the operation itself and those held behind it
   */
  boolean fewRefused(TriesBefore before, int own, long takenSince) {
    long others = refused - Math.max(before.refused(), oldest.refused()) - own;
    return others * MOST <= takenSince;
  }
}
