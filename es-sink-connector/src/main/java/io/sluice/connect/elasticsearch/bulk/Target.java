package io.sluice.connect.elasticsearch.bulk;

import io.sluice.connect.elasticsearch.operation.ActionWriter;
import io.sluice.connect.elasticsearch.operation.Operation;

/**
 * An index, alias or data stream that documents go to, and what is known about it. Owned by the
 * task's thread.
 */
final class Target {

  enum State {
    UNKNOWN,
    CHECKING,
    READY
  }

  private final String name;
  private final byte[][] starts = new byte[Operation.values().length][];
  private final TargetAnswers answers = new TargetAnswers();
  private State state = State.UNKNOWN;
  private int failures;

  Target(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  /** What the action lines of an operation on it begin with. */
  byte[] start(Operation operation) {
    byte[] start = starts[operation.ordinal()];
    if (start == null) {
      start = ActionWriter.start(operation, name);
      starts[operation.ordinal()] = start;
    }
    return start;
  }

  TargetAnswers answers() {
    return answers;
  }

  State state() {
    return state;
  }

  void checking() {
    state = State.CHECKING;
  }

  void ready() {
    state = State.READY;
    failures = 0;
  }

  void forget() {
    state = State.UNKNOWN;
  }

  /** Counts a check that got an answer which may heal. */
  int failed() {
    state = State.UNKNOWN;
    return ++failures;
  }
}
