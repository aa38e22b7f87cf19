package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.line.LineConsumer;
import io.sluice.connect.filetail.line.LineCounts;
import io.sluice.connect.filetail.line.LineSettings;
import io.sluice.connect.filetail.line.TextEncoding;
import io.sluice.connect.filetail.line.Unfinished;
import io.sluice.connect.filetail.line.Window;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Optional;

/**
 * One open file and how far it was read: a path has a new generation after each rotation.
 *
 * <p>Every read begins a few bytes before the position, with the anchor: the bytes that stood there
 * when they were last seen. If others stand there now, the file was truncated and has grown past
 * the position again, which its size alone does not show.
 *
 * <p>Nothing is kept of a line whose end is not there yet, or of an unfinished group of lines, but
 * how far it was searched: the position stays at its beginning, so it is sent whole or not at all,
 * and a quiet file holds no buffer. Only what is {@link Carried} over from the generation before is
 * held, until a record was made of it: then the position is still in that one.
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
  private final LineSettings lines;
  private final boolean complete;
  private final QuietTime quiet = new QuietTime();
  private final QuietTime growth = new QuietTime();
  private final KnownFiles bystanders = new KnownFiles();
  private long epoch;
  private long position;

  /** Nothing between the position and here could be handed on. */
  private long searched;

  /** What was done with the unfinished when this was searched. */
  private Unfinished tried = Unfinished.WAITS;

  /** The largest size seen. */
  private long seen;

  private HashedSpan head;
  private Anchor anchor;
  private FileTime modified;
  private boolean suspect;
  private boolean passesOn;

  /** Null where nothing is carried over; the position is 0 otherwise. */
  private Carried carried;

  /** Null until the file's beginning shows it. */
  private TextEncoding encoding;

  private Generation(
      OpenFile opened,
      LineSettings lines,
      long position,
      long epoch,
      boolean complete,
      KnownFiles bystanders)
      throws IOException {
    this.file = opened.content();
    this.identity = opened.identity();
    this.modified = opened.modified();
    this.lines = lines;
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
      LineSettings lines,
      long position,
      long epoch,
      boolean complete,
      KnownFiles bystanders)
      throws IOException {
    try {
      return new Generation(opened, lines, position, epoch, complete, bystanders);
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

  /** The position behind the last record, which may be in the generation before. */
  FilePosition snapshot() {
    return carried == null ? ownPosition() : carried.file();
  }

  /** The position in this file. */
  FilePosition ownPosition() {
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
    carried = null;
    encoding = null;
    anchor = Anchor.before(0, file);
    bystanders.addAll(present);
    rememberHead(file.size());
  }

  /** Says that it was cut off where it ends: what is unfinished goes on in the next generation. */
  void goesOnInNext() {
    passesOn = true;
  }

  /** Whether what is unfinished at its end may go on in the next generation. */
  boolean mayGoOnInNext() {
    return passesOn || lines.hasGroups();
  }

  /** Whether it stands before its first byte, with nothing carried over. */
  boolean isUnread() {
    return position == 0 && carried == null;
  }

  /** What was carried over and is not handed on yet. */
  Optional<Carried> carried() {
    return Optional.ofNullable(carried);
  }

  /** Has what is carried over read before the file's first byte; nothing of the file was read. */
  void beginWith(Carried before) {
    carried = before;
    encoding = before.encoding();
    tried = Unfinished.WAITS;
  }

  /**
   * Takes what is unfinished at the end to the next generation; with that, this one is read to its
   * end.
   *
   * @return nothing where all was handed on, or it is more than any record may hold
   */
  Optional<Carried> takeUnfinished() throws IOException {
    long size = file.size();
    byte[] before = carried == null ? new byte[0] : carried.bytes();
    long length = before.length + size - position;
    if (length == 0 || length > 2L * lines.bufferSize() || encoding == null) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) length + encoding.unit());
    bytes.put(before).limit((int) length);
    file.readFully(bytes, position);
    if (!passesOn && !encoding.endsWithFeed(bytes.array(), 0, bytes.position())) {
      // Nobody writes to the end of a renamed file any more.
      bytes.limit(bytes.capacity()).put(encoding.feed());
    }
    Carried unfinished =
        new Carried(Arrays.copyOf(bytes.array(), bytes.position()), snapshot(), size, encoding);
    carried = null;
    position = size;
    searched = size;
    anchor = Anchor.before(size, file);
    return Optional.of(unfinished);
  }

  /**
   * Hands on the records that end in the next buffer's worth of bytes.
   *
   * @param now nanoseconds
   * @param last whether nothing more will come
   */
  Found read(ReadBuffer buffer, LineConsumer consumer, LineCounts counts, long now, boolean last)
      throws IOException {
    long size = file.size();
    if (size < seen) {
      return Found.TRUNCATION;
    }
    if (growth.note(size, false, now)) {
      tried = Unfinished.WAITS;
    }
    seen = size;
    if (suspect) {
      if (!anchor.standsBefore(position, file) || (head != null && !head.isIn(file))) {
        return Found.TRUNCATION;
      }
      suspect = false;
    }
    Unfinished unfinished = last ? Unfinished.IS_LAST : lines.unfinished(growth.nanos(now));
    boolean more = size > searched || unfinished.compareTo(tried) > 0;
    if (!more || (size == position && carried == null)) {
      return Found.NOTHING;
    }
    buffer.window().clearCounts();
    try {
      return readLines(buffer, consumer, unfinished);
    } finally {
      buffer.window().addCountsTo(counts);
      buffer.shrink();
    }
  }

  private Found readLines(ReadBuffer buffer, LineConsumer consumer, Unfinished asked)
      throws IOException {
    if (!knowsEncoding(asked)) {
      return Found.NOTHING;
    }
    Window window = buffer.window();
    while (true) {
      int start = fill(buffer);
      if (start < 0) {
        return Found.TRUNCATION;
      }
      byte[] bytes = buffer.bytes();
      int length = buffer.length();
      long base = position - prefix().length;
      Unfinished unfinished = applicable(asked, base + length);
      over(window, buffer, start, unfinished);
      boolean exceeds = window.exceeds(start, lines.limit().maxBytes());
      int lineEnd = newLineEnd(buffer, start, base);
      if (lineEnd >= 0 || exceeds || unfinished != Unfinished.WAITS) {
        window.to(consumer, offsets(bytes, base, lineEnd >= 0 ? lineEnd : length));
        int done = lines.framing().cut(window);
        if (done > start) {
          advance(bytes, base, done);
          return Found.LINES;
        }
      }
      if (exceeds && !lines.limit().splits()) {
        searched = Math.max(searched, base + length);
        return deliverTruncated(buffer, consumer, unfinished);
      } else if (buffer.isFull()) {
        buffer.growTo((int) Math.min(2L * bytes.length, (long) start + lines.bufferSize()));
      } else {
        searched = base + length;
        tried = unfinished;
        return Found.NOTHING;
      }
    }
  }

  /** The bytes that are read again, or for the first time, before those of the position. */
  private byte[] prefix() {
    return carried == null ? anchor.bytes() : carried.bytes();
  }

  /**
   * Reads from the position on.
   *
   * @return index at which the first line begins; -1 where the file does not hold the anchor
   */
  private int fill(ReadBuffer buffer) throws IOException {
    if (carried != null) {
      buffer.fill(carried.bytes(), file);
      return 0;
    }
    buffer.fill(file, position - anchor.length());
    if (!anchor.begins(buffer.bytes(), buffer.length())) {
      return -1;
    }
    return position == 0 ? encoding.markIn(buffer.bytes(), 0, buffer.length()) : anchor.length();
  }

  private void over(Window window, ReadBuffer buffer, int start, Unfinished unfinished) {
    boolean continued =
        carried == null
            && position > 0
            && !encoding.endsWithFeed(anchor.bytes(), 0, anchor.length());
    long startInFile = carried == null ? position : carried.file().position();
    long base = position - prefix().length;
    window.over(
        buffer.bytes(), start, buffer.length(), base, startInFile, continued, unfinished, encoding);
  }

  /** What to do with the unfinished, which it only is where the file ends. */
  private Unfinished applicable(Unfinished asked, long readTo) {
    boolean toTheEnd = asked == Unfinished.IS_LAST ? readTo >= seen : readTo == seen;
    return toTheEnd ? asked : Unfinished.WAITS;
  }

  /** Index behind the last line ending that was not searched before; -1 where there is none. */
  private int newLineEnd(ReadBuffer buffer, int start, long base) {
    int from = (int) Math.max(start, Math.min(searched - base, buffer.length()));
    return encoding.afterLastFeed(buffer.bytes(), start, from, buffer.length());
  }

  private boolean knowsEncoding(Unfinished unfinished) throws IOException {
    if (encoding == null) {
      ByteBuffer head = ByteBuffer.allocate(TextEncoding.bytesToTellBy());
      if (lines.encoding().isToldByMark()) {
        file.readFully(head, 0);
      }
      if (head.position() < lines.encoding().unit()
          && lines.encoding().isToldByMark()
          && unfinished == Unfinished.WAITS) {
        return false;
      }
      encoding = lines.encoding().of(head.array(), head.position());
    }
    return true;
  }

  /** Searches on for the end of a line that is not sent whole, and then sends its beginning. */
  private Found deliverTruncated(ReadBuffer buffer, LineConsumer consumer, Unfinished unfinished)
      throws IOException {
    long end = -1;
    for (int buffers = 0; end < 0; buffers++) {
      if (buffers == MOST_SEARCHED_BUFFERS) {
        return Found.SEARCHING;
      }
      long from = searched - (searched - position + prefix().length) % encoding.unit();
      buffer.fill(file, from);
      int after = encoding.afterFeed(buffer.bytes(), 0, buffer.length());
      if (after >= 0) {
        end = from + after;
      } else if (from + buffer.length() > searched) {
        searched = from + buffer.length();
      } else if (unfinished.isSent()) {
        end = searched;
      } else {
        tried = unfinished;
        return Found.NOTHING;
      }
    }
    Anchor anchorAtEnd = Anchor.before(end, file);
    int start = fill(buffer);
    if (start < 0) {
      return Found.TRUNCATION;
    }
    over(buffer.window(), buffer, start, unfinished);
    buffer
        .window()
        .to(consumer, offsets(buffer.bytes(), position - prefix().length, buffer.length()))
        .emitTruncated(start, lines.limit().maxBytes(), end);
    carried = null;
    position = end;
    searched = end;
    tried = Unfinished.WAITS;
    anchor = anchorAtEnd;
    return Found.LINES;
  }

  private void advance(byte[] bytes, long base, int to) {
    long end = base + to;
    tried = Unfinished.WAITS;
    if (end < 0) {
      carried = carried.without(to);
      searched = 0;
      return;
    }
    anchor = Anchor.before(to, bytes, fileStart(base));
    carried = null;
    position = end;
    searched = end;
  }

  /** Index of the file's first byte, or of one that stands in the file. */
  private static int fileStart(long base) {
    return (int) Math.max(0, -base);
  }

  /**
   * The offsets of the records of one read. All of them share the anchor at its end: whoever
   * resumes in the middle finds those bytes in the file as well.
   */
  private Window.Offsets offsets(byte[] bytes, long base, int to) throws IOException {
    rememberHead(seen);
    FilePosition batch = position(Anchor.before(to, bytes, fileStart(base)).span(base + to));
    Carried before = carried;
    return end ->
        end < 0 ? new LineOffset(before.file(), before.before(-end)) : new LineOffset(batch, end);
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
