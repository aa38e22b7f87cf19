package io.sluice.connect.filetail.file;

import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what a path waits for, once until it changes, unless the log was told already. */
final class Waiting {

  private static final Logger LOG = LoggerFactory.getLogger(Waiting.class);

  private final Path path;
  private String reason;
  private boolean trouble;

  Waiting(Path path) {
    this.path = path;
  }

  void met(NotReadyException waiting) {
    trouble = waiting.isTrouble();
    if (!waiting.getMessage().equals(reason)) {
      reason = waiting.getMessage();
      if (!trouble) {
        LOG.info("{}: waiting: {}", path, reason);
      }
    }
  }

  /** Whether something is wrong with what is waited for. */
  boolean isTrouble() {
    return trouble;
  }

  boolean isMet() {
    return reason != null;
  }

  void over() {
    reason = null;
    trouble = false;
  }
}
