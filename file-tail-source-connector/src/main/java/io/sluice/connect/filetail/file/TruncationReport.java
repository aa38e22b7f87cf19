package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.metrics.FileCounts;
import io.sluice.connect.filetail.metrics.Metric;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is told of a truncation: where its lines are read on, or which bytes are lost. */
final class TruncationReport {

  private static final Logger LOG = LoggerFactory.getLogger(TruncationReport.class);

  private final Path path;
  private final FileCounts counts;
  private final FilePosition was;
  private final FilePosition wasSeen;
  private final long unreadFrom;
  private final long seen;
  private boolean held;

  /** Which is read on in; null where there is none. */
  private Path copy;

  private long copySize;

  /**
   * @param file as it was before it was truncated
   */
  TruncationReport(Path path, FileCounts counts, Generation file) {
    this.path = path;
    this.counts = counts;
    this.was = file.ownPosition();
    this.wasSeen = file.sought().seen();
    this.unreadFrom = file.unreadFrom();
    this.seen = file.sighting().size();
  }

  /** Takes the first copies in, of which the very first may continue the file. */
  void foundFirst(List<OpenFile> copies) throws IOException {
    if (!copies.isEmpty() && copies.get(0).continuesFrom(was)) {
      copy = copies.get(0).path();
      copySize = copies.get(0).content().size();
      held = areHeld(copies);
    }
  }

  /** Takes copies in that were made later. */
  void found(List<OpenFile> copies) throws IOException {
    held = held || areHeld(copies);
  }

  /** Whether one of the copies has all that was seen of the file. */
  private boolean areHeld(List<OpenFile> copies) throws IOException {
    if (wasSeen == null) {
      return true;
    }
    for (OpenFile one : copies) {
      // A compressed one was asked what it holds when it was found.
      if (one.content().isFinal()
          ? one.content().size() >= wasSeen.position()
          : one.continuesFrom(wasSeen)) {
        return true;
      }
    }
    return false;
  }

  /** Tells where the lines are read on, once the first copies were found. */
  void tellBeginning() {
    if (copy != null) {
      LOG.info("{}: truncated; reading on in the copy {}", path, copy);
      return;
    }
    counts.add(Metric.TRUNCATIONS, 1);
    if (seen > unreadFrom) {
      counts.lost(seen - unreadFrom);
      LOG.warn(
          "{}: truncated before bytes {} to {} were sent, and no copy was found; they are lost",
          path,
          unreadFrom,
          seen);
    } else {
      LOG.info("{}: truncated at {}, reading from its beginning", path, unreadFrom);
    }
  }

  /**
   * Tells what is missing, once all copies were found. The copy may be a moment older than what was
   * seen, or be compressed and broken. An empty one says nothing: what was seen may have been
   * copied away before.
   */
  void tellEnd() {
    long from = Math.max(unreadFrom, copySize);
    if (!held && copySize > 0 && seen > from) {
      counts.lost(seen - from);
      LOG.warn(
          "{}: truncated before bytes {} to {} were sent, and they are not in the copy {}; they are"
              + " lost",
          path,
          from,
          seen,
          copy);
    }
  }
}
