package io.sluice.connect.filetail.file;

import java.io.IOException;

/**
 * A search among rotated files that cannot be answered yet: one of them is still being compressed,
 * or still being read through. Nothing was decided; the same question is to be asked again.
 */
final class NotReadyException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message which file is waited for, and for what
   */
  NotReadyException(String message) {
    super(message);
  }
}
