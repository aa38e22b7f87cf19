package io.sluice.connect.elasticsearch.bulk;

/**
 * Counts the documents for each of which, sent alone, the whole request was refused in the same
 * words, while none was let in. So many are no accident: whoever answers refuses every request,
 * whatever is in it. Owned by the task's thread.
 */
final class LoneRefusals {

  private int inARow;
  private ErrorCause words;

  /** Takes note of another. */
  void refused(ErrorCause error) {
    inARow = error.equals(words) ? inARow + 1 : 1;
    words = error;
  }

  /** Takes note of a request that was let in, whatever became of what is in it. */
  void letIn() {
    inARow = 0;
    words = null;
  }

  int inARow() {
    return inARow;
  }
}
