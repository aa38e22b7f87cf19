package io.sluice.connect.elasticsearch.bulk;

/**
 * What a target has answered to the operations on it: a sign of whether one that it refuses is at
 * fault itself, or the target is. What other targets answer, in the same request too, says nothing
 * about it. Owned by the task's thread.
 */
final class TargetAnswers {

  /** So many refusals, and nothing taken, are no accident of the documents. */
  static final int MIN_REFUSED = 20;

  /**
   * So many must be taken at least where one that is refused is to be at fault. That none of so
   * many was for the one shard of three that is away is a rare accident. With more, documents to
   * blame would wait for longer where little is sent, and those that their ids hold back meanwhile
   * would count against them.
   */
  static final int MIN_TAKEN = 20;

  /** So often others were taken between two refusals of the same document: no accident. */
  static final int MIN_SIGNS = 2;

  private static final long NEVER = Long.MIN_VALUE;

  private final FirstTries firstTries = new FirstTries();
  private long lastTaken = NEVER;

  /** When the last was taken at its first try. */
  private long lastTakenFirst = NEVER;

  /** Fresh operations that met an error of the server since the last was taken. */
  private int inError;

  /** Those of them, and of later ones, for which such errors have used up the tries. */
  private int inVain;

  /** How many were refused in a row in the same words. */
  private int alike;

  /** These words, where the next answer may add to them. */
  private ErrorCause words;

  // Of the answer that is being read.
  private boolean taken;
  private int newlyInError;
  private int newlyInVain;
  private int newlyAlike;
  private ErrorCause newWords;
  private boolean inOtherWords;

  /** Begins with another answer. */
  void begin() {
    taken = false;
    newlyInError = 0;
    newlyInVain = 0;
    newlyAlike = 0;
    newWords = null;
    inOtherWords = false;
    firstTries.begin();
  }

  /**
   * Takes note of an operation that the target has carried out, or had no need to.
   *
   * @param first whether it counts among the first tries
   */
  void taken(long now, boolean first) {
    taken = true;
    lastTaken = now;
    if (first) {
      lastTakenFirst = now;
      firstTries.addTaken();
    }
  }

  /** Takes note of an operation that met an error of the server for the first time. */
  void inError() {
    newlyInError++;
    inOtherWords = true;
    firstTries.addRefused(1);
  }

  /** Takes note of operations that are held behind one that met an error of the server. */
  void held(int operations) {
    firstTries.addRefused(operations);
  }

  /** How many it has taken at their first try. */
  long takenFirst() {
    return firstTries.taken();
  }

  /** What there was before the answer that was read last, for those that it refused. */
  TriesBefore triesBefore() {
    return firstTries.before();
  }

  /**
   * Takes note of an operation for which such errors have used up its tries. Only where nothing was
   * taken from its first refusal on does it tell of the target: the last of many documents may all
   * be at fault themselves, and no others follow that would show it.
   */
  void triedInVain(long refusedSince) {
    if (lastTaken < refusedSince) {
      newlyInVain++;
    }
    inOtherWords = true;
  }

  /**
   * Forgets what was tried in vain: those documents may be another task's now, or come again and be
   * counted twice.
   */
  void forgetInVain() {
    inVain = 0;
  }

  /** Takes note of a refusal that does not tell whether the document or the target is at fault. */
  void refused(ErrorCause error) {
    if (newWords == null) {
      newWords = error;
    } else if (!error.equals(newWords)) {
      inOtherWords = true;
    }
    newlyAlike++;
  }

  /** Takes note of any other refusal. */
  void refusedOtherwise() {
    inOtherWords = true;
  }

  /** Ends the answer. */
  void end(long now) {
    firstTries.end(now);
    inError = taken ? 0 : inError + newlyInError;
    inVain = taken ? 0 : inVain + newlyInVain;
    if (taken || inOtherWords) {
      alike = 0;
      words = null;
    } else if (newlyAlike > 0) {
      alike = newlyAlike + (newWords.equals(words) ? alike : 0);
      // Few that are refused by a target which takes others may well be at fault themselves.
      words = lastTaken == NEVER ? newWords : null;
    }
    newWords = null;
  }

  /**
   * Counts the signs that operations which it refuses once more are at fault themselves: it has
   * taken others, at their first try, since it refused them before. What it took in the same answer
   * as it refused them then is none, for that may be the last that it took at all.
   */
  int signs(Attempts attempts) {
    boolean sign = attempts.limited() > 0 && lastTakenFirst > attempts.refusedAt();
    return Math.min(attempts.signs() + (sign ? 1 : 0), MIN_SIGNS);
  }

  /**
   * Whether it takes most others, and so many that an operation which it refuses is at fault, but
   * for a break between all of them and now: it is to be seen from {@link #signs} where it can be.
   *
   * @param before what there was before it refused that one first
   * @param held how many are held behind that one
   */
  boolean takesMost(TriesBefore before, int held) {
    return takes(before, held, firstTries.takenAfter(before) - MIN_TAKEN);
  }

  /** The same, where what it took in the answer in which it refused that one first will do. */
  boolean tookMostBeside(TriesBefore before, int held) {
    return takes(before, held, firstTries.takenBesides(before) - MIN_TAKEN);
  }

  /**
   * @param moreTaken how many more were taken than the least that must have been, were no others
   *     refused
   */
  private boolean takes(TriesBefore before, int held, long moreTaken) {
    return inError < MIN_REFUSED
        && moreTaken >= 0
        && firstTries.fewRefused(before, 1 + held, moreTaken);
  }

  /** Whether it has taken any others at this time or after it, and has not ceased to. */
  boolean tookOthers(long since) {
    return lastTaken >= since && inError < MIN_REFUSED;
  }

  /** Whether so many have been tried in vain, and none was taken, that it is at fault. */
  boolean takesNone() {
    return inVain >= MIN_REFUSED;
  }

  /** How many were tried in vain, and none taken between. */
  int inVain() {
    return inVain;
  }

  /**
   * Whether it refuses all in the same words, so that it is at fault: many in one request, or in
   * its first few.
   */
  boolean refusesAll() {
    return alike >= MIN_REFUSED;
  }

  /** How many it has refused in the same words, and nothing else between. */
  int refusedAlike() {
    return alike;
  }
}
