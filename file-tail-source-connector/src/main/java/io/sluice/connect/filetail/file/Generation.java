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
 * One open file and its lines: a path has a new generation after each rotation.
 *
 * <p>Nothing is kept of a line whose end is not there yet, or of an unfinished group of lines, but
 * how far it was searched: the position stays at its beginning, so it is sent whole or not at all,
 * and a quiet file holds no buffer.
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
  private final LineSettings lines;
  private final boolean complete;
  private final Progress progress;
  private final QuietTime quiet = new QuietTime();
  private final QuietTime growth = new QuietTime();
  private final KnownFiles bystanders = new KnownFiles();

  /** Nothing between the position and here could be handed on. */
  private long searched;

  /** What was done with the unfinished when this was searched. */
  private Unfinished tried = Unfinished.WAITS;

  /** The largest size seen. */
  private long seen;

  private boolean suspect;

  /** Whether there ever was something in the file when it was looked at. */
  private boolean begun;

  private boolean passesOn;

  /** Null until the file's beginning shows it. */
  private TextEncoding encoding;

  private Generation(
      OpenFile opened,
      LineSettings lines,
      Progress progress,
      boolean complete,
      KnownFiles bystanders,
      long size) {
    this.file = opened.content();
    this.begun = size > 0;
    this.lines = lines;
    this.complete = complete;
    this.progress = progress;
    this.bystanders.addAll(bystanders);
    this.searched = progress.position();
    this.seen = progress.position();
  }

  /**
   * Takes an open file over: it is closed with the generation, and also where this fails.
   *
   * @param complete whether nobody writes to it any more
   * @param rotation how it stands to the others that had the path
   * @param bystanders the related files that are there now: none of them will come of it
   */
  static Generation of(
      OpenFile opened,
      LineSettings lines,
      long position,
      long epoch,
      boolean complete,
      Rotation rotation,
      KnownFiles bystanders)
      throws IOException {
    try {
      Progress progress = new Progress(opened, position, epoch, rotation);
      long size = opened.content().size();
      return new Generation(opened, lines, progress, complete, bystanders, size);
    } catch (IOException failed) {
      opened.close();
      throw failed;
    }
  }

  /** Whether there is nothing to do until the file changes, however long that takes. */
  boolean isIdle() {
    return progress.carried() == null
        && searched >= seen
        && (position() == seen || lines.unfinished(Long.MAX_VALUE).compareTo(tried) <= 0);
  }

  FileIdentity identity() {
    return progress.identity();
  }

  boolean isComplete() {
    return complete;
  }

  long position() {
    return progress.position();
  }

  long seen() {
    return seen;
  }

  /** Bytes that were seen, here or carried over from the file before, and not handed on. */
  long unread() {
    Carried carried = progress.carried();
    return Math.max(0, seen - position()) + (carried == null ? 0 : carried.bytes().length);
  }

  /** When what was seen of the file was written last. */
  FileTime modified() {
    return progress.modified();
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

  /** Whether the file has another size than was seen last. */
  boolean hasChanged() throws IOException {
    return file.size() != seen;
  }

  /**
   * Whether there is something in the file, and there was nothing before: it may have been written,
   * copied and truncated since.
   */
  boolean isBeginning() throws IOException {
    return !begun && file.size() > 0;
  }

  /** Whether there never was something in the file when it was looked at. */
  boolean isNotBegun() {
    return !begun;
  }

  void begin() {
    begun = true;
  }

  /** Whether another file is a copy of what was seen of this one. */
  boolean isCopiedIn(OpenFile other) throws IOException {
    return !other.content().isFinal()
        && seen > 0
        && other.continuesFrom(ownPosition())
        && other.continuesFrom(progress.seenPosition());
  }

  /** Whether this file holds all that is in another. */
  boolean holds(OpenFile other) throws IOException {
    return other.isHeldBy(file);
  }

  /** The position behind the last record, which may be in the generation before. */
  FilePosition snapshot() {
    return progress.snapshot();
  }

  /** The position in this file. */
  FilePosition ownPosition() {
    return progress.ownPosition();
  }

  /** By what a copy of this file is known, made before it was truncated. */
  Sought sought() {
    return progress.sought();
  }

  /** Says that the file has a successor. */
  void isReplaced() {
    progress.isReplaced();
  }

  /** Says which file was read to its end before. */
  void isAfter(FilePosition finished) {
    progress.isAfter(finished);
  }

  /**
   * Says when the file was written to last. Where that has changed, the next read looks at the
   * file's beginning and at the anchor though the size may be the same: a truncated file can grow
   * to just the size it had, and lines that are alike can make the same anchor.
   */
  void modifiedAt(FileTime time) {
    suspect |= progress.modifiedAt(time);
  }

  /** Says when what was read of it in an earlier run was written last. */
  void wasModifiedAt(FileTime time) {
    progress.wasModifiedAt(time);
    begun &= position() > 0;
    suspect = true;
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
    if (size >= seen && progress.isAsSeen()) {
      progress.see(size);
      seen = size;
    }
    suspect = true;
  }

  /**
   * Makes the file known: by its inode, for it is open; by what is in it, which may have been
   * compressed; and where it was truncated by what was in it, which may have been copied away and
   * compressed before.
   */
  void addTo(KnownFiles known) throws IOException {
    Optional<FilePosition> all = all();
    if (all.isEmpty()) {
      known.add(identity());
      return;
    }
    known.addOpen(all.get());
    if (!progress.isInFile()) {
      known.addFormer(progress.seenPosition(), seen);
    }
  }

  /** The position at its end; nothing for a file that is compressed already. */
  Optional<FilePosition> all() throws IOException {
    return file.isFinal() ? Optional.empty() : Optional.of(progress.all());
  }

  /**
   * After a truncation: the same file, read from its beginning.
   *
   * @param copied when the last copy was made of what it was
   */
  void restart(long newEpoch, KnownFiles present, Optional<FileTime> copied) throws IOException {
    progress.restart(newEpoch, copied);
    begun = file.size() > 0;
    searched = 0;
    seen = 0;
    encoding = null;
    bystanders.addAll(present);
  }

  /** Says that it was cut off where it ends: what is unfinished goes on in the next generation. */
  void goesOnInNext() {
    passesOn = true;
  }

  /** Whether what is unfinished at its end may go on in the next generation. */
  boolean mayGoOnInNext() {
    return passesOn || lines.hasGroups();
  }

  /** Whether nothing of it was read, nor carried over to it. */
  boolean isUnread() {
    return progress.position() == 0 && progress.carried() == null;
  }

  /** What was carried over and is not handed on yet. */
  Optional<Carried> carried() {
    return Optional.ofNullable(progress.carried());
  }

  /** Has what is carried over read before the file's first byte; nothing of the file was read. */
  void beginWith(Carried before) {
    progress.beginWith(before);
    encoding = before.encoding();
    tried = Unfinished.WAITS;
  }

  /** Gives what was carried over to another file, which comes before this one. */
  Optional<Carried> giveCarriedAway() {
    Optional<Carried> given = carried();
    progress.beginWith(null);
    encoding = null;
    startSearch();
    return given;
  }

  /**
   * Takes what is unfinished at the end to the next generation; with that, this one is read to its
   * end.
   *
   * @return nothing where all was handed on, or it is more than any record may hold
   */
  Optional<Carried> takeUnfinished() throws IOException {
    long size = file.size();
    byte[] before = carried().map(Carried::bytes).orElse(new byte[0]);
    if (before.length + size - position() > 2L * lines.bufferSize()) {
      return Optional.empty();
    }
    knowsEncoding(Unfinished.IS_LAST); // also where nothing of it was read
    int mark = progress.mark(encoding);
    int length = (int) (before.length + Math.max(0, size - position() - mark));
    if (length == 0 && !(passesOn && progress.isInLine(encoding))) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.allocate(length + encoding.unit());
    bytes.put(before).limit(length);
    file.readFully(bytes, position() + mark);
    if (!passesOn && !encoding.endsWithFeed(bytes.array(), 0, bytes.position())) {
      // Nobody writes to the end of a renamed file any more.
      bytes.limit(bytes.capacity()).put(encoding.feed());
    }
    byte[] unfinished = Arrays.copyOf(bytes.array(), bytes.position());
    Carried taken = progress.carry(unfinished, mark, unfinished.length - before.length, encoding);
    progress.goTo(size);
    searched = size;
    return Optional.of(taken);
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
    if (suspect || size > seen) {
      if (!progress.isInFile()) {
        return Found.TRUNCATION;
      }
      suspect = false;
      if (begun) {
        progress.isUpToDate();
      }
    }
    long seenBefore = seen;
    seen = size;
    Unfinished unfinished = last ? Unfinished.IS_LAST : lines.unfinished(growth.nanos(now));
    boolean more = size > searched || unfinished.compareTo(tried) > 0;
    if (!more || (size == position() && progress.carried() == null)) {
      return Found.NOTHING;
    }
    buffer.window().clearCounts();
    try {
      Found found =
          knowsEncoding(unfinished) ? readLines(buffer, consumer, unfinished) : Found.NOTHING;
      if (found == Found.TRUNCATION) {
        seen = seenBefore; // the other bytes are of what came after
      }
      return found;
    } finally {
      buffer.window().addCountsTo(counts);
      buffer.shrink();
    }
  }

  private boolean knowsEncoding(Unfinished unfinished) throws IOException {
    if (encoding == null) {
      ByteBuffer head = ByteBuffer.allocate(TextEncoding.bytesToTellBy());
      if (lines.encoding().isToldByMark()) {
        file.readFully(head, 0);
        if (head.position() < lines.encoding().unit() && unfinished == Unfinished.WAITS) {
          return false;
        }
      }
      encoding = lines.encoding().of(head.array(), head.position());
    }
    return true;
  }

  private Found readLines(ReadBuffer buffer, LineConsumer consumer, Unfinished asked)
      throws IOException {
    while (true) {
      int start = progress.fill(buffer, encoding);
      if (start < 0) {
        return Found.TRUNCATION;
      }
      int length = buffer.length();
      long readTo = progress.base() + length;
      Unfinished unfinished = applicable(asked, readTo);
      Window window = window(buffer, start, unfinished);
      boolean exceeds = window.exceeds(start, lines.limit().maxBytes());
      int lineEnd = newLineEnd(buffer, start);
      if (lineEnd >= 0 || exceeds || unfinished != Unfinished.WAITS) {
        progress.rememberHead(seen);
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
        return readTruncated(buffer, consumer, asked, progress.base() + start);
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
    searched = position();
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
  private Unfinished applicable(Unfinished asked, long readTo) {
    boolean toTheEnd = asked == Unfinished.IS_LAST ? readTo >= seen : readTo == seen;
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
  private Found readTruncated(
      ReadBuffer buffer, LineConsumer consumer, Unfinished asked, long lineStart)
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
      } else if (applicable(asked, searched).isSent()) {
        end = searched;
      } else {
        tried = applicable(asked, searched);
        return Found.NOTHING;
      }
    }
    int start = progress.fill(buffer, encoding);
    if (start < 0) {
      return Found.TRUNCATION;
    }
    progress.rememberHead(seen);
    window(buffer, start, asked)
        .to(consumer, progress.places(buffer.bytes(), end))
        .emitTruncated(start, lines.limit().maxBytes(), end);
    progress.goTo(end);
    startSearch();
    return Found.LINES;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
