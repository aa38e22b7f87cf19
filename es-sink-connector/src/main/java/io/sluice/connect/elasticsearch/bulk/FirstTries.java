package io.sluice.connect.elasticsearch.bulk;

/**
 * Counts what became of the operations on a target that were sent for the first time: whether it
 * takes most of them while it answers a few with errors of the server, which are then at fault
 * themselves. Those that it takes when they are sent again say nothing: a target that comes back
 * shard by shard takes many of these, and those that wait for its last shard are not to blame.
 *
 * <p>A shard that is away has its share refused; of documents that are to blame there is one for
 * {@link #MOST} that are taken at most. The last ones count, and all since an operation was first
 * refused where it is judged as soon as it may be: those held back for their ids are refused when
 * they come, with the one before them, and taken when they are sent, which can be much later.
 *
 * <p>Owned by the task's thread.
 */
final class FirstTries {

  /** So many must be taken for each that is refused. */
  static final int MOST = 8;

  /** So many at least of the last ones count. */
  static final int WINDOW = 500;

  /** And those of so many milliseconds: an operation's tries take no longer by default. */
  static final long WINDOW_MILLIS = 60_000;

  private long taken;
  private long refused;

  /** Where the window before this one began, and where this one did. */
  private TriesBefore oldest = new TriesBefore(0, 0, 0);

  private TriesBefore newest = oldest;

  /** When this one began. The first has none before it, and nothing is lost when it ends. */
  private long newestAt = Long.MIN_VALUE / 2;

  // When the answer began that is being read.
  private long takenBefore;
  private long refusedBefore;

  void begin() {
    takenBefore = taken;
    refusedBefore = refused;
  }

  void addTaken() {
    taken++;
  }

  /** Takes note of an error of the server, or of operations that must wait because of one. */
  void addRefused(int operations) {
    refused += operations;
  }

  void end(long now) {
    if (taken + refused - newest.taken() - newest.refused() >= WINDOW
        && now - newestAt >= WINDOW_MILLIS) {
      oldest = newest;
      newest = new TriesBefore(taken, taken, refused);
      newestAt = now;
    }
  }

  /** How many were ever taken. */
  long taken() {
    return taken;
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
   * @param own how many of those refused are the operation itself and those held behind it; where
   *     it waits for longer than the last ones reach back, it is not known how many of these they
   *     are, and all are taken for others
   */
  boolean fewRefused(TriesBefore before, int own, long takenSince) {
    long since = Math.max(before.refused(), oldest.refused());
    long others = refused - since - (since == before.refused() ? own : 0);
    return others * MOST <= takenSince;
  }
}
