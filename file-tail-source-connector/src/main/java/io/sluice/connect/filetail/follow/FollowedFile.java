package io.sluice.connect.filetail.follow;

import io.sluice.connect.filetail.discovery.Refusal;
import io.sluice.connect.filetail.file.FilePosition;
import io.sluice.connect.filetail.file.FileTail;
import io.sluice.connect.filetail.file.ReadBuffer;
import io.sluice.connect.filetail.metrics.FileState;
import io.sluice.connect.filetail.metrics.Metric;
import io.sluice.connect.filetail.record.LineRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceRecord;

/** One file, its records, and its place in the {@link Schedule}. */
final class FollowedFile {

  private static final long FORGET_NANOS = Duration.ofMinutes(10).toNanos();

  /** By which it is followed; another one where only the entries beside it have changed. */
  EntryToFollow entry;

  final Path path;

  /** Without links, as it was when {@link FileTable} resolved it last. */
  Path target;

  /** What the path's link said then; null until it was read, and where the path is none. */
  Path link;

  final FileTail tail;

  /** Where an earlier run had got to. */
  final Optional<FilePosition> committed;

  private LineRecords records;

  /** Of its last record; null while there was none. */
  private Map<String, ?> lastOffset;

  /** Whether changes in its folders are told. */
  boolean watched;

  /** How long it rested last, in nanoseconds; 0 while it has lines. */
  long rest;

  /** Its entry in the schedule; null while it has lines. */
  Schedule.Turn turn;

  /** When it was seen to be as it was at its tail's last look, in nanoseconds. */
  private long unchangedAt;

  /** Where it leads, out of the allowed folders; null where it does not. */
  private String refusal;

  /** Whether it could not be read at the last look. */
  private boolean inTrouble;

  /** When it was seen to be gone first, in nanoseconds; 0 where it is not. */
  private long goneSince;

  /**
   * @param entry by which it is followed; if that has a glob, the file may be forgotten
   */
  FollowedFile(
      EntryToFollow entry,
      Path path,
      Path target,
      FileTail tail,
      Optional<FilePosition> committed) {
    this.entry = entry;
    this.path = path;
    this.target = target;
    this.tail = tail;
    this.committed = committed;
    this.unchangedAt = tail.lookedAt();
  }

  void isUnchanged(long now) {
    unchangedAt = now;
  }

  /** Whether its tail knows what had happened to the path by then. */
  boolean isKnownSince(long time) {
    return tail.lookedAt() - time > 0 || unchangedAt - time > 0;
  }

  void isThere() {
    goneSince = 0;
  }

  /**
   * Whether it has been gone for so long that nothing is to be kept of it. As long as there are
   * rotations of it, it is kept: found anew because of them, it would have them read first.
   */
  boolean isGoneForGood(long now) {
    if (!entry.isGlob() || !tail.isGone()) {
      goneSince = 0;
      return false;
    }
    if (goneSince == 0) {
      goneSince = now;
    }
    if (now - goneSince < FORGET_NANOS) {
      return false;
    }
    if (tail.mayHaveRotations()) {
      goneSince = now;
      return false;
    }
    return true;
  }

  /** Adds the records of the next buffer's worth of bytes; whether there were any. */
  boolean read(ReadBuffer buffer, List<SourceRecord> target) {
    int before = target.size();
    boolean lines = tail.read(buffer, line -> target.add(records().record(line)));
    noteTrouble();
    if (target.size() > before) {
      lastOffset = target.get(target.size() - 1).sourceOffset();
    }
    return lines;
  }

  /** Once for each time that it gets into trouble, for to look why costs some. */
  private void noteTrouble() {
    boolean before = inTrouble;
    inTrouble = tail.fileCounts().state() == FileState.TROUBLE;
    if (inTrouble && !before) {
      refusal = Refusal.of(path, entry.settings().allowed()).orElse(null);
      if (refusal != null) {
        tail.fileCounts().add(Metric.ACCESS_REFUSED, 1);
      }
    } else if (!inTrouble) {
      refusal = null;
    }
  }

  /** Where it leads, out of the allowed folders; nothing where it does not. */
  Optional<String> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** How far it was handed on, or where it was begun; nothing where there is no file. */
  Optional<FilePosition> handedOn() {
    return lastOffset != null ? Optional.of(FilePosition.fromOffset(lastOffset)) : tail.begunAt();
  }

  /** What makes records is large, and made when there are lines. */
  private LineRecords records() {
    if (records == null) {
      records = entry.records().apply(path.toString());
    }
    return records;
  }

  void forgetRecords() {
    records = null;
  }
}
