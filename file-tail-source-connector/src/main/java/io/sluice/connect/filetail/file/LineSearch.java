package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.line.LineConsumer;
import io.sluice.connect.filetail.line.LineSettings;
import io.sluice.connect.filetail.line.TextEncoding;
import io.sluice.connect.filetail.line.Unfinished;
import io.sluice.connect.filetail.line.Window;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Finds the records behind a file's position.
 *
 * <p>Nothing is kept of a line whose end is not there yet, or of an unfinished group of lines, but
 * how far it was searched: the position stays at its beginning, so it is sent whole or not at all,
 * and a quiet file holds no buffer.
 */
final class LineSearch {

  /** What a search found. */
  enum Found {
    LINES,
    NOTHING,
    /** No line yet, but more to search: one is too long to be read in one go. */
    SEARCHING,
    /** A part of the hole that the file begins with, and more is to be skipped. */
    HOLE,
    /** The file is no longer the one whose lines were read: it was truncated. */
    TRUNCATION
  }

  private static final int MOST_SEARCHED_BUFFERS = 16;

  private final Content file;
  private final LineSettings lines;
  private final Progress progress;

  /** Nothing between the position and here could be handed on. */
  private long searched;

  /** What was done with the unfinished when this was searched. */
  private Unfinished tried = Unfinished.WAITS;

  /** Null until the file's beginning shows it. */
  private TextEncoding encoding;

  LineSearch(Content file, LineSettings lines, Progress progress) {
    this.file = file;
    this.lines = lines;
    this.progress = progress;
    this.searched = progress.position();
  }

  /** Begins anew at the position, in a file that may have another encoding. */
  void restart() {
    encoding = null;
    startSearch();
  }

  /** Goes on with what was carried over from a file of the given encoding. */
  void goOnIn(TextEncoding itsEncoding) {
    encoding = itsEncoding;
    tried = Unfinished.WAITS;
  }

  /** Says that the file has grown: what is unfinished may go on. */
  void hasGrown() {
    tried = Unfinished.WAITS;
  }

  /** Says that nothing is left before the position. */
  void isDone() {
    searched = progress.position();
  }

  /**
   * Whether there is nothing to be found until the file changes, however long that takes.
   *
   * @param size the file's
   */
  boolean isOver(long size) {
    return searched >= size
        && (progress.position() == size || lines.unfinished(Long.MAX_VALUE).compareTo(tried) <= 0);
  }

  /** Whether there is anything that was not tried yet. */
  boolean isWorthwhile(long size, Unfinished unfinished) {
    return (size > searched || unfinished.compareTo(tried) > 0)
        && (size != progress.position() || progress.carried() != null);
  }

  /**
   * The file's encoding; where nothing of it was read, what it is if nothing more will come.
   *
   * @return null where the file's beginning does not show it yet
   */
  TextEncoding encoding(Unfinished unfinished) throws IOException {
    if (encoding == null) {
      ByteBuffer head = ByteBuffer.allocate(TextEncoding.bytesToTellBy());
      if (lines.encoding().isToldByMark()) {
        file.readFully(head, 0);
        if (head.position() < lines.encoding().unit() && unfinished == Unfinished.WAITS) {
          return null;
        }
      }
      encoding = lines.encoding().of(head.array(), head.position());
    }
    return encoding;
  }

  /**
   * Hands on the records that end in the next buffer's worth of bytes.
   *
   * @param size the file's
   * @param asked what to do with what is unfinished where the file ends
   */
  Found next(ReadBuffer buffer, LineConsumer consumer, long size, Unfinished asked)
      throws IOException {
    if (encoding(asked) == null) {
      return Found.NOTHING;
    }
    if (progress.position() == 0) {
      Hole hole = progress.hole();
      if (!hole.skip(buffer, encoding.unit())) {
        searched = hole.end();
        progress.see(size);
        return Found.HOLE;
      }
      if (hole.isAll() && progress.carried() == null) {
        searched = size;
        tried = asked;
        progress.see(size);
        return Found.NOTHING;
      }
    }
    while (true) {
      int start = progress.fill(buffer, encoding);
      if (start < 0) {
        return Found.TRUNCATION;
      }
      int length = buffer.length();
      long readTo = progress.base() + length;
      Unfinished unfinished = applicable(asked, readTo, size);
      Window window = window(buffer, start, unfinished);
      boolean exceeds = window.exceeds(start, lines.limit().maxBytes());
      int lineEnd = newLineEnd(buffer, start);
      if (lineEnd >= 0 || exceeds || unfinished != Unfinished.WAITS) {
        progress.rememberHead(size);
        window.to(consumer, progress.places(buffer.bytes()));
        int done = lines.framing().cut(window);
        if (done > start) {
          progress.advance(buffer.bytes(), done);
          startSearch();
          return Found.LINES;
        }
      }
      if (exceeds && !lines.limit().splits()) {
        searched = Math.max(searched, readTo);
        return nextTruncated(buffer, consumer, asked, progress.base() + start, size);
      } else if (buffer.isFull()) {
        buffer.growTo((int) Math.min(2L * length, (long) start + lines.bufferSize()));
      } else {
        searched = readTo;
        tried = unfinished;
        progress.see(buffer.bytes(), length);
        return Found.NOTHING;
      }
    }
  }

  private void startSearch() {
    searched = progress.position();
    tried = Unfinished.WAITS;
  }

  private Window window(ReadBuffer buffer, int start, Unfinished unfinished) {
    return buffer
        .window()
        .over(
            buffer.bytes(),
            start,
            buffer.length(),
            progress.base(),
            progress.isInLine(encoding),
            unfinished,
            encoding);
  }

  /** What to do with the unfinished, which it only is where the file ends. */
  private static Unfinished applicable(Unfinished asked, long readTo, long size) {
    boolean toTheEnd = asked == Unfinished.IS_LAST ? readTo >= size : readTo == size;
    return toTheEnd ? asked : Unfinished.WAITS;
  }

  /** Index behind the last line ending that was not searched before; -1 where there is none. */
  private int newLineEnd(ReadBuffer buffer, int start) {
    int from = (int) Math.max(start, Math.min(searched - progress.base(), buffer.length()));
    return encoding.afterLastFeed(buffer.bytes(), start, from, buffer.length());
  }

  /**
   * Searches on for the end of a line that is not sent whole, and then sends its beginning.
   *
   * @param lineStart where it begins, less than 0 where it is carried over
   */
  private Found nextTruncated(
      ReadBuffer buffer, LineConsumer consumer, Unfinished asked, long lineStart, long size)
      throws IOException {
    long end = -1;
    for (int buffers = 0; end < 0; buffers++) {
      if (buffers == MOST_SEARCHED_BUFFERS) {
        return Found.SEARCHING;
      }
      long from = Math.max(0, searched - (searched - lineStart) % encoding.unit());
      buffer.fill(file, from);
      int after = encoding.afterFeed(buffer.bytes(), 0, buffer.length());
      if (after >= 0) {
        end = from + after;
      } else if (from + buffer.length() > searched) {
        searched = from + buffer.length();
      } else if (applicable(asked, searched, size).isSent()) {
        end = searched;
      } else {
        tried = applicable(asked, searched, size);
        return Found.NOTHING;
      }
    }
    int start = progress.fill(buffer, encoding);
    if (start < 0) {
      return Found.TRUNCATION;
    }
    progress.rememberHead(size);
    Anchor endAnchor = Anchor.before(end, file);
    window(buffer, start, asked)
        .to(consumer, progress.places(buffer.bytes(), end, endAnchor))
        .emitTruncated(start, lines.limit().maxBytes(), end);
    progress.goTo(end, endAnchor);
    startSearch();
    return Found.LINES;
  }
}
