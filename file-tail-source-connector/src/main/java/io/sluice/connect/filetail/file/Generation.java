package io.sluice.connect.filetail.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.attribute.FileTime;

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
    /** No line yet, but more to search: one is too long to be read in one go. */
    SEARCHING,
    /** The file is no longer the one whose lines were read: it was truncated. */
    TRUNCATION
  }

  private static final int MOST_SEARCHED_BUFFERS = 16;

  private final Content file;
  private final FileIdentity identity;
  private final LineLimit limit;
  private final LineCutter cutter;
  private final boolean complete;
  private final QuietTime quiet = new QuietTime();
  private final KnownFiles bystanders = new KnownFiles();
  private long epoch;
  private long position;

  /** No line ends between the position and here. */
  private long searched;

  /** The largest size seen. */
  private long seen;

  private HashedSpan head;
  private Anchor anchor;
  private FileTime modified;
  private boolean suspect;

  private Generation(
      OpenFile opened,
      LineLimit limit,
      long position,
      long epoch,
      boolean complete,
      KnownFiles bystanders)
      throws IOException {
    this.file = opened.content();
    this.identity = opened.identity();
    this.modified = opened.modified();
    this.limit = limit;
    this.cutter = new LineCutter(limit);
    this.complete = complete;
    this.epoch = epoch;
    this.position = position;
    this.bystanders.addAll(bystanders);
    this.searched = position;
    this.seen = position;
    this.anchor = Anchor.before(position, file);
    rememberHead(file.size());
  }

  /**
   * Takes an open file over: it is closed with the generation, and also where this fails.
   *
   * @param complete whether nobody writes to it any more
   * @param bystanders the related files that are there now: none of them will come of it
   */
  static Generation of(
      OpenFile opened,
      LineLimit limit,
      long position,
      long epoch,
      boolean complete,
      KnownFiles bystanders)
      throws IOException {
    try {
      return new Generation(opened, limit, position, epoch, complete, bystanders);
    } catch (IOException failed) {
      opened.close();
      throw failed;
    }
  }

  FileIdentity identity() {
    return identity;
  }

  boolean isComplete() {
    return complete;
  }

  long position() {
    return position;
  }

  long seen() {
    return seen;
  }

  /** When the file was last seen to be written to. */
  FileTime modified() {
    return modified;
  }

  KnownFiles bystanders() {
    return bystanders;
  }

  QuietTime quiet() {
    return quiet;
  }

  long size() throws IOException {
    return file.size();
  }

  FilePosition snapshot() {
    return position(anchor.span(position));
  }

  /**
   * Says when the file was written to last. Where that has changed, the next read looks at the
   * file's beginning and at the anchor though the size may be the same: a truncated file can grow
   * to just the size it had, and lines that are alike can make the same anchor.
   */
  void modifiedAt(FileTime time) {
    if (!time.equals(modified)) {
      modified = time;
      suspect = true;
    }
  }

  /** Has the next read look likewise, for a file that is no longer under its path. */
  void suspectTruncation() {
    suspect = true;
  }

  /**
   * For a file that waits while others are read: notes what is in it, so that a truncation
   * meanwhile is found out when its turn comes.
   */
  void watchWaiting() throws IOException {
    long size = file.size();
    if (size >= seen && (head == null || head.isIn(file))) {
      seen = size;
      rememberHead(size);
    }
    suspect = true;
  }

  /** After a truncation: the same file, read from its beginning. */
  void restart(long newEpoch, KnownFiles present) throws IOException {
    epoch = newEpoch;
    position = 0;
    searched = 0;
    seen = 0;
    head = null;
    anchor = Anchor.before(0, file);
    bystanders.addAll(present);
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
      if (!anchor.standsBefore(position, file) || (head != null && !head.isIn(file))) {
        return Found.TRUNCATION;
      }
      suspect = false;
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
    int start = anchor.length();
    long base = position - start;
    while (true) {
      buffer.fill(file, base);
      byte[] bytes = buffer.bytes();
      int length = buffer.length();
      if (!anchor.begins(bytes, length)) {
        return Found.TRUNCATION;
      }
      int end = lastLineEnd(buffer, start + (int) Math.min(searched - position, length));
      int pending = length - start;
      if (end > 0) {
        cutter.cutLines(bytes, base, start, end, offsets(bytes, base, end), consumer);
        advance(bytes, base, end);
        return Found.LINES;
      } else if (limit.isPassedBy(pending)) {
        return limit.longLine() == LongLine.SPLIT
            ? deliverPieces(bytes, base, start, length, consumer)
            : deliverTruncated(buffer, base + length, consumer, last);
      } else if (buffer.isFull()) {
        buffer.growTo((int) Math.min(2L * bytes.length, (long) start + limit.bufferSize()));
      } else if (last && pending > 0) {
        ReadOffsets offsets = offsets(bytes, base, length);
        consumer.line(bytes, start, length, position, LineMark.WHOLE, offsets.at(base + length));
        advance(bytes, base, length);
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

  private Found deliverPieces(byte[] bytes, long base, int start, int length, LineConsumer consumer)
      throws IOException {
    ReadOffsets offsets = offsets(bytes, base, length);
    advance(bytes, base, cutter.cutPieces(bytes, base, start, length, offsets, consumer));
    return Found.LINES;
  }

  /** Searches on for the end of a line that is not sent whole, and then sends its beginning. */
  private Found deliverTruncated(
      ReadBuffer buffer, long readTo, LineConsumer consumer, boolean last) throws IOException {
    searched = Math.max(searched, readTo);
    long end = -1;
    for (int buffers = 0; end < 0; buffers++) {
      if (buffers == MOST_SEARCHED_BUFFERS) {
        return Found.SEARCHING;
      }
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
    Anchor anchorAtEnd = Anchor.before(end, file);
    buffer.fill(file, position);
    ReadOffsets offsets =
        offsets(buffer.bytes(), position, Math.min(limit.maxBytes(), Anchor.MOST_BYTES));
    int cut = limit.cut(buffer.bytes(), 0);
    consumer.line(buffer.bytes(), 0, cut, position, LineMark.TRUNCATED, offsets.at(end));
    position = end;
    searched = end;
    anchor = anchorAtEnd;
    return Found.LINES;
  }

  private void advance(byte[] bytes, long base, int to) {
    position = base + to;
    searched = position;
    anchor = Anchor.before(to, bytes);
  }

  /**
   * The offsets of the lines of one read. All of them share the anchor at its end: whoever resumes
   * in the middle finds those bytes in the file as well.
   */
  private ReadOffsets offsets(byte[] bytes, long base, int end) throws IOException {
    rememberHead(seen);
    return new ReadOffsets(position(Anchor.before(end, bytes).span(base + end)));
  }

  private FilePosition position(HashedSpan anchorSpan) {
    return new FilePosition(position, identity, head, anchorSpan, modified.toMillis(), epoch);
  }

  private void rememberHead(long size) throws IOException {
    if (head == null || head.isOutgrownBy(size)) {
      head = HashedSpan.head(file);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
