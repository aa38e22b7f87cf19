package io.sluice.localstack.cli;

import io.sluice.localstack.demo.Narrator;
import java.io.PrintStream;

/** Lines that stay, and below them, on a terminal, one that is written over and over. */
final class Console implements Narrator {

  private static final String ERASE_LINE = "\r\033[K";

  private final PrintStream out;
  private final boolean terminal;
  private boolean dirty;
  private boolean onlyLines;

  Console(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Prints a line that stays. */
  @Override
  public synchronized void line(String text) {
    erase();
    out.println(text);
  }

  /** Replaces the passing line; without a terminal there is none. */
  @Override
  public synchronized void passing(String text) {
    if (terminal && !onlyLines) {
      out.print(ERASE_LINE + text);
      out.flush();
      dirty = true;
    }
  }

  /** From now on prints no passing lines. */
  synchronized void onlyLines() {
    erase();
    onlyLines = true;
  }

  private void erase() {
    if (dirty) {
      out.print(ERASE_LINE);
      out.flush();
      dirty = false;
    }
  }

  boolean isTerminal() {
    return terminal;
  }
}
