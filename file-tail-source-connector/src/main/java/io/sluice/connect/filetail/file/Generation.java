package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.line.LineConsumer;
import io.sluice.connect.filetail.line.LineCounts;
import io.sluice.connect.filetail.line.LineSettings;
import io.sluice.connect.filetail.line.TextEncoding;
import io.sluice.connect.filetail.line.Unfinished;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** One open file and its lines: a path has a new generation after each rotation. */
final class Generation implements Closeable {

  private final Content file;
  private final LineSettings lines;
  private final boolean complete;
  private final Progress progress;
  private final LineSearch search;
  private final Sighting sighting;
  private final QuietTime quiet = new QuietTime();
  private final QuietTime growth = new QuietTime();
  private KnownFiles bystanders;
  private boolean passesOn;
  private boolean isNew;

  private Generation(
      OpenFile opened,
      LineSettings lines,
      Progress progress,
      boolean complete,
      KnownFiles bystanders,
      long size) {
    this.file = opened.content();
    this.lines = lines;
    this.complete = complete;
    this.progress = progress;
    this.bystanders = bystanders;
    this.search = new LineSearch(file, lines, progress);
    this.sighting = new Sighting(file, progress, size);
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
    } catch (IOException | RuntimeException failed) {
      Closing.after(failed, opened);
      throw failed;
    }
  }

  /** Whether there is nothing to do until the file changes, however long that takes. */
  boolean isIdle() {
    return progress.carried() == null && search.isOver(sighting.size());
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

  /** What was seen of it, and what has happened since. */
  Sighting sighting() {
    return sighting;
  }

  /** Bytes that were seen, here or carried over from the file before, and not handed on. */
  long unread() {
    Carried carried = progress.carried();
    return Math.max(0, sighting.size() - unreadFrom())
        + (carried == null ? 0 : carried.bytes().length);
  }

  /** Where the first byte stands that is to be handed on: behind the hole, if there is one. */
  long unreadFrom() {
    return progress.unreadFrom();
  }

  /** The hole that it begins with, or began with where it was read on behind it. */
  Hole hole() {
    return progress.hole();
  }

  Content content() {
    return file;
  }

  /** When what was seen of the file was written last. */
  FileTime modified() {
    return progress.modified();
  }

  /** When the file was written to last, as far as is known. */
  FileTime lastModified() {
    return progress.lastModified();
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

  /** Whether there is something in the file, and it can be read. */
  boolean isReadable() throws IOException {
    return file.read(ByteBuffer.allocate(1), 0) > 0;
  }

  /** Reads it through another descriptor, which is taken over. */
  void goOnThrough(OpenFile again) throws IOException {
    file.goOnThrough(GzipOpener.channel(again));
    sighting.suspectTruncation();
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
   * After a truncation: the same file, read from its beginning.
   *
   * @param present the related files that are there: none of them will come of it from now on
   * @param copied when the last copy was made of what it was
   */
  void restart(long newEpoch, KnownFiles present, Optional<FileTime> copied) throws IOException {
    boolean isEmpty = file.size() == 0;
    progress.restart(newEpoch, copied);
    sighting.restart(isEmpty);
    search.restart();
    bystanders = present;
  }

  /** Says that the path has just got it: it may have been another's before. */
  void isNew() {
    isNew = true;
  }

  /** Whether it is yet to be found out how far it was read as another's. */
  boolean isNewStill() {
    return isNew;
  }

  /**
   * Says how far it was read as another's. What was carried over to it comes first, though: then it
   * is read from its beginning.
   */
  void begin(long position) throws IOException {
    isNew = false;
    if (position > progress.position() && progress.carried() == null) {
      progress.goTo(position);
      search.restart();
    }
  }

  /** Says that it was cut off where it ends: what is unfinished goes on in the next generation. */
  void goesOnInNext() {
    passesOn = true;
  }

  /**
   * Whether what is unfinished at its end may go on in the next generation: not where the file is
   * broken, for the rest of the line is not in that, but lost.
   */
  boolean mayGoOnInNext() {
    return !file.isBroken() && (passesOn || lines.hasGroups());
  }

  /** Whether all that is in it was handed on. */
  boolean isRead() throws IOException {
    return progress.carried() == null && file.size() <= unreadFrom();
  }

  /** Whether nothing of it was read, nor carried over to it. */
  boolean isUnread() {
    return progress.position() == 0 && progress.carried() == null;
  }

  /** The files in which there is what is to be read here: this one, and those carried over from. */
  Set<FileIdentity> identities() {
    Set<FileIdentity> all = new HashSet<>(Set.of(identity()));
    carried().ifPresent(it -> it.parts().forEach(part -> all.add(part.file().identity())));
    return all;
  }

  /** What was carried over and is not handed on yet. */
  Optional<Carried> carried() {
    return Optional.ofNullable(progress.carried());
  }

  /** Has what is carried over read before the file's first byte; nothing of the file was read. */
  void beginWith(Carried before) {
    progress.beginWith(before);
    search.goOnIn(before.encoding());
  }

  /** Gives what was carried over to another file, which comes before this one. */
  Optional<Carried> giveCarriedAway() {
    Optional<Carried> given = carried();
    progress.beginWith(null);
    search.restart();
    return given;
  }

  /**
   * Takes what is unfinished at the end to the next generation; with that, this one is read to its
   * end.
   *
   * @return nothing where all was handed on, or it is more than any record may hold
   */
  Optional<Carried> takeUnfinished() throws IOException {
    TextEncoding encoding = search.encoding(Unfinished.IS_LAST);
    Optional<Carried> taken =
        new UnfinishedEnd(file, progress, encoding, passesOn).take(2L * lines.bufferSize());
    taken.ifPresent(any -> search.isDone());
    return taken;
  }

  /**
   * Hands on the records that end in the next buffer's worth of bytes.
   *
   * @param now nanoseconds
   * @param last whether nothing more will come
   */
  LineSearch.Found read(
      ReadBuffer buffer, LineConsumer consumer, LineCounts counts, long now, boolean last)
      throws IOException {
    long size = file.size();
    if (size < sighting.size()) {
      return LineSearch.Found.TRUNCATION;
    }
    if (growth.note(size, false, now)) {
      search.hasGrown();
    }
    if (!sighting.isStill(size)) {
      return LineSearch.Found.TRUNCATION;
    }
    long seenBefore = sighting.size();
    sighting.see(size);
    Unfinished unfinished = last ? Unfinished.IS_LAST : lines.unfinished(growth.nanos(now));
    if (!search.isWorthwhile(size, unfinished)) {
      return LineSearch.Found.NOTHING;
    }
    buffer.window().clearCounts();
    try {
      LineSearch.Found found = search.next(buffer, consumer, size, unfinished);
      if (found == LineSearch.Found.TRUNCATION) {
        sighting.see(seenBefore); // the other bytes are of what came after
      }
      return found;
    } finally {
      buffer.window().addCountsTo(counts);
      buffer.shrink();
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
