package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rotated files that are read before a path's own, for the first time: one after the other, so
 * that a hundred of them need one descriptor.
 */
final class EarlierFiles {

  private static final Logger LOG = LoggerFactory.getLogger(EarlierFiles.class);

  private final Path path;
  private final FileOpener opener;
  private final Deque<EarlierFile> waiting;
  private FileIdentity open;

  /**
   * @param files oldest first
   */
  EarlierFiles(Path path, FileOpener opener, List<EarlierFile> files) {
    this.path = path;
    this.opener = opener;
    this.waiting = new ArrayDeque<>(files);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Puts the next one before the files that are open, once the one before was left. */
  void openNext(GenerationQueue generations) throws IOException {
    if (open != null && !generations.isEmpty() && generations.first().identity().equals(open)) {
      return;
    }
    open = null;
    while (open == null && !waiting.isEmpty()) {
      EarlierFile next = waiting.removeFirst();
      try {
        Optional<OpenFile> opened = opener.open(next.path());
        if (opened.isPresent()) {
          read(next, opened.get(), generations);
        }
      } catch (IOException unreadable) {
        LOG.warn("{}: {} cannot be read; its lines are not sent", path, next.path(), unreadable);
      }
    }
  }

  private void read(EarlierFile file, OpenFile opened, GenerationQueue generations)
      throws IOException {
    long position = 0;
    if (file.position().isPresent() && opened.continuesFrom(file.position().get())) {
      position = file.position().get().position();
    }
    // Of the last one the writer may not have let go yet.
    if (generations.addEarlier(opened, position, !waiting.isEmpty())) {
      open = opened.identity();
      LOG.info("{}: reading {} first, from {}", path, file.path(), position);
    }
  }
}
