package io.sluice.connect.filetail.line;

/**
 * As many whole lines as fit are a record, bytes and line endings as they stand in the file: what
 * Connect and Kafka cost for each record is paid once for hundreds of lines.
 */
final class LineChunks implements Framing {

  private final LongLines longLines;
  private final int mostBytes;

  /**
   * @param mostBytes of one record; a longer line is a record of its own
   */
  LineChunks(LineLimit limit, int mostBytes) {
    this.longLines = new LongLines(limit);
    this.mostBytes = mostBytes;
  }

  @Override
  public int cut(Window window) {
    int chunk = window.start();
    int count = 0;
    int from = chunk;
    for (int next = window.afterLine(from); next >= 0; next = window.afterLine(from)) {
      boolean isLong = longLines.isLong(window, from, next);
      if (count > 0 && (isLong || next - chunk > mostBytes)) {
        window.emitRaw(chunk, from, count);
        chunk = from;
        count = 0;
      }
      if (isLong) {
        longLines.emit(window, from, next);
        chunk = next;
      } else {
        count++;
      }
      from = next;
    }
    if (count > 0) {
      window.emitRaw(chunk, from, count);
    }
    return longLines.emitBegun(window, from);
  }
}
