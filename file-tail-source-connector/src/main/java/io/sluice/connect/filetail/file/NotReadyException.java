package io.sluice.connect.filetail.file;

import java.io.IOException;

/**
 * A search among rotated files that cannot be answered yet: one of them is still being compressed
 * or read through, or cannot be read. Nothing was decided; the same question is to be asked again.
 */
final class NotReadyException extends IOException {

  private static final long serialVersionUID = 1L;

  private final boolean trouble;

  /**
   * @param message which file is waited for, and for what
   */
  NotReadyException(String message) {
    this(message, false);
  }

  private NotReadyException(String message, boolean trouble) {
    super(message);
    this.trouble = trouble;
  }

  /** Where something is wrong with a file, of which the log has been told. */
  static NotReadyException trouble(String message) {
    return new NotReadyException(message, true);
  }

  boolean isTrouble() {
    return trouble;
  }
}
