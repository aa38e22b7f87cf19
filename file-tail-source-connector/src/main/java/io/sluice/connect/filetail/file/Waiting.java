package io.sluice.connect.filetail.file;

import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what a path waits for, once until it changes. */
final class Waiting {

  private static final Logger LOG = LoggerFactory.getLogger(Waiting.class);

  private final Path path;
  private String reason;

  Waiting(Path path) {
    this.path = path;
  }

  void met(NotReadyException waiting) {
    if (!waiting.getMessage().equals(reason)) {
      reason = waiting.getMessage();
      LOG.info("{}: waiting: {}", path, reason);
    }
  }

  boolean isMet() {
    return reason != null;
  }

  void over() {
    reason = null;
  }
}
