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
  private Refusal refusal;

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

  /** Takes note of a check after which nothing can be written to it. */
  void refused(Refusal why) {
    refusal = why;
  }

  /** Why the last check was refused for good, or null; it is not told again. */
  Refusal takeRefusal() {
    Refusal taken = refusal;
    refusal = null;
    return taken;
  }

  /** Counts a check that got an answer which may heal. */
  int failed() {
    state = State.UNKNOWN;
    return ++failures;
  }

  /**
   * An answer to a check that does not heal.
   *
   * @param at when it came
   * @param cause may be null
   */
  record Refusal(long at, String message, Throwable cause) {}
}
