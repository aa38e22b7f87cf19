package io.sluice.connect.elasticsearch.bulk;

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

  boolean isSet() {
    return failure != null;
  }

  void throwIfSet() {
    if (failure != null) {
      throw failure;
    }
  }
}
