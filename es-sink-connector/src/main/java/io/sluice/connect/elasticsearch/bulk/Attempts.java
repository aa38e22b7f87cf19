package io.sluice.connect.elasticsearch.bulk;

/**
 * How often the operations of a batch were sent before, and when they are to be sent again. Owned
 * by the task's thread.
 */
final class Attempts {

  private long dueAt;
  private long refusedAt;
  private int count;
  private int limited;
  private int signs;
  private int failedRequests;
  private boolean repeated;

  /** Begins anew, with operations that were never sent. */
  void reset(long now) {
    retryAt(now, 0, 0, 0);
    refusedAt = 0;
    failedRequests = 0;
    repeated = false;
  }

  /** Begins where those of another batch have got to. */
  void copy(Attempts other) {
    retryAt(other.dueAt, other.count, other.limited, other.signs);
    refusedAt = other.refusedAt;
    failedRequests = other.failedRequests;
    repeated = other.repeated;
  }

  void retryAt(long due, int newCount, int newLimited, int newSigns) {
    dueAt = due;
    count = newCount;
    limited = newLimited;
    signs = newSigns;
  }

  long dueAt() {
    return dueAt;
  }

  /** When the last of the operations was refused that wait to be sent again. */
  long refusedAt() {
    return refusedAt;
  }

  void refusedAt(long now) {
    refusedAt = now;
  }

  /** Whether the operations were refused one by one before. */
  boolean areRetries() {
    return count > 0;
  }

  /**
   * The number of the retry of operations that were refused one by one, as {@link Backoff} counts;
   * 0 for the first attempt.
   */
  int count() {
    return count;
  }

  /** How often of {@link Verdict#RETRY_LIMIT} the operations were refused one by one. */
  int limited() {
    return limited;
  }

  /**
   * Whether an error of the server has used up their tries, so that they wait for others to be
   * taken.
   */
  boolean waitForOthers() {
    return limited > Verdict.RETRY_LIMIT;
  }

  /**
   * How often the targets of the operations had taken others between two refusals of them, as
   * {@link TargetAnswers} counts.
   */
  int signs() {
    return signs;
  }

  /** Counts a request that failed as a whole, of {@link Verdict#RETRY_LIMIT}; gives the number. */
  int requestFailed() {
    return ++failedRequests;
  }

  /** Takes note that a request before the next may have indexed some of it already. */
  void repeated() {
    repeated = true;
  }

  /** Whether no operation was ever sent before. */
  boolean isFirst() {
    return !repeated && count == 0;
  }
}
