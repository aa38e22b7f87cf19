package io.sluice.connect.filetail.line;

import java.util.Map;

/**
 * What was read of a file and not handed on before, and the way on for what is.
 *
 * <p>It begins where a line begins, or where one goes on of which the beginning was handed on.
 */
public final class Window {

  /**
   * Tells what is where, also of bytes that were carried over from the file before. Those stand
   * before the first of this file, as if they had negative positions.
   */
  public interface Places {
    /** The position of a line in the file that it begins in. */
    long position(long at);

    /** The source offset at which reading goes on there. */
    Map<String, Object> offset(long end);
  }

  private final Line line = new Line();
  private byte[] bytes;
  private int start;
  private int end;
  private long base;
  private boolean continued;
  private Unfinished unfinished;
  private TextEncoding encoding;
  private Places places;
  private LineConsumer consumer;
  private int records;
  private int lines;
  private long bytesHandedOn;
  private int longLines;
  private int partialLines;

  /**
   * Looks at other bytes.
   *
   * @param base position in the file of the first byte in the array
   * @param continued whether the beginning of the line at the start was handed on before
   * @return this
   */
  public Window over(
      byte[] bytes,
      int start,
      int end,
      long base,
      boolean continued,
      Unfinished unfinished,
      TextEncoding encoding) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.base = base;
    this.continued = continued;
    this.unfinished = unfinished;
    this.encoding = encoding;
    return this;
  }

  /** Says where records go, and where they come from. */
  public Window to(LineConsumer newConsumer, Places newPlaces) {
    this.consumer = newConsumer;
    this.places = newPlaces;
    return this;
  }

  /** Forgets what was counted before. */
  public void clearCounts() {
    records = 0;
    lines = 0;
    bytesHandedOn = 0;
    longLines = 0;
    partialLines = 0;
    line.clearDecodeErrors();
  }

  /** Adds what was handed on since {@link #clearCounts}. */
  public void addCountsTo(LineCounts counts) {
    counts.add(this);
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  Unfinished unfinished() {
    return unfinished;
  }

  /** Where what begins at the index begins in its file. */
  long position(int from) {
    return places.position(base + from);
  }

  /** The position in the file of what stands at the index. */
  long inFile(int index) {
    return base + index;
  }

  String text(int from, int next) {
    return encoding.decode(bytes, from, encoding.textEnd(bytes, from, next));
  }

  /** Bytes of a line's text. */
  int length(int from, int next) {
    return encoding.textEnd(bytes, from, next) - from;
  }

  /**
   * @param from where a line begins
   * @return index behind the line; -1 where it has no ending yet, or there is none
   */
  int afterLine(int from) {
    int after = encoding.afterFeed(bytes, from, end);
    return after < 0 && from < end && unfinished.isSent() ? afterUnfinished(from) : after;
  }

  private int afterUnfinished(int from) {
    boolean mayGoOn = unfinished == Unfinished.IS_SENT_AS_PARTIAL;
    int after = mayGoOn ? encoding.wholeCharacters(bytes, from, end) : end;
    return after > from ? after : -1;
  }

  /** Whether the beginning of the line that goes on there was handed on before. */
  boolean isRest(int from) {
    return continued && from == start;
  }

  /** Where to cut what begins at {@code from} and may have so many bytes. */
  int cut(int from, int mostBytes) {
    return encoding.cut(bytes, from, from + mostBytes - mostBytes % encoding.unit());
  }

  /** Whether the line that begins there cannot become one of the allowed length any more. */
  public boolean exceeds(int from, int mostBytes) {
    int unit = encoding.unit();
    int characters = (end - from) / unit * unit; // half a one may be that of a line feed
    return characters > mostBytes + unit; // one more may be the \r of \r\n
  }

  /** Hands on all from one index to behind the ending of a line. */
  void emit(int from, int next, int count, LineMarks marks) {
    emit(from, encoding.textEnd(bytes, from, next), next, inFile(next), count, marks);
  }

  /** Hands on the bytes with their line endings. */
  void emitRaw(int from, int next, int count) {
    emit(from, next, next, inFile(next), count, LineMarks.NONE);
  }

  /**
   * Hands on the beginning of a line, of which nothing more is sent.
   *
   * @param mostBytes of it
   * @param endInFile position behind the line
   */
  public void emitTruncated(int from, int mostBytes, long endInFile) {
    emit(from, cut(from, mostBytes), -1, endInFile, 1, LineMarks.of(LineMark.TRUNCATED));
  }

  private void emit(int from, int to, int next, long endInFile, int count, LineMarks given) {
    LineMarks marks = given;
    boolean goesOn = isRest(from);
    if (goesOn) {
      if (from == to && count == 1) {
        // Nothing but the ending of a line that was handed on without it.
        lines++;
        bytesHandedOn += endInFile - (base + from);
        return;
      }
      marks = marks.with(LineMark.CONTINUED);
    }
    if (next >= 0
        && unfinished == Unfinished.IS_SENT_AS_PARTIAL
        && !marks.contain(LineMark.SPLIT)
        && !encoding.endsWithFeed(bytes, from, next)) {
      marks = marks.with(LineMark.PARTIAL);
      partialLines++;
    }
    if (isBeginningOfLongLine(from, next, marks)) {
      longLines++;
    }
    records++;
    lines += ends(from, to, next, marks) ? count : count - 1;
    bytesHandedOn += endInFile - (base + from);
    consumer.line(
        line.set(
            bytes, from, to, position(from), count, marks, encoding, places.offset(endInFile)));
  }

  /** Whether the last line that is handed on ends with that. */
  private boolean ends(int from, int to, int next, LineMarks marks) {
    return marks.contain(LineMark.TRUNCATED)
        || to < next
        || encoding.endsWithFeed(bytes, from, to)
        || (next == end && unfinished == Unfinished.IS_LAST);
  }

  private boolean isBeginningOfLongLine(int from, int next, LineMarks marks) {
    boolean piece = marks.contain(LineMark.SPLIT) && !encoding.endsWithFeed(bytes, from, next);
    return (piece || marks.contain(LineMark.TRUNCATED)) && !marks.contain(LineMark.CONTINUED);
  }

  int records() {
    return records;
  }

  int lines() {
    return lines;
  }

  long bytesHandedOn() {
    return bytesHandedOn;
  }

  int longLines() {
    return longLines;
  }

  int partialLines() {
    return partialLines;
  }

  long decodeErrors() {
    return line.decodeErrors();
  }
}
