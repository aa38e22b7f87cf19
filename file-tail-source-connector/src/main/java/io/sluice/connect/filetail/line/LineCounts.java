package io.sluice.connect.filetail.line;

/**
 * What was handed on of one file. Written by the task's thread only, after each read; read by any.
 */
public final class LineCounts {

  private volatile long records;
  private volatile long lines;
  private volatile long bytes;
  private volatile long longLines;
  private volatile long partialLines;
  private volatile long decodeErrors;
  private volatile long nulsSkipped;

  @SuppressWarnings("NonAtomicOperationOnVolatileField") // one thread writes
  void add(Window read) {
    records += read.records();
    lines += read.lines();
    bytes += read.bytesHandedOn();
    longLines += read.longLines();
    partialLines += read.partialLines();
    decodeErrors += read.decodeErrors();
  }

  /** Counts NUL bytes that are no part of a line. */
  @SuppressWarnings("NonAtomicOperationOnVolatileField") // one thread writes
  public void addSkipped(long nuls) {
    nulsSkipped += nuls;
  }

  public long records() {
    return records;
  }

  /** Lines that were handed on to their end, alone in a record or not. */
  public long lines() {
    return lines;
  }

  /** Bytes of the file, with the line endings, and with what was left out of long lines. */
  public long bytes() {
    return bytes;
  }

  /** Lines that were split or truncated. */
  public long longLines() {
    return longLines;
  }

  /** Lines that were sent without their ending, and may be continued. */
  public long partialLines() {
    return partialLines;
  }

  /** Places where bytes were no text in the file's encoding, and were replaced. */
  public long decodeErrors() {
    return decodeErrors;
  }

  /** NUL bytes that a truncated file began with, of a writer that does not append. */
  public long nulsSkipped() {
    return nulsSkipped;
  }
}
