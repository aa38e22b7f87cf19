package io.sluice.connect.filetail.file;

/** Where reading goes on when the path names a file again. */
final class ResumePoint {

  private static final int LOOKS_BETWEEN_VAIN_TRIALS = 20;

  /** Null where there is none, or it was used. */
  private FilePosition position;

  private boolean drained;
  private boolean asleep;
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

  void fallAsleep() {
    drained = true;
    asleep = true;
  }

  void clear() {
    position = null;
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
