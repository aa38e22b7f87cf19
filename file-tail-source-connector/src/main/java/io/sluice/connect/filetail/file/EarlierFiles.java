package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
 *
 * <p>That may take long, and rotation does not wait for it. A file is what it was when it was
 * found, whatever name it has when its turn comes.
 */
final class EarlierFiles {

  private static final Logger LOG = LoggerFactory.getLogger(EarlierFiles.class);

  private final Path path;
  private final FileOpener opener;
  private final Deque<EarlierFile> waiting = new ArrayDeque<>();
  private FileIdentity open;

  EarlierFiles(Path path, FileOpener opener) {
    this.path = path;
    this.opener = opener;
  }

  /**
   * @param files oldest first
   */
  void addAll(List<EarlierFile> files) {
    waiting.addAll(files);
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
        Optional<OpenFile> opened = find(next);
        if (opened.isPresent()) {
          read(next, opened.get(), generations);
        } else {
          LOG.warn(
              "{}: {} ({}) was deleted or compressed before it was read; its lines are not sent",
              path,
              next.path(),
              next.identity());
        }
      } catch (IOException unreadable) {
        LOG.warn("{}: {} cannot be read; its lines are not sent", path, next.path(), unreadable);
      }
    }
  }

  private Optional<OpenFile> find(EarlierFile file) throws IOException {
    Optional<OpenFile> opened = openIf(file, file.path());
    if (opened.isPresent()) {
      return opened;
    }
    try (DirectoryStream<Path> siblings = Files.newDirectoryStream(file.path().getParent())) {
      for (Path sibling : siblings) {
        Optional<FileStat> stat = FileStat.of(sibling, LinkOption.NOFOLLOW_LINKS);
        if (stat.isPresent() && stat.get().identity().equals(file.identity())) {
          return openIf(file, sibling);
        }
      }
    } catch (DirectoryIteratorException failed) {
      throw failed.getCause();
    }
    return Optional.empty();
  }

  private Optional<OpenFile> openIf(EarlierFile file, Path name) throws IOException {
    Optional<OpenFile> opened = opener.open(name);
    if (opened.isPresent() && !opened.get().identity().equals(file.identity())) {
      opened.get().close();
      return Optional.empty();
    }
    return opened;
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
      LOG.info("{}: reading {} first, from {}", path, opened.path(), position);
    }
  }
}
