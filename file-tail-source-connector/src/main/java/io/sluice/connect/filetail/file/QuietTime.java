package io.sluice.connect.filetail.file;

/** How long nothing has happened to a file that is to be left. */
final class QuietTime {

  private long size = -1;
  private boolean replaced;
  private long since;

  /**
   * Notes the state of the file.
   *
   * @param now nanoseconds
   * @param newReplaced whether the successor has begun: what was quiet before may have been so
   *     because there was nothing to write
   * @return whether that is a change
   */
  boolean note(long newSize, boolean newReplaced, long now) {
    boolean changed = newSize != size || newReplaced != replaced;
    if (changed) {
      size = newSize;
      replaced = newReplaced;
      since = now;
    }
    return changed;
  }

  /** Says since when a file that has a successor had its size, in nanoseconds. */
  void stood(long knownSize, long itsSince) {
    size = knownSize;
    replaced = true;
    since = itsSince;
  }

  /** For how long nothing has changed, in nanoseconds. */
  long nanos(long now) {
    return now - since;
  }

  /** Whether nothing has changed for so long, in nanoseconds. */
  boolean hasLasted(long nanos, long now) {
    return size >= 0 && now - since >= nanos;
  }
}
