package io.sluice.connect.filetail.file;

/** Cuts the bytes of one read into lines, and lines that are too long into what is sent of them. */
final class LineCutter {

  private final LineLimit limit;

  LineCutter(LineLimit limit) {
    this.limit = limit;
  }

  /**
   * Hands on whole lines.
   *
   * @param base where the file's byte is that stands first in the array
   * @param start index of the first line
   * @param end index behind the last line's ending
   */
  void cutLines(
      byte[] bytes, long base, int start, int end, ReadOffsets offsets, LineConsumer consumer) {
    int line = start;
    for (int i = start; i < end; i++) {
      if (bytes[i] == '\n') {
        int to = i > line && bytes[i - 1] == '\r' ? i - 1 : i;
        cutLine(bytes, base, line, to, base + i + 1, offsets, consumer);
        line = i + 1;
      }
    }
  }

  private void cutLine(
      byte[] bytes,
      long base,
      int from,
      int to,
      long end,
      ReadOffsets offsets,
      LineConsumer consumer) {
    int piece = from;
    while (to - piece > limit.maxBytes()) {
      int cut = limit.cut(bytes, piece);
      if (limit.longLine() == LongLine.TRUNCATE) {
        consumer.line(bytes, piece, cut, base + piece, LineMark.TRUNCATED, offsets.at(end));
        return;
      }
      consumer.line(bytes, piece, cut, base + piece, LineMark.SPLIT, offsets.at(base + cut));
      piece = cut;
    }
    consumer.line(bytes, piece, to, base + piece, LineMark.WHOLE, offsets.at(end));
  }

  /**
   * Hands on pieces of a line whose ending is not there yet.
   *
   * @return index behind the last piece
   */
  int cutPieces(
      byte[] bytes, long base, int start, int length, ReadOffsets offsets, LineConsumer consumer) {
    int piece = start;
    while (limit.isPassedBy(length - piece)) {
      int cut = limit.cut(bytes, piece);
      consumer.line(bytes, piece, cut, base + piece, LineMark.SPLIT, offsets.at(base + cut));
      piece = cut;
    }
    return piece;
  }
}
