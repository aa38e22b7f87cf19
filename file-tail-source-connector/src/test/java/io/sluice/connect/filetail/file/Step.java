package io.sluice.connect.filetail.file;

/** One action of a scenario. */
record Step(Action action, int argument) {

  /** As it is written in a test. */
  @Override
  public String toString() {
    return "." + action.method() + "(" + (action.mostArgument == 0 ? "" : argument) + ")";
  }
}
