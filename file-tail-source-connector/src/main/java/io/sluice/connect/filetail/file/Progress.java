package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.line.TextEncoding;
import io.sluice.connect.filetail.line.Window;
import java.io.IOException;
import java.nio.file.attribute.FileTime;

/**
 * How far a file was read, and by what it is known again.
 *
 * <p>What is read next begins a few bytes before the position, with the anchor: the bytes that
 * stood there when they were last seen. If others stand there now, the file was truncated and has
 * grown past the position again, which its size alone does not show. Or it begins with what was
 * {@link Carried} over from the file before: then that file's position is still the one that
 * counts, until a record was made of it.
 */
final class Progress {

  private final Content file;
  private final FileIdentity identity;
  private FileTime modified;
  private long epoch;
  private long position;
  private HashedSpan head;
  private Anchor anchor;

  /** Null where nothing is carried over; the position is 0 otherwise. */
  private Carried carried;

  Progress(OpenFile opened, long position, long epoch) throws IOException {
    this.file = opened.content();
    this.identity = opened.identity();
    this.modified = opened.modified();
    this.epoch = epoch;
    this.position = position;
    this.anchor = Anchor.before(position, file);
    rememberHead(file.size());
  }

  FileIdentity identity() {
    return identity;
  }

  long position() {
    return position;
  }

  FileTime modified() {
    return modified;
  }

  void modifiedAt(FileTime time) {
    modified = time;
  }

  /** What was carried over and is not handed on yet; null where nothing is. */
  Carried carried() {
    return carried;
  }

  /** The position behind the last record, which may be in the file before. */
  FilePosition snapshot() {
    return carried == null ? ownPosition() : carried.file();
  }

  /** The position in this file. */
  FilePosition ownPosition() {
    return position(anchor.span(position));
  }

  /** The position at the file's end. */
  FilePosition all() throws IOException {
    return OpenFile.all(file, identity, modified, epoch);
  }

  /** After a truncation: the same file from its beginning. */
  void restart(long newEpoch) throws IOException {
    epoch = newEpoch;
    position = 0;
    head = null;
    carried = null;
    anchor = Anchor.before(0, file);
    rememberHead(file.size());
  }

  /** Puts what is carried over before the file's first byte; nothing of the file was read. */
  void beginWith(Carried before) {
    carried = before;
  }

  /** Gives what was carried over, and all that is between the position and the new one, away. */
  void goTo(long newPosition) throws IOException {
    goTo(newPosition, Anchor.before(newPosition, file));
  }

  void goTo(long newPosition, Anchor newAnchor) {
    carried = null;
    position = newPosition;
    anchor = newAnchor;
  }

  /** Whether the file still begins as it did, and holds the anchor. */
  boolean isInFile() throws IOException {
    return anchor.standsBefore(position, file) && beginsAlike();
  }

  /** Whether the file still begins as it did. */
  boolean beginsAlike() throws IOException {
    return head == null || head.isIn(file);
  }

  void rememberHead(long size) throws IOException {
    if (head == null || head.isOutgrownBy(size)) {
      head = HashedSpan.head(file);
    }
  }

  /**
   * Reads on.
   *
   * @return index at which the first line begins; -1 where the file does not hold the anchor
   */
  int fill(ReadBuffer buffer, TextEncoding encoding) throws IOException {
    if (carried != null) {
      buffer.fill(carried.bytes(), file);
      return 0;
    }
    buffer.fill(file, base());
    if (!anchor.begins(buffer.bytes(), buffer.length())) {
      return -1;
    }
    return position == 0 ? encoding.markIn(buffer.bytes(), 0, buffer.length()) : anchor.length();
  }

  /** Where the file's byte is that stands first in a buffer that was filled. */
  long base() {
    return position - (carried == null ? anchor.length() : carried.bytes().length);
  }

  /** Where the next line begins: in the file before, where it is carried over from there. */
  long lineStart() {
    return carried == null ? position : carried.file().position();
  }

  /** Whether what was handed on last was a line without its ending. */
  boolean isInLine(TextEncoding encoding) {
    return carried == null
        && position > 0
        && !encoding.endsWithFeed(anchor.bytes(), 0, anchor.length());
  }

  /** Goes on to an index of the buffer, behind the last record that was handed on. */
  void advance(byte[] bytes, int to) {
    long base = base();
    if (base + to < 0) {
      carried = carried.without(to);
    } else {
      goTo(base + to, Anchor.before(to, bytes, fileStart(base)));
    }
  }

  /**
   * The offsets of the records of one read. All of them share the anchor at its end: whoever
   * resumes in the middle finds those bytes in the file as well.
   */
  Window.Offsets offsets(byte[] bytes, int to) {
    long base = base();
    FilePosition batch = position(Anchor.before(to, bytes, fileStart(base)).span(base + to));
    Carried before = carried;
    return end ->
        end < 0 ? new LineOffset(before.file(), before.before(-end)) : new LineOffset(batch, end);
  }

  /** Index of a byte in the buffer from which on all are the file's. */
  private static int fileStart(long base) {
    return (int) Math.max(0, -base);
  }

  private FilePosition position(HashedSpan anchorSpan) {
    return new FilePosition(position, identity, head, anchorSpan, modified.toMillis(), epoch);
  }
}
