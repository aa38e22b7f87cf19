package io.sluice.connect.filetail.line;

/** Cuts lines that are longer than allowed into what is sent of them. */
record LongLines(LineLimit limit) {

  boolean isLong(Window window, int from, int next) {
    // Most lines are shorter with their ending even.
    return next - from > limit.maxBytes() && window.length(from, next) > limit.maxBytes();
  }

  /** Hands on a line that is too long, or the rest of one. */
  void emit(Window window, int from, int next) {
    int end = from + window.length(from, next);
    int piece = from;
    LineMarks marks = LineMarks.NONE;
    if (!limit.splits() && end - from > limit.maxBytes()) {
      window.emitTruncated(from, limit.maxBytes(), window.inFile(next));
      return;
    }
    while (end - piece > limit.maxBytes()) {
      int cut = window.cut(piece, limit.maxBytes());
      window.emit(piece, cut, 1, marks.with(LineMark.SPLIT));
      marks = LineMarks.of(LineMark.CONTINUED);
      piece = cut;
    }
    window.emit(piece, next, 1, marks);
  }

  /**
   * Hands on pieces of a line whose ending is not there yet.
   *
   * @return index behind the last piece; {@code from} where there was none
   */
  int emitBegun(Window window, int from) {
    int piece = from;
    LineMarks marks = LineMarks.NONE;
    while (limit.splits() && window.exceeds(piece, limit.maxBytes())) {
      int cut = window.cut(piece, limit.maxBytes());
      window.emit(piece, cut, 1, marks.with(LineMark.SPLIT));
      marks = LineMarks.of(LineMark.CONTINUED);
      piece = cut;
    }
    return piece;
  }
}
