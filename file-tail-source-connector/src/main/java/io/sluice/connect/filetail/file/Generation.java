package io.sluice.connect.filetail.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Map;

/**
 * One open file and how far it was read: a path has a new generation after each rotation.
 *
 * <p>Every read begins a few bytes before the position, with the anchor: the bytes that stood there
 * when they were last seen. If others stand there now, the file was truncated and has grown past
 * the position again, which its size alone does not show.
 *
 * <p>Nothing is kept of a line whose end is not there yet but how far it was searched: the position
 * stays at its beginning, so a line is sent whole or not at all, and a quiet file holds no buffer.
 */
final class Generation implements Closeable {

  /** What a read found. */
  enum Found {
    LINES,
    NOTHING,
    /** The file is no longer the one whose lines were read: it was truncated. */
    TRUNCATION
  }

  private static final int ANCHOR_BYTES = 64;
  private static final int HEAD_BYTES = 1024;
  private static final byte[] NO_ANCHOR = {};

  private final FileChannel file;
  private final FileIdentity identity;
  private final LineLimit limit;
  private final boolean complete;
  private long epoch;
  private long position;

  /** No line ends between the position and here. */
  private long searched;

  /** The largest size seen. */
  private long seen;

  private HashedSpan head;
  private byte[] anchor;
  private boolean suspect;
  private long watchedSize = -1;
  private boolean watchedWhileReplaced;
  private long quietSince;

  /**
   * Takes the open file over: it is closed with the generation, and also where this fails.
   *
   * @param complete whether nobody writes to this file any more
   */
  static Generation of(
      OpenFile opened, LineLimit limit, long position, long epoch, boolean complete)
      throws IOException {
    try {
      return new Generation(opened, limit, position, epoch, complete);
    } catch (IOException failed) {
      opened.channel().close();
      throw failed;
    }
  }

  private Generation(OpenFile opened, LineLimit limit, long position, long epoch, boolean complete)
      throws IOException {
    this.file = opened.channel();
    this.identity = opened.identity();
    this.limit = limit;
    this.complete = complete;
    this.epoch = epoch;
    this.position = position;
    this.searched = position;
    this.seen = position;
    this.anchor = bytesBefore(position);
    rememberHead(file.size());
  }

  FileIdentity identity() {
    return identity;
  }

  boolean isComplete() {
    return complete;
  }

  long epoch() {
    return epoch;
  }

  long position() {
    return position;
  }

  long seen() {
    return seen;
  }

  boolean isEmpty() throws IOException {
    return file.size() == 0;
  }

  /**
   * Notes whether the file has changed since the last call.
   *
   * @param now nanoseconds
   * @param replaced whether the successor has begun: what was quiet before may have been so because
   *     there was nothing to write
   */
  void watch(long now, boolean replaced) throws IOException {
    long size = file.size();
    if (size != watchedSize || replaced != watchedWhileReplaced) {
      watchedSize = size;
      watchedWhileReplaced = replaced;
      quietSince = now;
    }
  }

  /** Whether no change was noted for so long, in nanoseconds. */
  boolean isQuietFor(long nanos, long now) {
    return now - quietSince >= nanos;
  }

  FilePosition snapshot() {
    return new FilePosition(
        position,
        identity,
        head,
        HashedSpan.of(position - anchor.length, anchor, 0, anchor.length),
        epoch);
  }

  /**
   * Says that the file was written to, so that the next read looks at the anchor though the size
   * may be the same: a truncated file can grow to just the size it had.
   */
  void suspectTruncation() {
    suspect = true;
  }

  /** After a truncation: the same file, read from its beginning. */
  void restart(long newEpoch) throws IOException {
    epoch = newEpoch;
    position = 0;
    searched = 0;
    seen = 0;
    head = null;
    anchor = NO_ANCHOR;
    rememberHead(file.size());
  }

  /**
   * Hands on the lines that end in the next buffer's worth of bytes.
   *
   * @param last whether what stands at the end without a line ending is a line, too
   */
  Found read(ReadBuffer buffer, LineConsumer consumer, boolean last) throws IOException {
    long size = file.size();
    if (size < seen) {
      return Found.TRUNCATION;
    }
    seen = size;
    if (suspect) {
      suspect = false;
      if (!Arrays.equals(anchor, bytesBefore(position)) || (head != null && !head.isIn(file))) {
        return Found.TRUNCATION;
      }
    }
    if (size == (last ? position : searched)) {
      return Found.NOTHING;
    }
    try {
      return readLines(buffer, consumer, last);
    } finally {
      buffer.shrink();
    }
  }

  private Found readLines(ReadBuffer buffer, LineConsumer consumer, boolean last)
      throws IOException {
    long base = position - anchor.length;
    int start = anchor.length;
    while (true) {
      buffer.fill(file, base);
      int length = buffer.length();
      if (length < start || !Arrays.equals(buffer.bytes(), 0, start, anchor, 0, start)) {
        return Found.TRUNCATION;
      }
      int end = lastLineEnd(buffer, start + (int) (searched - position));
      if (end > 0) {
        deliver(buffer.bytes(), base, start, end, consumer);
        return Found.LINES;
      }
      int pending = length - start;
      if (limit.isPassedBy(pending)) {
        return limit.longLine() == LongLine.SPLIT
            ? deliverPieces(buffer.bytes(), base, start, length, consumer)
            : deliverTruncated(buffer, base + length, consumer, last);
      }
      if (buffer.isFull()) {
        buffer.growTo(
            (int) Math.min(2L * buffer.bytes().length, (long) start + limit.bufferSize()));
      } else if (last && pending > 0) {
        consumer.line(
            buffer.bytes(),
            start,
            length,
            position,
            LineMark.WHOLE,
            offsets(buffer.bytes(), base, length).at(base + length));
        advance(buffer.bytes(), base, length);
        return Found.LINES;
      } else {
        searched = base + length;
        return Found.NOTHING;
      }
    }
  }

  private static int lastLineEnd(ReadBuffer buffer, int from) {
    byte[] bytes = buffer.bytes();
    for (int i = buffer.length() - 1; i >= from; i--) {
      if (bytes[i] == '\n') {
        return i + 1;
      }
    }
    return 0;
  }

  private void deliver(byte[] bytes, long base, int start, int end, LineConsumer consumer)
      throws IOException {
    Offsets offsets = offsets(bytes, base, end);
    int line = start;
    int i = start + (int) (searched - position);
    for (; i < end; i++) {
      if (bytes[i] == '\n') {
        int to = i > line && bytes[i - 1] == '\r' ? i - 1 : i;
        deliverLine(bytes, base, line, to, base + i + 1, offsets, consumer);
        line = i + 1;
      }
    }
    advance(bytes, base, end);
  }

  private void deliverLine(
      byte[] bytes, long base, int from, int to, long end, Offsets offsets, LineConsumer consumer) {
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

  private Found deliverPieces(byte[] bytes, long base, int start, int length, LineConsumer consumer)
      throws IOException {
    Offsets offsets = offsets(bytes, base, length);
    int piece = start;
    while (limit.isPassedBy(length - piece)) {
      int cut = limit.cut(bytes, piece);
      consumer.line(bytes, piece, cut, base + piece, LineMark.SPLIT, offsets.at(base + cut));
      piece = cut;
    }
    advance(bytes, base, piece);
    return Found.LINES;
  }

  /**
   * Searches on for the end of a line that will not be sent whole, and then sends its beginning.
   */
  private Found deliverTruncated(
      ReadBuffer buffer, long readTo, LineConsumer consumer, boolean last) throws IOException {
    searched = Math.max(searched, readTo);
    long end = -1;
    while (end < 0) {
      buffer.fill(file, searched);
      if (buffer.length() == 0) {
        if (!last) {
          return Found.NOTHING;
        }
        end = searched;
      }
      for (int i = 0; i < buffer.length() && end < 0; i++) {
        if (buffer.bytes()[i] == '\n') {
          end = searched + i + 1;
        }
      }
      searched += buffer.length();
    }
    buffer.fill(file, position);
    Offsets offsets = offsets(buffer.bytes(), position, Math.min(limit.maxBytes(), HEAD_BYTES));
    consumer.line(
        buffer.bytes(),
        0,
        limit.cut(buffer.bytes(), 0),
        position,
        LineMark.TRUNCATED,
        offsets.at(end));
    position = end;
    searched = end;
    anchor = bytesBefore(end);
    return Found.LINES;
  }

  private void advance(byte[] bytes, long base, int to) {
    position = base + to;
    searched = position;
    anchor = Arrays.copyOfRange(bytes, Math.max(0, to - ANCHOR_BYTES), to);
  }

  /**
   * The offsets of the lines of one read. All of them share the anchor at its end: whoever resumes
   * in the middle finds those bytes in the file as well.
   */
  private Offsets offsets(byte[] bytes, long base, int end) throws IOException {
    rememberHead(seen);
    int length = Math.min(ANCHOR_BYTES, end);
    HashedSpan span = HashedSpan.of(base + end - length, bytes, end - length, length);
    return new Offsets(new FilePosition(position, identity, head, span, epoch));
  }

  private record Offsets(FilePosition batch) {
    Map<String, Object> at(long end) {
      return new LineOffset(batch, end);
    }
  }

  private void rememberHead(long size) throws IOException {
    int length = (int) Math.min(HEAD_BYTES, size);
    if (length > 0 && (head == null || head.length() < length)) {
      head = HashedSpan.read(file, 0, length);
    }
  }

  private byte[] bytesBefore(long end) throws IOException {
    int length = (int) Math.min(ANCHOR_BYTES, end);
    if (length == 0) {
      return NO_ANCHOR;
    }
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining() && file.read(bytes, end - length + bytes.position()) > 0) {
      // A read may be short in the middle of a file.
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
