package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what is wrong with a file or folder when it begins, changes and ends, and not each time it
 * is met.
 */
public final class Trouble {

  private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);

  private final Path path;
  private String reason;

  public Trouble(Path path) {
    this.path = path;
  }

  public void met(IOException failed) {
    String now = reason(failed);
    if (!now.equals(reason)) {
      reason = now;
      LOG.warn("{}: {}; trying again until it is mended", path, now);
    }
  }

  /** What is told of it. */
  static String reason(IOException failed) {
    return failed instanceof FileSystemException named && named.getReason() != null
        ? named.getReason()
        : failed.toString();
  }

  boolean isMet() {
    return reason != null;
  }

  public void over() {
    if (reason != null) {
      LOG.info("{}: no longer: {}", path, reason);
      reason = null;
    }
  }
}
