package io.sluice.connect.filetail.line;

/** Each line is a record. */
final class SingleLines implements Framing {

  private final LongLines longLines;

  SingleLines(LineLimit limit) {
    this.longLines = new LongLines(limit);
  }

  @Override
  public int cut(Window window) {
    int from = window.start();
    for (int next = window.afterLine(from); next >= 0; next = window.afterLine(from)) {
      if (longLines.isLong(window, from, next)) {
        longLines.emit(window, from, next);
      } else {
        window.emit(from, next, 1, LineMarks.NONE);
      }
      from = next;
    }
    return longLines.emitBegun(window, from);
  }
}
