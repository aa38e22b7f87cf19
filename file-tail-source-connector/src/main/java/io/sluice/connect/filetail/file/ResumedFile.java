package io.sluice.connect.filetail.file;

import java.nio.file.attribute.FileTime;

/**
 * A file with which reading goes on, one of several in their order.
 *
 * @param position where to begin
 * @param modified when what was read of it was written last; null where that is not known
 * @param complete whether nobody writes to the file any more
 * @param goesOnInNext whether it was cut off by copytruncate, so that its last line may go on
 * @param rotation how it stands to the others
 * @param bystanders related files that did not come of it
 */
record ResumedFile(
    OpenFile file,
    long position,
    FileTime modified,
    boolean continued,
    boolean complete,
    boolean goesOnInNext,
    Rotation rotation,
    KnownFiles bystanders) {

  /** A file that is read from its beginning. */
  static ResumedFile from0(OpenFile file) {
    boolean isFinal = file.content().isFinal();
    return new ResumedFile(file, 0, null, false, isFinal, false, Rotation.NONE, null);
  }

  ResumedFile replacedAt(FileTime time) {
    Rotation replaced = rotation.replacedAt(time);
    return new ResumedFile(
        file, position, modified, continued, complete, goesOnInNext, replaced, bystanders);
  }

  ResumedFile copyOf(FileIdentity source) {
    Rotation copied = rotation.ofCopyOf(source);
    return new ResumedFile(file, position, modified, continued, true, true, copied, bystanders);
  }

  ResumedFile after(FilePosition finished) {
    Rotation later = rotation.after(finished);
    return new ResumedFile(
        file, position, modified, continued, complete, goesOnInNext, later, bystanders);
  }

  ResumedFile beside(KnownFiles others) {
    return new ResumedFile(
        file, position, modified, continued, complete, goesOnInNext, rotation, others);
  }
}
