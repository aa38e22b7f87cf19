package io.sluice.connect.elasticsearch.bulk;

import java.util.concurrent.CompletionException;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The first thing that went wrong for good. It is kept until Connect calls {@code put}, which
 * throws it: thrown from {@code preCommit}, Connect would log it, go back to the last commit and
 * carry on (WorkerSinkTask.commitOffsets).
 */
final class TaskFailure {

  private ConnectException failure;

  void set(String message, Throwable cause) {
    if (failure == null) {
      failure = new ConnectException(message, cause);
    }
  }

  /** Keeps what was thrown while an answer was handled, which nobody else would ever see. */
  void setBug(Throwable thrown) {
    Throwable bug = unwrap(thrown);
    set("Handling an answer of Elasticsearch failed: " + bug + ". Restart the task.", bug);
  }

  /** What a future failed with, without what other futures have wrapped it into. */
  static Throwable unwrap(Throwable thrown) {
    return thrown instanceof CompletionException && thrown.getCause() != null
        ? thrown.getCause()
        : thrown;
  }

  boolean isSet() {
    return failure != null;
  }

  void throwIfSet() {
    if (failure != null) {
      throw failure;
    }
  }
}
