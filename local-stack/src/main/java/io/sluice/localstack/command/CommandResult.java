package io.sluice.localstack.command;

import java.util.List;

/** How a command ended, and all it printed, errors included. */
public record CommandResult(List<String> words, int exitCode, String output) {

  public boolean succeeded() {
    return exitCode == 0;
  }

  /**
   * This result.
   *
   * @throws IllegalStateException unless the command succeeded
   */
  public CommandResult orThrow() {
    if (!succeeded()) {
      throw new IllegalStateException(describe());
    }
    return this;
  }

  /** The command, its exit code and its output, for an error message. */
  public String describe() {
    return "'" + String.join(" ", words) + "' ended with exit code " + exitCode + ": " + output;
  }
}
