package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.line.TextEncoding;
import io.sluice.connect.filetail.line.Window;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;

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
  private final Hole hole;
  private Rotation rotation;

  /** When what was seen of the file was written last. */
  private FileTime modified;

  /** When the file was written to last. */
  private FileTime modifiedNow;

  private long epoch;
  private long position;
  private Head head;
  private Anchor anchor;

  /** The last bytes that were seen and are not read yet; null where there are none. */
  private HashedSpan lastSeen;

  /** Null where nothing is carried over; the position is 0 otherwise. */
  private Carried carried;

  /** Behind the byte order mark or the hole, for a file that was read from its beginning. */
  private long textStart;

  Progress(OpenFile opened, long position, long epoch, Rotation rotation) throws IOException {
    this.file = opened.content();
    this.identity = opened.identity();
    this.hole = new Hole(file);
    this.rotation = rotation;
    this.modified = opened.modified();
    this.modifiedNow = modified;
    this.epoch = epoch;
    this.position = position;
    this.anchor = Anchor.before(position, file);
    this.head = Head.of(file);
    see(file.size());
  }

  FileIdentity identity() {
    return identity;
  }

  long position() {
    return position;
  }

  /** What the file begins with where the position is 0. */
  Hole hole() {
    return hole;
  }

  /** Where the first byte stands that is to be handed on. */
  long unreadFrom() {
    return position == 0 ? hole.end() : position;
  }

  /** When what was seen of the file was written last. */
  FileTime modified() {
    return modified;
  }

  /** When the file was written to last, as far as is known. */
  FileTime lastModified() {
    return modifiedNow;
  }

  /**
   * Says when the file was written to last; what was written then is yet to be seen.
   *
   * @return whether that is another time than before
   */
  boolean modifiedAt(FileTime time) {
    boolean changed = !time.equals(modifiedNow);
    modifiedNow = time;
    return changed;
  }

  /** Says when what was read of it in an earlier run was written last. */
  void wasModifiedAt(FileTime time) {
    modified = time;
  }

  /** Says that what was written up to now was seen. */
  void isUpToDate() {
    modified = modifiedNow;
  }

  /** Says which file was read to its end before. */
  void isAfter(FilePosition finished) {
    rotation = rotation.after(finished);
  }

  /**
   * Says that the file has a successor. However late it is written to from now on, what comes after
   * it is newer than what it was then.
   */
  void isReplaced() {
    if (rotation.replaced() == null) {
      rotation = rotation.replacedAt(modifiedNow);
    }
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
    return known().at(position, anchor.span(position));
  }

  /** By what a copy of this file is known, made before it was truncated. */
  Sought sought() {
    FilePosition own = ownPosition().ofAnyTime();
    return new Sought(own, lastSeen == null ? null : seenPosition(), head, modified);
  }

  /** The position behind what was seen. */
  FilePosition seenPosition() {
    return lastSeen == null ? ownPosition() : known().at(lastSeen.end(), lastSeen);
  }

  /** The position at the file's end: in the next epoch, where the file was truncated since. */
  FilePosition all() throws IOException {
    FilePosition all = OpenFile.all(file, identity, modified, epoch);
    return isInFile() ? all : all.inNextEpoch();
  }

  /**
   * After a truncation: the same file from its beginning.
   *
   * @param copied when the last copy was made of what it was
   */
  void restart(long newEpoch, Optional<FileTime> copied) throws IOException {
    Anchor newAnchor = Anchor.before(0, file);
    Head newHead = Head.of(file);
    modified = copied.filter(time -> time.compareTo(modifiedNow) > 0).orElse(modifiedNow);
    modifiedNow = modified;
    if (rotation.replaced() != null) {
      rotation = rotation.replacedAt(modifiedNow);
    }
    epoch = newEpoch;
    carried = null;
    position = 0;
    anchor = newAnchor;
    head = newHead;
    hole.restart();
    lastSeen = null;
    see(file.size());
  }

  /**
   * Puts what is carried over before the file's first byte; nothing of the file was read.
   *
   * @param before null for nothing
   */
  void beginWith(Carried before) {
    carried = before;
  }

  /**
   * What there is from the position on, behind what is carried over.
   *
   * @param skipped bytes that stand at the position and are no text
   * @param length of the file's part, without those
   */
  Carried carry(byte[] all, long skipped, int length, TextEncoding encoding) {
    FilePosition start = known().inWhole(position, anchor.span(position));
    Carried.Part part = new Carried.Part(start, skipped, length);
    return carried == null
        ? new Carried(all, List.of(part), isInLine(encoding), encoding)
        : carried.with(all, part);
  }

  /** How many bytes at the position are no text: a byte order mark, or a hole. */
  long skipped(TextEncoding encoding) throws IOException {
    return position == 0 ? textStart(encoding) : 0;
  }

  private long textStart(TextEncoding encoding) throws IOException {
    return hole.end() > 0 ? hole.end() : markIn(file, encoding);
  }

  /** Gives what was carried over, and all that is between the position and the new one, away. */
  void goTo(long newPosition) throws IOException {
    goTo(newPosition, Anchor.before(newPosition, file));
  }

  void goTo(long newPosition, Anchor newAnchor) {
    carried = null;
    position = newPosition;
    anchor = newAnchor;
    if (lastSeen != null && lastSeen.end() <= position) {
      lastSeen = null;
    }
  }

  /** Whether the file still holds what was read and seen of it. */
  boolean isInFile() throws IOException {
    return anchor.standsBefore(position, file) && isAsSeen();
  }

  /** Whether the file still holds what was seen of it. */
  boolean isAsSeen() throws IOException {
    return head.isIn(file) && (lastSeen == null || lastSeen.isIn(file));
  }

  /** Remembers what stands in the file up to a size that it has. */
  void see(long size) throws IOException {
    rememberHead(size);
    if (size > position) {
      lastSeen = Anchor.before(size, file).span(size);
    }
  }

  /** Remembers what stands in a buffer that was filled, at the end of which nothing was cut. */
  void see(byte[] bytes, int length) throws IOException {
    long end = base() + length;
    rememberHead(end);
    if (end > textStart || carried == null) {
      lastSeen = anchorBefore(length, bytes).span(end);
    }
  }

  void rememberHead(long size) throws IOException {
    if (head.isOutgrownBy(size)) {
      head = Head.of(file);
    }
  }

  /**
   * Reads on.
   *
   * @return index at which the first line begins; -1 where the file does not hold the anchor
   */
  int fill(ReadBuffer buffer, TextEncoding encoding) throws IOException {
    if (carried != null) {
      textStart = textStart(encoding);
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
    if (hole.end() > 0) {
      textStart = hole.end();
      return 0;
    }
    int mark = encoding.markIn(buffer.bytes(), 0, buffer.length());
    textStart = mark;
    return mark;
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
    return carried == null ? unreadFrom() - anchor.length() : textStart - carried.bytes().length;
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
    if (carried != null && carried.keeps(to)) {
      carried = carried.without(to);
    } else {
      goTo(inFile(base() + to), anchorBefore(to, bytes));
    }
  }

  /** Reading that begins with the text begins with the file. */
  private long inFile(long at) {
    return at == textStart ? 0 : at;
  }

  private Anchor anchorBefore(int index, byte[] bytes) {
    int fileStart = carried == null ? 0 : carried.bytes().length;
    return Anchor.before(Math.max(index, fileStart), bytes, fileStart);
  }

  /** The places of the records of one read. */
  Window.Places places(byte[] bytes) {
    return new RecordPlaces(known(), carried, bytes, base(), textStart, -1, null);
  }

  /**
   * The places of a record that ends behind what was read.
   *
   * @param endAnchor what stands there
   */
  Window.Places places(byte[] bytes, long end, Anchor endAnchor) {
    return new RecordPlaces(known(), carried, bytes, base(), textStart, end, endAnchor);
  }

  private SeenFile known() {
    return new SeenFile(identity, head, modified.toMillis(), epoch, rotation);
  }
}
