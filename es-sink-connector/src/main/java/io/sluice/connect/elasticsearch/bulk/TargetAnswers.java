package io.sluice.connect.elasticsearch.bulk;

/**
 * What a target has answered to the operations on it: a sign of whether one that it refuses is at
 * fault itself, or the target is. Owned by the task's thread.
 */
final class TargetAnswers {

  /** So many refusals, and nothing taken, are no accident of the documents. */
  static final int MIN_REFUSED = 20;

  private long lastTaken = Long.MIN_VALUE;

  /** Fresh operations that met an error of the server since the last was taken. */
  private int inError;

  // Of the answer that is being read.
  private boolean taken;
  private int newlyInError;

  /** Begins with another answer. */
  void begin() {
    taken = false;
    newlyInError = 0;
  }

  /** Takes note of an operation that the target has carried out, or had no need to. */
  void taken(long now) {
    taken = true;
    lastTaken = now;
  }

  /** Takes note of an operation that met an error of the server for the first time. */
  void inError() {
    newlyInError++;
  }

  /** Ends the answer. */
  void end() {
    inError = taken ? 0 : inError + newlyInError;
  }

  /**
   * Whether it has taken others since this time, and has not stopped to do so: an error that one
   * operation has met ever since is then that operation's.
   */
  boolean takesOthers(long since) {
    return lastTaken >= since && inError < MIN_REFUSED;
  }
}
