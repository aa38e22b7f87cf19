package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.line.TextEncoding;
import io.sluice.connect.filetail.line.Window;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;

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

  /** Behind the byte order mark, for a file that was read from its beginning. */
  private int textStart;

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

  /**
   * What there is from the position on, behind what is carried over.
   *
   * @param length of the file's part, without a byte order mark
   */
  Carried carry(byte[] all, int mark, int length, TextEncoding encoding) {
    Carried.Part part = new Carried.Part(ownPosition(), mark, length);
    return carried == null
        ? new Carried(all, List.of(part), isInLine(encoding), encoding)
        : carried.with(all, part);
  }

  /** Length of the byte order mark at the position. */
  int mark(TextEncoding encoding) throws IOException {
    return position == 0 ? markIn(file, encoding) : 0;
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
      textStart = markIn(file, encoding);
      buffer.fill(carried.bytes(), file, textStart);
      return 0;
    }
    buffer.fill(file, base());
    if (!anchor.begins(buffer.bytes(), buffer.length())) {
      return -1;
    }
    if (position > 0) {
      return anchor.length();
    }
    textStart = encoding.markIn(buffer.bytes(), 0, buffer.length());
    return textStart;
  }

  private static int markIn(Content file, TextEncoding encoding) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(TextEncoding.bytesToTellBy());
    file.readFully(head, 0);
    return encoding.markIn(head.array(), 0, head.position());
  }

  /**
   * Where the file's byte is that stands first in a buffer that was filled: before the file's text,
   * and maybe less than 0, where it is carried over.
   */
  long base() {
    return carried == null ? position - anchor.length() : textStart - carried.bytes().length;
  }

  /** Whether what was handed on last was a line without its ending. */
  boolean isInLine(TextEncoding encoding) {
    if (carried != null) {
      return carried.inLine();
    }
    // A line that was carried over may end within the first character.
    return position >= encoding.unit()
        && !encoding.endsWithFeed(anchor.bytes(), 0, anchor.length());
  }

  /** Goes on to an index of the buffer, behind the last record that was handed on. */
  void advance(byte[] bytes, int to) {
    if (carried != null && isCarried(carried, to)) {
      carried = carried.without(to);
    } else {
      goTo(inFile(base() + to), anchorBefore(to, bytes));
    }
  }

  /** Whether reading goes on in the file before where it goes on behind so many bytes. */
  private static boolean isCarried(Carried carried, int count) {
    int all = carried.bytes().length;
    return count < all || (count == all && !carried.endsLine(all));
  }

  /** Reading that begins with the text begins with the file. */
  private long inFile(long at) {
    return at == textStart ? 0 : at;
  }

  private Anchor anchorBefore(int index, byte[] bytes) {
    int fileStart = carried == null ? 0 : carried.bytes().length;
    return Anchor.before(Math.max(index, fileStart), bytes, fileStart);
  }

  /**
   * The places of the records of one read. All of them share the anchor at its end: whoever resumes
   * in the middle finds those bytes in the file as well.
   */
  Window.Places places(byte[] bytes, int to) {
    long base = base();
    Carried before = carried;
    long anchorEnd = before == null ? base + to : Math.max(base + to, textStart);
    FilePosition batch = position(anchorBefore(to, bytes).span(anchorEnd));
    return new Window.Places() {
      @Override
      public long position(long at) {
        return before != null && at < textStart
            ? before.at((int) (at - base)).position()
            : inFile(at);
      }

      @Override
      public Map<String, Object> offset(long end) {
        if (before != null && end <= textStart && isCarried(before, (int) (end - base))) {
          FilePosition there = before.at((int) (end - base));
          return new LineOffset(there, there.position());
        }
        return new LineOffset(batch, inFile(end));
      }
    };
  }

  private FilePosition position(HashedSpan anchorSpan) {
    return new FilePosition(position, identity, head, anchorSpan, modified.toMillis(), epoch);
  }
}
