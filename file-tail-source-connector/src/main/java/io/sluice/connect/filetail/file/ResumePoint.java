package io.sluice.connect.filetail.file;

/** Where reading goes on when the path names a file again. */
final class ResumePoint {

  private static final int LOOKS_BETWEEN_VAIN_TRIALS = 20;

  /** Null where there is none, or it was used. */
  private FilePosition position;

  private boolean drained;
  private boolean asleep;

  /** Whether a line without its end was left in the file when that fell asleep. */
  private boolean unread;

  private KnownFiles bystanders = new KnownFiles();
  private int looksUntilTrial;

  /**
   * @param committed the position of an earlier run; null where there is none
   */
  ResumePoint(FilePosition committed) {
    this.position = committed;
  }

  boolean isSet() {
    return position != null;
  }

  /** Has reading begin as an earlier run would go on. */
  void set(FilePosition beginning) {
    position = beginning;
    looksUntilTrial = 0;
  }

  /** Whether nothing is left to be read of its file, as far as is known. */
  boolean isDrained() {
    return position == null || drained;
  }

  /** Whether nothing at all was left to be read, so that nothing is lost if the file is. */
  boolean isRead() {
    return isDrained() && !unread;
  }

  /** Whether nobody needs to be told of it: its file was closed for being quiet, for instance. */
  boolean isAsleep() {
    return asleep;
  }

  FilePosition position() {
    return position;
  }

  /** Related files that did not come of its file. */
  KnownFiles bystanders() {
    return bystanders;
  }

  /**
   * @param itIsDrained whether the generation was read to its end
   */
  void set(Generation left, boolean itIsDrained) {
    position = left.snapshot();
    drained = itIsDrained;
    bystanders = left.bystanders();
    looksUntilTrial = 0;
  }

  /** Has nobody told that its file is opened again: that is tried again and again. */
  void goOnSilently() {
    asleep = true;
  }

  /**
   * Has nobody told that its file is closed for being quiet, and is opened again.
   *
   * @param itIsRead whether nothing was left in it, not even a line without its end
   */
  void fallAsleep(boolean itIsRead) {
    drained = true;
    unread = !itIsRead;
    asleep = true;
  }

  /** Has nobody told that the file of the position is gone: all of it was read. */
  void drain() {
    drained = true;
  }

  void clear() {
    position = null;
    unread = false;
    asleep = false;
  }

  /**
   * Whether to try it at this look; where the path names nothing, its file may be found elsewhere,
   * but not at each look.
   */
  boolean isDue(boolean isNamed) {
    if (!isNamed && looksUntilTrial-- > 0) {
      return false;
    }
    looksUntilTrial = LOOKS_BETWEEN_VAIN_TRIALS;
    return true;
  }

  void tryAtNextLook() {
    looksUntilTrial = 0;
  }

  void addTo(KnownFiles known) {
    if (position != null && position.identity() != null) {
      known.add(position);
    }
  }
}
